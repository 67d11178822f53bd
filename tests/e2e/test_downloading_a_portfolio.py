"""What was put in can be taken out, and put in again."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.journeys import drop_file, expect_analysis, open_tech_sample, try_the_demo


def _download(page: Page, choice: str) -> Path:
    page.get_by_role("button", name="More actions").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=choice).click()
    name = download.value.suggested_filename
    target = Path(download.value.path()).with_name(name)
    download.value.save_as(target)
    return target


def test_a_downloaded_csv_becomes_the_same_portfolio_again(page: Page) -> None:
    try_the_demo(page)
    open_tech_sample(page)
    exported = _download(page, "CSV")
    assert exported.suffix == ".csv"
    page.goto("/")
    expect(page.get_by_role("heading", name="Your portfolios")).to_be_visible()
    drop_file(page, exported.name, exported.read_bytes())
    expect_analysis(page)
    expect(page.get_by_text("$125,496.10", exact=True)).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete portfolio").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(3)


def test_json_holds_every_holding(page: Page) -> None:
    try_the_demo(page)
    open_tech_sample(page)
    exported = json.loads(_download(page, "JSON").read_text())
    assert "NVDA" in json.dumps(exported)


def test_the_report_is_there_as_a_pdf_and_says_what_may_be_lost(page: Page) -> None:
    try_the_demo(page)
    open_tech_sample(page)
    losses = page.get_by_role("region", name="How much may be lost")
    expect(losses.get_by_role("heading", name="In one month out of twenty")).to_be_visible()
    expect(losses.get_by_text("By asset class", exact=True)).to_have_count(4)
    report = _download(page, "Report as PDF")
    assert report.suffix == ".pdf"
    assert report.read_bytes().startswith(b"%PDF-")
