"""Portfolios side by side."""

from playwright.sync_api import Page, expect

from tests.e2e.journeys import overflow_px, sign_up, try_the_demo


def test_the_samples_are_compared_and_one_can_be_left_out(page: Page) -> None:
    try_the_demo(page)
    page.get_by_role("link", name="Compare").click()
    table = page.get_by_role("region", name="Side by side")
    expect(table.get_by_role("columnheader")).to_have_count(4)
    correlations = page.get_by_role("table", name="Correlation of the portfolios")
    expect(correlations.get_by_role("cell", name="1.00", exact=True)).to_have_count(3)
    expect(page.get_by_text("Synthetic series stand for").first).to_be_visible()

    day = page.get_by_role("slider", name="Day")
    day.press("Home")
    expect(page.get_by_role("listitem").filter(has_text="Tech-heavy growth").last).to_be_visible()
    # Where the made-up prices of the samples begin.
    expect(day).to_have_attribute("aria-valuetext", "Jun 30, 2020")

    page.get_by_role("combobox", name="Portfolios").press("Backspace")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    page.reload()
    expect(table.get_by_role("columnheader")).to_have_count(3)
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow_px(page) <= 0


def test_one_portfolio_alone_says_what_is_missing(page: Page) -> None:
    sign_up(page)
    page.goto("/compare")
    expect(page.get_by_text("A comparison takes two portfolios")).to_be_visible()
