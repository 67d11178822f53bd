"""What is no CSV of holdings is refused with a sentence that says what to do, and never crashes."""

import codecs
import time

import pytest

from econlens.importing.read import read_file
from econlens.importing.result import FileKind, ImportResult

HEADER = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"


def only_error(result: ImportResult) -> tuple[str, int | None]:
    (error,) = [issue for issue in result.issues if issue.severity == "error"]
    assert error.suggested_fix
    return error.code, error.line


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"\r\n \n,,\n", "EMPTY_FILE"),
        (codecs.BOM_UTF8, "EMPTY_FILE"),
        (b"PK\x03\x04\x14\x00\x06\x00", "NOT_A_CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "NOT_A_CSV"),
        (b"%PDF-1.7 Symbol,Shares", "NOT_A_CSV"),
        (b"\n <!DOCTYPE html><html><table>", "NOT_A_CSV"),
        (codecs.BOM_UTF8 + b"<?xml version='1.0'?>", "NOT_A_CSV"),
        ("Symbol,Shares\nAAPL,1\n".encode("utf-16"), "UTF16_FILE"),
        ("Symbol,Shares\nAAPL,1\n".encode("utf-16-le"), "UTF16_FILE"),
        ("Symbol,Shares\nAAPL,1\n".encode("utf-16-be"), "UTF16_FILE"),
        (HEADER + b"AAPL,App\x00le,stock,100,1\n", "BINARY_FILE"),
        (HEADER + b"AAPL,App\x07le,stock,100,1\n", "BINARY_FILE"),
        (HEADER + b"AAPL,Caf\xe9 \x81,stock,100,1\n", "UNKNOWN_ENCODING"),
        (b"hello world\nthis is a letter\n", "NO_HOLDINGS_TABLE"),
        (b'{"symbol": "AAPL", "quantity": 1}', "NO_HOLDINGS_TABLE"),
    ],
)
def test_what_is_no_list_of_holdings_is_refused_by_its_content(data: bytes, code: str) -> None:
    result = read_file(data)
    assert only_error(result)[0] == code
    assert (result.kind, result.positions, result.cash) == (FileKind.UNKNOWN, (), ())


def test_a_broker_header_without_rows_has_an_error_of_its_own() -> None:
    assert only_error(read_file(b"Symbol,Quantity,Market Value\n"))[0] == "NO_ROWS"


@pytest.mark.parametrize("rows_before", [0, 3])
def test_a_quote_that_never_closes_is_reported_where_it_opens(rows_before: int) -> None:
    good = b"VTI,Fund,etf,1,1\n" * rows_before
    result = read_file(HEADER + good + b'AAPL,"Apple,stock,1,1\nMSFT,Microsoft,stock,1,1\n')
    assert only_error(result) == ("QUOTE_NOT_CLOSED", 2 + rows_before)


def test_thousands_of_columns_are_refused_with_their_line() -> None:
    result = read_file(HEADER + b"," * 100_000 + b"\n")
    assert only_error(result) == ("TOO_MANY_COLUMNS", 2)
    header = b",".join(b"Symbol" for _ in range(20_000))
    assert only_error(read_file(header))[0] in ("TOO_MANY_COLUMNS", "CELL_TOO_LONG")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (b"A" * 100_000, "SYMBOL_TOO_LONG"),
        (b"A" * 150_000, "CELL_TOO_LONG"),
        (b'"' + b"A" * 150_000 + b'"', "CELL_TOO_LONG"),
        (b"A" * 3_000_000, "LINE_TOO_LONG"),
        (b'"' + b"A" * 3_000_000 + b'"', "LINE_TOO_LONG"),
        (b'"' + b"A\n" * 200_000 + b'"', "CELL_TOO_LONG"),
    ],
)
def test_a_gigantic_cell_is_refused_with_its_line(cell: bytes, code: str) -> None:
    assert only_error(read_file(HEADER + cell + b",Name,stock,100,1\n")) == (code, 2)


@pytest.mark.parametrize("line", [b"\n", b"A,1\n", b"A\r\n"])
def test_a_file_of_nothing_but_tiny_lines_is_refused_before_it_fills_the_memory(
    line: bytes,
) -> None:
    began = time.process_time()
    assert only_error(read_file(HEADER + line * 2_000_000))[0] == "TOO_MANY_ROWS"
    assert time.process_time() - began < 1


