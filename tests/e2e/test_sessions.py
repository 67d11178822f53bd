"""Coming, going, and staying signed in."""

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.journeys import expect_analysis, sign_in, sign_out, sign_up, try_the_demo
from tests.server import Server

# As if the hour of the kept session were over.
_EXPIRE = """() => {
  const session = JSON.parse(localStorage.getItem("econlens.session"));
  localStorage.setItem("econlens.session", JSON.stringify({ ...session, expiresAt: 0 }));
}"""


def test_signing_out_and_in_again(page: Page) -> None:
    account = sign_up(page)
    sign_out(page)
    page.goto("/")
    expect(page).to_have_url("/sign-in")
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password", exact=True).fill("Not-the-word-1")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
    page.get_by_label("Password", exact=True).fill(account.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()


def test_signing_in_by_keyboard_alone(page: Page) -> None:
    account = sign_up(page)
    sign_out(page)
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Try the demo")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(account.email)
    page.keyboard.press("Tab")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_a_taken_address_says_what_to_do(page: Page) -> None:
    account = sign_up(page)
    sign_out(page)
    page.goto("/sign-up")
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Last name").fill("Again")
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password", exact=True).fill(account.password)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("alert")).to_contain_text("Sign in instead")


def test_the_password_rule_is_shown_while_typing(page: Page) -> None:
    page.goto("/sign-up")
    page.get_by_label("Password", exact=True).fill("correct-horse")
    met = page.get_by_role("list", name="The password needs").get_by_text("(met)")
    expect(met).to_have_count(3)
    page.get_by_label("Password", exact=True).fill("Correct-horse7")
    expect(met).to_have_count(5)


def test_the_demo_needs_no_account(page: Page) -> None:
    try_the_demo(page)
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_role("article").get_by_role("link").first.click()
    expect_analysis(page)


def test_two_tabs_renew_an_expired_session_only_once(context: BrowserContext) -> None:
    tabs = [context.new_page(), context.new_page()]
    sign_up(tabs[0])
    exchanges: list[str] = []
    context.on("request", lambda r: exchanges.append(r.url) if "/auth/refresh" in r.url else None)
    tabs[0].evaluate(_EXPIRE)
    for tab in tabs:
        tab.goto("/", wait_until="commit")
    for tab in tabs:
        expect(tab.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
    assert len(exchanges) == 1


def test_signing_out_in_one_tab_signs_out_the_other(context: BrowserContext) -> None:
    first = context.new_page()
    sign_up(first)
    second = context.new_page()
    second.goto("/")
    expect(second.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
    sign_out(first)
    expect(second.get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_expired_token_is_renewed_without_a_word(page: Page) -> None:
    sign_up(page)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            body = {"error": "UNAUTHORIZED", "message": "x", "details": [], "requestId": "r"}
            route.fulfill(status=401, json=body)

    page.route("**/v1/portfolios?*", refuse_once)
    with page.expect_response("**/v1/auth/refresh") as renewal:
        page.reload()
    assert renewal.value.ok
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
    assert len(refused) == 1


def test_no_script_can_read_what_renews_the_session(page: Page) -> None:
    sign_up(page)
    kept = page.evaluate("JSON.stringify(localStorage) + document.cookie")
    assert "refresh" not in kept.lower()
    [cookie] = page.context.cookies(page.url + "v1/auth/refresh")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"


def test_a_device_signed_out_from_another_is_out_at_its_next_step(
    page: Page, browser: Browser, server: Server
) -> None:
    """Not only once its token's hour is over."""
    account = sign_up(page)
    lost = browser.new_context(base_url=server.url, locale="en-US")
    lost_page = lost.new_page()
    lost_page.goto("/sign-in")
    sign_in(lost_page, account)
    expect(lost_page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()

    page.goto("/settings")
    page.get_by_role("region", name="Where you are signed in").get_by_role(
        "button", name="Sign out"
    ).click()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_have_count(0)
    lost_page.reload()
    expect(lost_page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.reload()
    expect(page.get_by_text("This device")).to_be_visible()
    lost.close()
