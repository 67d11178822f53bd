"""A read-only link: made, opened by a stranger, and revoked."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.journeys import expect_analysis, open_tech_sample, overflow_px, try_the_demo
from tests.server import Server

PASSPHRASE = "grüße & 7 Wörter"


def _share_dialog(page: Page) -> Locator:
    try_the_demo(page)
    open_tech_sample(page)
    page.get_by_role("button", name="Share", exact=True).click()
    return page.get_by_role("dialog", name="Share")


def _create_link(dialog: Locator) -> str:
    dialog.get_by_role("button", name="Create link").click()
    return dialog.get_by_role("textbox", name="The link").input_value()


@pytest.fixture
def stranger(browser: Browser, server: Server) -> Page:
    """Somebody else's browser on a phone, signed in nowhere."""
    context = browser.new_context(
        base_url=server.url, locale="en-US", viewport={"width": 390, "height": 844}
    )
    return context.new_page()


def test_a_link_shows_shares_but_no_amounts_until_it_is_revoked(page: Page, stranger: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog = _share_dialog(page)
    link = _create_link(dialog)
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link

    stranger.goto(link)
    expect_analysis(stranger)
    expect(stranger.get_by_text("read-only · amounts are hidden")).to_be_visible()
    expect(stranger.locator("body")).not_to_contain_text("$")
    expect(stranger.locator("meta[name=robots]")).to_have_attribute(
        "content", "noindex, nofollow, noarchive"
    )
    assert overflow_px(stranger) <= 0

    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Share", exact=True).click()
    shares = page.get_by_role("dialog").get_by_role("listitem")
    expect(shares.first).to_contain_text("1 view")
    shares.first.get_by_role("button", name="Revoke").click()
    shares.first.get_by_role("button", name="Revoke for good").click()
    expect(page.get_by_role("dialog")).to_contain_text("None yet.")
    stranger.reload()
    expect(stranger.get_by_role("alert")).to_contain_text("This link does not work")
    stranger.context.close()


def test_on_a_phone_the_form_keeps_its_margins(page: Page) -> None:
    dialog = _share_dialog(page)
    page.set_viewport_size({"width": 390, "height": 844})
    button = dialog.get_by_role("button", name="Create link").bounding_box()
    frame = dialog.bounding_box()
    assert button
    assert frame
    left = button["x"] - frame["x"]
    right = frame["x"] + frame["width"] - button["x"] - button["width"]
    assert abs(left - right) <= 1, (left, right)


def test_a_passphrase_guards_a_link_that_shows_holdings_with_amounts(
    page: Page, stranger: Page
) -> None:
    dialog = _share_dialog(page)
    dialog.get_by_text("Holdings only").click()
    dialog.get_by_role("switch", name="Hide amounts").click()
    dialog.get_by_label("Passphrase (optional)").fill(PASSPHRASE)
    stranger.goto(_create_link(dialog))
    stranger.get_by_label("Passphrase").fill("a guess")
    stranger.get_by_role("button", name="Open").click()
    expect(stranger.get_by_text("That is not the passphrase")).to_be_visible()
    stranger.get_by_label("Passphrase").fill(PASSPHRASE)
    stranger.get_by_role("button", name="Open").click()
    expect(stranger.get_by_role("heading", name="Holdings")).to_be_visible()
    expect(stranger.get_by_text("$125,496.10")).to_be_visible()
    expect(stranger.get_by_role("heading", name="Risk score")).to_have_count(0)
    stranger.context.close()