def test_a_header_repeated_on_every_line_costs_no_time() -> None:
    began = time.process_time()
    assert only_error(read_file(b"Symbol,Quantity\n" * 200_000))[0] == "NO_ROWS"
    assert time.process_time() - began < 10


def test_a_line_of_many_megabytes_is_refused_without_being_taken_apart() -> None:
    line = b"VTI," + b"N," * 3_000_000
    assert only_error(read_file(HEADER + line)) == ("LINE_TOO_LONG", 2)
    short = b"VTI,Fund,etf,100,1\r\n" * 9_000
    assert only_error(read_file(HEADER + short + line + b"\n")) == ("LINE_TOO_LONG", 9_002)


def test_lines_are_counted_whatever_they_end_with() -> None:
    rows = b"AAPL,1,2\r" * 5_000 + b"MSFT,1,2\n"
    file = b"Symbol,Quantity,Value\n" + rows * 60
    assert only_error(read_file(file))[0] == "TOO_MANY_ROWS"


def test_a_gigantic_portfolio_name_is_refused_and_a_gigantic_name_is_cut() -> None:
    header = HEADER.rstrip() + b",Portfolio\n"
    result = read_file(header + b"VTI,Fund,etf,100,1," + b"P" * 201 + b"\n")
    assert only_error(result) == ("PORTFOLIO_NAME_TOO_LONG", 2)
    result = read_file(HEADER + b"VTI," + b"N" * 100_000 + b",etf,100,1\n")
    assert result.accepted
    assert result.positions[0].name == "N" * 200


@pytest.mark.parametrize("cell", [b"1e999999999", b"9" * 100_000, b"1" + b",000" * 10_000])
def test_an_exploding_number_costs_neither_time_nor_memory(cell: bytes) -> None:
    began = time.process_time()
    result = read_file(b"Symbol;Quantity;Market Value\nAAPL;1;" + cell + b"\nMSFT;1;5.50\n")
    assert time.process_time() - began < 1
    assert only_error(result) == ("INVALID_NUMBER", 2)


def test_a_hundred_thousand_total_rows_are_checked_in_no_time() -> None:
    rows = b"VTI,Fund,etf,,1\n" + b"A%d,Fund,stock,,1\n" * 1_000 % tuple(range(1_000))
    began = time.process_time()
    result = read_file(HEADER + rows + b"TOTAL,,,,1001\n" * 100_000)
    assert time.process_time() - began < 5
    assert {issue.code for issue in result.issues} >= {"TOTAL_MATCHES", "MORE_ISSUES"}


@pytest.mark.parametrize("cell", ["NaN", "inf", "-Infinity", "1e400"])
def test_a_broker_file_with_an_amount_that_is_not_finite_is_refused(cell: str) -> None:
    result = read_file(f"Symbol,Quantity,Market Value\nAAPL,1,{cell}\nMSFT,1,5\n".encode())
    assert only_error(result) == ("INVALID_NUMBER", 2)


@pytest.mark.parametrize("mark", ["", "--", "n/a", "N/A", "Incomplete", "Not available", "-"])
def test_an_unknown_mark_is_unknown_and_never_zero(mark: str) -> None:
    result = read_file(f"Symbol,Quantity,Market Value,Cost Basis\nAAPL,1,5,{mark}\n".encode())
    assert result.accepted
    assert result.positions[0].cost_basis is None


def test_a_shifted_row_is_refused_rather_than_read_wrongly() -> None:
    result = read_file(b"Symbol,Name,Quantity,Market Value\nAAPL,Apple, Inc,1,5\nMSFT,M,1,5\n")
    assert only_error(result) == ("TOO_MANY_CELLS", 2)


def test_windows_1252_text_is_read_and_the_user_is_told() -> None:
    data = "Symbol,Name,Asset Type,Dollar Amount,Allocation %\nMC,Société,stock,1,100".encode(
        "cp1252"
    )
    result = read_file(data)
    assert result.positions[0].name == "Société"
    assert result.issues[0].code == "READ_AS_WINDOWS_1252"
