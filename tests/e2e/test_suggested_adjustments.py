"""Adjustments that follow the limits as they are moved, and a table to take along."""

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.journeys import open_tech_sample, overflow_px, try_the_demo


def _open(page: Page) -> None:
    try_the_demo(page)
    open_tech_sample(page)
    page.get_by_role("link", name="Suggest adjustments").click()
    expect(page.get_by_role("heading", name="Trades")).to_be_visible()


def test_moving_a_limit_changes_the_trades(page: Page) -> None:
    _open(page)
    trades = page.get_by_role("region", name="Trades")
    expect(trades.get_by_role("row", name="Sell NVDA")).to_be_visible()
    expect(page.get_by_text("Your limit: 7.0")).to_be_visible()
    for name in ("A single security: at most", "A sector: at most"):
        page.get_by_role("slider", name=name).press("End")
    expect(page.get_by_role("heading", name="Nothing to adjust")).to_be_visible()
    page.get_by_text("Invest", exact=True).click()
    page.get_by_label("Amount to invest").fill("5,000")
    expect(page.get_by_text("$5,000.00").first).to_be_visible()
    page.get_by_role("button", name="Back to my preferences").click()
    expect(trades.get_by_role("row", name="Sell NVDA")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow_px(page) <= 0


def test_weights_of_ones_own_must_add_up(page: Page) -> None:
    _open(page)
    page.get_by_role("combobox", name="Target").click()
    page.get_by_role("option", name="My own weights by category").click()
    page.get_by_role("slider", name="Weight of Government bonds").press("ArrowRight")
    expect(page.get_by_text("Adds up to 100.5%, not 100%")).to_be_visible()
    page.get_by_role("button", name="Scale to 100%").click()
    expect(page.get_by_text("Adds up to 100%", exact=True)).to_be_visible()


def test_trades_are_copied_and_downloaded(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _open(page)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "tech-heavy-growth-sample-suggested-adjustments.csv"
    with Path(download.value.path()).open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:2] == ["Side", "Symbol"]
    assert [row[1] for row in rows] == [line.split("\t")[1] for line in copied.split("\n")]
    assert ["sell", "NVDA"] in [row[:2] for row in rows]
