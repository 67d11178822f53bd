"""Typing, correcting, changing and deleting a portfolio."""

from playwright.sync_api import Page, expect

from tests.e2e.journeys import expect_analysis, sign_up


def _type_holding(page: Page, number: int, symbol: str, amount: str) -> None:
    page.get_by_label(f"Symbol, holding {number}").fill(symbol)
    page.get_by_label(f"Amount, holding {number}").fill(amount)


def _create(page: Page) -> None:
    sign_up(page)
    page.get_by_role("link", name="Type a portfolio in").click()
    page.get_by_label("Name", exact=True).fill("Two funds")
    _type_holding(page, 1, "VTI", "7,500.50")
    _type_holding(page, 2, "BND", "2500")
    expect(page.get_by_text("$10,000.50")).to_be_visible()
    page.get_by_role("button", name="Create portfolio").click()
    expect(page.get_by_role("heading", name="Two funds")).to_be_visible()
    expect_analysis(page)


def test_a_typed_portfolio_is_analysed(page: Page) -> None:
    _create(page)
    expect(page.get_by_role("cell", name="VTI")).to_contain_text("Vanguard")


def test_the_servers_objection_stands_at_its_field(page: Page) -> None:
    sign_up(page)
    page.get_by_role("link", name="Type a portfolio in").click()
    page.get_by_label("Name", exact=True).fill("Odd")
    _type_holding(page, 1, "VTI", "100")
    _type_holding(page, 3, "NO_SUCH*", "100")
    page.get_by_role("button", name="Create portfolio").click()
    symbol = page.get_by_label("Symbol, holding 3")
    expect(symbol).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Symbol, holding 1")).not_to_have_attribute("aria-invalid", "true")
    symbol.fill("BND")
    page.get_by_role("button", name="Create portfolio").click()
    expect_analysis(page)


def test_percentages_are_summed_while_typing(page: Page) -> None:
    sign_up(page)
    page.get_by_role("link", name="Type a portfolio in").click()
    page.get_by_text("Percentages", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Sixty forty")
    for number, symbol, percent in ((1, "VTI", "60"), (2, "BND", "39")):
        page.get_by_label(f"Symbol, holding {number}").fill(symbol)
        page.get_by_label(f"Percent, holding {number}").fill(percent)
    expect(page.get_by_text("Percentages must add up to 100")).to_be_visible()
    page.get_by_label("Percent, holding 2").fill("40")
    expect(page.get_by_text("Adds up to 100%")).to_be_visible()
    page.get_by_role("button", name="Create portfolio").click()
    expect(page.get_by_text("$10,000.00", exact=True)).to_be_visible()


def test_a_change_is_saved_and_shown(page: Page) -> None:
    _create(page)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Amount, holding 2").fill("1500")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("$9,000.50", exact=True)).to_be_visible()


def test_a_change_made_elsewhere_is_not_overwritten(page: Page) -> None:
    _create(page)
    other = page.context.new_page()
    other.goto(page.url + "/edit")
    expect(other.get_by_label("Name", exact=True)).to_have_value("Two funds")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name", exact=True).fill("First")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("heading", name="First")).to_be_visible()

    other.get_by_label("Name", exact=True).fill("Second")
    other.get_by_role("button", name="Save changes").click()
    expect(other.get_by_role("alert")).to_contain_text("in the meantime")
    other.get_by_role("button", name="Load the latest version").click()
    expect(other.get_by_label("Name", exact=True)).to_have_value("First")


def test_deleting_asks_first(page: Page) -> None:
    _create(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete portfolio").click()
    page.get_by_role("button", name="Keep it").click()
    expect_analysis(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete portfolio").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
