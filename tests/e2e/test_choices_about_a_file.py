"""What a file leaves open is asked: columns, accounts, rates, and what changes."""

from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from tests.e2e.journeys import (
    BROKER_FILES,
    drop_file,
    expect_analysis,
    overflow_px,
    sign_up,
)

UNKNOWN_LAYOUT = b"""Papier;Menge drin;Wert heute;Notiz
VTI;10;2.500,50;a
BND;20;1.400,00;b
"""
TWO_CURRENCIES = b"""Symbol,Name,Quantity,Market Value,Currency
VTI,Total Market,10,6000.00,USD
SAP,SAP SE,10,3000.00,EUR
"""


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def _preview(page: Page) -> Locator:
    dialog = page.get_by_role("dialog", name="Look before it is stored")
    expect(dialog).to_be_visible()
    return dialog


def test_unknown_columns_are_mapped_once_and_remembered(page: Page) -> None:
    sign_up(page)
    page.set_viewport_size({"width": 390, "height": 844})
    drop_file(page, "depot.csv", UNKNOWN_LAYOUT)
    dialog = page.get_by_role("dialog", name="What is in these columns?")
    expect(dialog.get_by_text("2.500,50 · 1.400,00")).to_be_visible()
    expect(dialog.get_by_role("combobox", name="What is in Papier")).to_have_value("Symbol")
    expect(dialog.get_by_role("button", name="Read it like this")).to_be_disabled()
    assert overflow_px(page) <= 0
    _choose(page, "What is in Menge drin", "Number of shares")
    _choose(page, "What is in Wert heute", "Value")
    _choose(page, "Numbers look like", "1.234,56")
    dialog.get_by_role("button", name="Read it like this").click()
    _preview(page).get_by_role("button", name="Store 1 portfolio").click()
    expect_analysis(page)
    expect(page.get_by_text("3,900.50").first).to_be_visible()

    page.goto("/")
    expect(page.get_by_role("article")).to_have_count(1)
    drop_file(page, "depot-2.csv", UNKNOWN_LAYOUT.replace(b"2.500,50", b"2.600,50"))
    expect(page.get_by_text("4,000.50").first).to_be_visible()


def test_accounts_of_one_file_become_a_portfolio_each(page: Page) -> None:
    sign_up(page)
    drop_file(page, "fidelity.csv", (BROKER_FILES / "fidelity.csv").read_bytes())
    preview = _preview(page)
    expect(preview).to_contain_text("The file names 2 accounts: …1111, …7890.")
    preview.get_by_text("A portfolio for each").click()
    _preview(page).get_by_role("button", name="Store 2 portfolios").click()
    page.get_by_role("link", name="Show them").click()
    expect(page.get_by_role("article")).to_have_count(2)


def test_what_changes_is_shown_before_it_is_applied(page: Page) -> None:
    sign_up(page)
    drop_file(page, "schwab.csv", (BROKER_FILES / "schwab.csv").read_bytes())
    expect_analysis(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Update from a file").click()
    page.get_by_role("dialog").get_by_label("choose a file").set_input_files(
        BROKER_FILES / "vanguard.csv"
    )
    changes = _preview(page).get_by_role("table", name="Changes to")
    expect(changes.get_by_role("row", name="Removed BRK.B")).to_be_visible()
    expect(changes.get_by_role("row", name="Added VFIAX")).to_be_visible()
    _preview(page).get_by_text("Add to the holdings").click()
    expect(_preview(page)).to_contain_text("0 removed")
    _preview(page).get_by_text("Replace all holdings").click()
    expect(changes.get_by_role("row", name="Removed BRK.B")).to_be_visible()
    _preview(page).get_by_role("button", name="Apply the changes").click()
    expect(page.get_by_text("$13,108.05", exact=True)).to_be_visible()
    expect(page.get_by_role("cell", name="BRK.B")).to_have_count(0)


def test_ones_own_rate_counts_before_the_usual_one(page: Page) -> None:
    sign_up(page)
    drop_file(page, "mixed.csv", TWO_CURRENCIES)
    expect(page.get_by_text("1 EUR counted as 1.17 USD, an approximate default")).to_be_visible()
    page.goto("/settings")
    rates = page.get_by_role("region", name="Rates of exchange")
    for label, code in (("From currency", "EUR"), ("To currency", "USD")):
        rates.get_by_role("combobox", name=label).fill(code)
        page.get_by_role("option", name=code).click()
    rates.get_by_label("Rate", exact=True).fill("1.25")
    rates.get_by_role("button", name="Add the rate").click()
    expect(rates.get_by_text("1 EUR = 1.25 USD")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("article")).to_have_count(1)
    drop_file(page, "mixed.csv", TWO_CURRENCIES)
    expect(page.get_by_text("1 EUR counted as 1.25 USD, your own rate")).to_be_visible()


def test_a_missing_rate_is_entered_on_the_spot_and_the_file_read_again(page: Page) -> None:
    sign_up(page)
    drop_file(page, "foreign.csv", TWO_CURRENCIES.replace(b"EUR", b"XAF"))
    dialog = page.get_by_role("dialog")
    for label, code in (("From currency", "XAF"), ("To currency", "USD")):
        dialog.get_by_role("combobox", name=label).fill(code)
        page.get_by_role("option", name=code).click()
    dialog.get_by_label("Rate", exact=True).fill("0.002")
    dialog.locator("form").get_by_role("button").click()
    expect(page.get_by_text("1 XAF counted as 0.002 USD, your own rate")).to_be_visible()
    _preview(page).get_by_role("button", name="Store 1 portfolio").click()
    expect(page.get_by_text("$6,006.00", exact=True)).to_be_visible()


def test_a_workbook_is_read_like_a_csv_file(page: Page) -> None:
    sign_up(page)
    book = Workbook()
    for row in (
        ("Symbol", "Name", "Quantity", "Price", "Market Value", "Currency"),
        ("VTI", "Total Market", 10, 250.5, 2505, "USD"),
        ("BND", "Total Bond", 20, 70.25, 1405, "USD"),
    ):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    drop_file(page, "positions.xlsx", file.getvalue())
    expect(page.get_by_text("$3,910.00", exact=True)).to_be_visible()
    expect(page.get_by_role("cell", name="BND")).to_be_visible()
