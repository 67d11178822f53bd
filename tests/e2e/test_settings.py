"""Settings that count: limits, the profile, a second factor, taking everything out, leaving."""

import zipfile

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.journeys import overflow_px, sign_in, sign_out, sign_up


def _open_settings(page: Page) -> None:
    page.get_by_role("button", name="Account menu of").click()
    page.get_by_role("menuitem", name="Settings").click()
    expect(page.get_by_role("heading", name="Your limits")).to_be_visible()


def test_a_limit_moved_by_keyboard_is_kept_and_can_be_put_back(page: Page) -> None:
    sign_up(page)
    _open_settings(page)
    limits = page.get_by_role("region", name="Your limits")
    # The usual limits of the web app are those that the server begins with.
    back = limits.get_by_role("button", name="Back to the usual limits")
    expect(back).to_be_disabled()
    page.get_by_role("slider", name="Largest single position: high above").press("ArrowRight")
    expect(limits.get_by_text("High above 11%")).to_be_visible()
    limits.get_by_role("button", name="Save").click()
    expect(limits.get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(limits.get_by_text("High above 11%")).to_be_visible()
    back.click()
    limits.get_by_role("button", name="Save").click()
    expect(limits.get_by_text("High above 10%")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow_px(page) <= 0


def test_a_new_name_shows_in_the_account_menu(page: Page) -> None:
    sign_up(page)
    _open_settings(page)
    profile = page.get_by_role("region", name="Profile")
    profile.get_by_label("First name").fill("Grace")
    profile.get_by_text("A lot").click()
    profile.get_by_role("button", name="Save").click()
    expect(profile.get_by_text("Saved")).to_be_visible()
    expect(page.get_by_role("button", name="Account menu of Grace")).to_be_visible()


def test_a_second_factor_guards_the_next_sign_in(page: Page) -> None:
    account = sign_up(page)
    _open_settings(page)
    page.get_by_role("button", name="Set up").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
    dialog.get_by_text("I cannot scan it").click()
    totp = pyotp.TOTP(dialog.get_by_role("code").inner_text().replace(" ", ""))
    dialog.get_by_role("textbox", name="One-time code").fill(totp.now())
    dialog.get_by_role("button", name="Turn on").click()
    recovery = dialog.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(recovery).to_have_count(10)
    lifeline = recovery.first.inner_text()
    dialog.get_by_role("button", name="I have kept them").click()

    sign_out(page)
    sign_in(page, account)
    page.get_by_role("button", name="I do not have the app at hand").click()
    page.get_by_role("textbox", name="Recovery code").fill(lifeline)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Account menu of Ada")).to_be_visible()


def test_everything_can_be_taken_out_before_the_account_is_deleted(page: Page) -> None:
    account = sign_up(page)
    page.get_by_role("button", name="Load sample portfolios").click()
    expect(page.get_by_role("article")).to_have_count(3)
    _open_settings(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert sum(name.endswith(".csv") for name in archive.namelist()) >= 3

    page.get_by_role("button", name="Delete…").click()
    gone = page.get_by_role("button", name="Delete for good")
    expect(gone).to_be_disabled()
    page.get_by_label("To confirm, type your e-mail address").fill(account.email)
    gone.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, account)
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
