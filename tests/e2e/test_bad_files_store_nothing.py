"""A file that cannot be taken is refused as a whole, with the lines to mend."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.journeys import drop_file, sign_up

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
ALLOCATIONS_OFF = b"""Symbol,Name,Asset Type,Allocation %,Dollar Amount
VTI,Total Market,etf,60.00,6000.00
BND,Total Bond,etf,30.00,3000.00
"""
LINE_FOUR_WRONG = b"""Symbol,Name,Asset Type,Allocation %,Dollar Amount
VTI,Total Market,etf,60.00,6000.00
BND,Total Bond,etf,30.00,3000.00
GLD,Gold,etff,10.00,1000.00
"""


def _refusal(page: Page) -> Locator:
    dialog = page.get_by_role("dialog", name="This file needs a correction")
    expect(dialog).to_be_visible()
    return dialog


def _expect_nothing_stored(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="What do you hold?")).to_be_visible()


def test_a_picture_named_csv_is_refused(page: Page) -> None:
    sign_up(page)
    drop_file(page, "holdings.csv", PNG)
    expect(_refusal(page)).to_contain_text("Error")
    _expect_nothing_stored(page)


def test_allocations_that_do_not_add_up_are_refused(page: Page) -> None:
    sign_up(page)
    drop_file(page, "holdings.csv", ALLOCATIONS_OFF)
    expect(_refusal(page)).to_contain_text("90")
    _expect_nothing_stored(page)


def test_a_wrong_line_is_named_and_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_up(page)
    drop_file(page, "holdings.csv", LINE_FOUR_WRONG)
    row = _refusal(page).get_by_role("row").filter(has_text="etff")
    expect(row.get_by_role("cell").first).to_have_text("4")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("holdings.csv\nline 4: error:")
    _expect_nothing_stored(page)


def test_an_old_spreadsheet_is_refused_before_it_is_sent(page: Page) -> None:
    sign_up(page)
    drop_file(page, "holdings.xls", b"\xd0\xcf\x11\xe0")
    expect(page.get_by_role("dialog")).to_contain_text("save it as CSV or as .xlsx")


def test_of_very_many_wrong_lines_the_first_are_listed_and_the_others_counted(page: Page) -> None:
    sign_up(page)
    rows = b"".join(b"V%d,Total Market,etff,,1\n" % number for number in range(600))
    drop_file(page, "holdings.csv", LINE_FOUR_WRONG.splitlines(keepends=True)[0] + rows)
    refusal = _refusal(page)
    expect(refusal).to_contain_text("more than 500 problems must be put right first")
    expect(refusal).to_contain_text("100 more problems are not listed.")
    _expect_nothing_stored(page)
