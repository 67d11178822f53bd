"""The journey the product exists for: sign up, drop a file, see the risk in it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys import BROKER_FILES, drop_file, expect_analysis, sign_up


@pytest.mark.parametrize(
    ("broker", "total", "holding"),
    [
        ("schwab", "$53,737.17", "BRK.B"),
        ("fidelity", "$42,775.80", "FXAIX"),
        ("vanguard", "$13,108.05", "VXUS"),
    ],
)
def test_a_dropped_broker_file_becomes_a_portfolio_with_an_analysis(
    page: Page, broker: str, total: str, holding: str
) -> None:
    sign_up(page)
    drop_file(page, f"{broker}.csv", (BROKER_FILES / f"{broker}.csv").read_bytes())
    if broker != "schwab":  # two accounts, so there is something to choose
        page.get_by_role("button", name="Store 1 portfolio").click()
    expect(page.get_by_text(total, exact=True)).to_be_visible()
    expect_analysis(page)
    expect(page.get_by_role("cell", name=holding)).to_be_visible()
    expect(page.get_by_text(f"read from {broker}.csv")).to_be_visible()

    page.get_by_role("link", name="Your portfolios").first.click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text(total)


def test_a_chosen_file_works_like_a_dropped_one(page: Page) -> None:
    sign_up(page)
    page.get_by_label("choose a file").set_input_files(BROKER_FILES / "schwab.csv")
    expect(page.get_by_text("$53,737.17", exact=True)).to_be_visible()


def test_the_notes_about_a_file_name_its_lines(page: Page) -> None:
    sign_up(page)
    drop_file(page, "schwab.csv", (BROKER_FILES / "schwab.csv").read_bytes())
    page.get_by_text("Recognised as an export of Schwab").click()
    notes = page.get_by_role("table", name="Problems found in schwab.csv")
    expect(notes.get_by_role("row").nth(1)).to_contain_text("Warning")


def test_sample_portfolios_load_with_one_click(page: Page) -> None:
    sign_up(page)
    page.get_by_role("button", name="Load sample portfolios").click()
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_role("article").get_by_role("link").first.click()
    expect_analysis(page)
