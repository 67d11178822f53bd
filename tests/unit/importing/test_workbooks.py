"""Excel workbooks give what the same table gives as CSV; dangerous and damaged ones are refused."""

import csv
import io
import sys
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from econlens.importing.read import read_file
from econlens.importing.result import ImportResult
from econlens.importing.workbook import MAX_ROWS

SAMPLES = Path(__file__).parents[2] / "data" / "brokers"
TITLES = ["Symbol", "Name", "Quantity", "Price", "Market Value", "Currency"]
ROW = ["AAPL", "Apple", 10, 200.5, 2005, "USD"]
SHEET = "xl/worksheets/sheet1.xml"
SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part put in or replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def only_error(result: ImportResult) -> str:
    (error,) = [issue for issue in result.issues if issue.severity == "error"]
    assert error.suggested_fix
    return error.code


def test_numbers_keep_their_value_and_days_their_date() -> None:
    result = read_file(
        workbook(
            ["Positions as of", datetime(2026, 3, 14)],  # noqa: DTZ001 - Excel knows no zones
            [],
            TITLES,
            ["AAPL", "Apple", 10, 0.1 + 0.2, 3, "USD"],
            ["VTI", "Vanguard", 1.375, 1250, 1718.75, "USD"],
            ["BTC", "Bitcoin", 0.00001234, 100000, 1.234, "USD"],
        )
    )
    assert result.accepted
    assert [(p.quantity, p.price, p.market_value) for p in result.positions] == [
        (10, Decimal("0.3"), 3),
        (Decimal("1.375"), 1250, Decimal("1718.75")),
        (Decimal("0.00001234"), 100_000, Decimal("1.234")),
    ]
    assert result.as_of == date(2026, 3, 14)
    assert "DECIMAL_SIGN_GUESSED" not in {issue.code for issue in result.issues}
    assert [p.line for p in result.positions] == [4, 5, 6]


@pytest.mark.parametrize(
    "name", ["schwab.csv", "etrade.csv", "wealthsimple.csv", "wealthfolio_holdings.csv"]
)
def test_a_brokers_table_gives_the_same_in_a_workbook(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    in_workbook, in_csv = read_file(workbook(*rows)), read_file(data)
    assert in_workbook.positions == in_csv.positions
    assert in_workbook.cash == in_csv.cash


def test_a_percent_cell_is_a_percentage() -> None:
    book = Workbook()
    book.active.append(["Symbol", "Name", "Asset Type", "Allocation %", "Dollar Amount"])
    book.active.append(["VTI", "Fund", "etf", 0.625, 625])
    book.active.append(["BND", "Bonds", "etf", 0.375, 375])
    for row in (2, 3):
        book.active.cell(row, 4).number_format = "0.0%"
    assert [p.allocation for p in read_file(saved(book)).positions] == [
        Decimal("62.5"),
        Decimal("37.5"),
    ]


def test_the_sheet_with_holdings_is_read_and_the_others_are_named() -> None:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Nothing here"])
    sheet = book.create_sheet("Depot")
    sheet.append(TITLES)
    sheet.append(ROW)
    hidden = book.create_sheet("Secret")
    hidden.sheet_state = "hidden"
    hidden.append(TITLES)
    result = read_file(saved(book))
    assert [p.symbol for p in result.positions] == ["AAPL"]
    (told,) = [issue for issue in result.issues if issue.code == "SHEETS_LEFT_OUT"]
    assert "Depot" in told.message
    assert "Notes" in told.message


def test_a_formula_without_a_saved_result_is_unknown_and_never_run() -> None:
    result = read_file(workbook(TITLES, ["AAPL", "Apple", 10, 200.5, "=1+1", "USD"]))
    assert result.positions[0].market_value == 2005  # shares × price


def test_macros_are_not_looked_at() -> None:
    data = with_part(workbook(TITLES, ROW), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 a macro")
    assert [p.symbol for p in read_file(data).positions] == ["AAPL"]


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    data = with_part(workbook(TITLES, ROW), SHEET, b" " * 50_000_000)
    assert len(data) < 100_000
    assert only_error(read_file(data)) == "WORKBOOK_TOO_LARGE"


def test_entities_that_multiply_are_refused() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><worksheet>&a9;</worksheet>'
    data = with_part(workbook(TITLES, ROW), SHEET, bomb.encode())
    assert only_error(read_file(data)) == "DAMAGED_WORKBOOK"


def test_rows_and_columns_far_out_are_refused_or_skipped() -> None:
    book = Workbook()
    book.active.append(TITLES)
    book.active.append(ROW)
    book.active.cell(2, 16_000).value = 1
    assert only_error(read_file(saved(book))) == "TOO_MANY_COLUMNS"
    book = Workbook()
    book.active.append(TITLES)
    book.active.append(ROW)
    book.active.cell(MAX_ROWS + 10, 1).value = "MSFT"
    assert [p.symbol for p in read_file(saved(book)).positions] == ["AAPL"]


def test_rows_that_are_wide_for_one_cell_are_refused_before_they_fill_the_memory() -> None:
    """Two megabytes of them took two thousand once."""
    cells = "".join(f'<row r="{n}"><c r="ALK{n}"><v>{n}</v></c></row>' for n in range(1, 20_000))
    sheet = f'<worksheet xmlns="{SHEET_NAMESPACE}"><sheetData>{cells}</sheetData></worksheet>'
    data = with_part(workbook(TITLES, ROW), SHEET, sheet.encode())
    tracemalloc.start()
    assert only_error(read_file(data)) == "TOO_MANY_ROWS"
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_rows_beyond_a_block_are_read_in_their_order() -> None:
    rows = [[f"A{n}", "Fund", n + 1, 2, 2 * n + 2, "USD"] for n in range(2_300)]
    result = read_file(workbook(TITLES, *rows))
    assert [p.symbol for p in result.positions] == [row[0] for row in rows]
    assert [p.line for p in result.positions] == list(range(2, 2_302))


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("positions.csv", "Symbol,Quantity\nAAPL,1\n")
    assert only_error(read_file(file.getvalue())) == "NOT_A_CSV"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_damaged_workbook_is_refused(keep: float) -> None:
    data = workbook(TITLES, ROW)
    assert not read_file(data[: int(len(data) * keep)]).accepted
    broken = with_part(data, SHEET, b"<worksheet><sheetData><row><c><v>1</c>")
    assert only_error(read_file(broken)) == "DAMAGED_WORKBOOK"


def test_without_openpyxl_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = read_file(workbook(TITLES, ROW))
    assert only_error(result) == "WORKBOOK_READER_MISSING"
    assert "econlens[xlsx]" in str(result.issues[0].suggested_fix)
