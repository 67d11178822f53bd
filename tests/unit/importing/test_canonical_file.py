"""Files in the contract's own columns: what is read, what is refused, what is only remarked."""

from decimal import Decimal

import pytest

from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.issues import Issue, Severity
from econlens.importing.read import read_file
from econlens.importing.result import FileKind, ImportResult

HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount"
FULL_HEADER = (
    HEADER + ",Category,Sector,Region,Shares,Avg Price,Expense Ratio,Dividend Yield,Portfolio"
)


def read(*lines: str) -> ImportResult:
    return read_file("\n".join(lines).encode())


def codes(result: ImportResult, severity: Severity) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.line) for issue in result.issues if issue.severity is severity]


def errors(result: ImportResult) -> list[tuple[str, int | None]]:
    return codes(result, Severity.ERROR)


def only_issue(result: ImportResult, code: str) -> Issue:
    (found,) = [issue for issue in result.issues if issue.code == code]
    return found


def test_a_plain_file_is_read_whole() -> None:
    result = read(
        HEADER,
        "AAPL,Apple,stock,40,4000.00",
        "VTI,Total Market,etf,50,5000",
        "CASH,Cash,cash,10,1000",
    )
    assert result.kind is FileKind.CANONICAL
    assert result.issues == ()
    apple, fund = result.positions
    assert (apple.symbol, apple.asset_type, apple.market_value) == ("AAPL", "stock", Decimal(4000))
    assert (fund.line, fund.name, fund.allocation) == (3, "Total Market", Decimal(50))
    assert [(c.symbol, c.amount, c.line) for c in result.cash] == [("CASH", Decimal(1000), 4)]


def test_every_optional_column_is_read() -> None:
    result = read(
        FULL_HEADER,
        "AAPL,Apple,Stock,50,1000,US Large Cap,Information Technology,US,5,200,,0.5,Mine",
        "VXUS,Intl,ETF,50,1000,international_developed,,Developed International,10,100,0.07,3,Mine",
    )
    apple, fund = result.positions
    assert (apple.category, apple.sector) == (
        Category.US_LARGE_CAP,
        Sector.INFORMATION_TECHNOLOGY,
    )
    assert (apple.quantity, apple.price, apple.dividend_yield) == (5, 200, Decimal("0.5"))
    assert (apple.region, apple.portfolio, apple.expense_ratio) == (Region.US, "Mine", None)
    assert (fund.region, fund.expense_ratio) == (Region.DEVELOPED_INTERNATIONAL, Decimal("0.07"))


def test_case_spaces_and_order_of_the_header_do_not_matter() -> None:
    result = read(
        " dollar amount ,ASSET TYPE,symbol, Name,allocation %", "100,stock, aapl ,Apple,100"
    )
    (position,) = result.positions
    assert result.accepted
    assert (position.symbol, position.market_value) == ("AAPL", Decimal(100))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_of_the_three_delimiters_works(delimiter: str) -> None:
    text = f"{HEADER}\nAAPL,Apple,stock,50,100\nVTI,Fund,etf,50,100"
    result = read_file(text.replace(",", delimiter).encode())
    assert result.accepted
    assert result.total_value == 200


def test_decimal_commas_are_read_in_a_semicolon_file() -> None:
    result = read(
        HEADER.replace(",", ";"),
        "AAPL;Apple;stock;50,5;1.010,00",
        "VTI;Fund;etf;49,5;990,00",
    )
    assert result.accepted
    assert result.total_value == 2000


def test_missing_amounts_come_from_shares_times_price() -> None:
    result = read(
        "Symbol,Name,Asset Type,Shares,Avg Price", "AAPL,Apple,stock,3,200.50", "VTI,F,etf,2,10"
    )
    assert result.accepted
    assert [p.market_value for p in result.positions] == [Decimal("601.50"), Decimal(20)]


def test_missing_amounts_come_from_allocations_of_the_declared_total() -> None:
    result = read(HEADER, "AAPL,Apple,stock,40,", "VTI,Fund,etf,60,", "TOTAL,,,100,5000")
    assert result.accepted
    assert [p.market_value for p in result.positions] == [Decimal(2000), Decimal(3000)]


def test_missing_amounts_come_from_what_the_other_rows_imply() -> None:
    result = read(HEADER, "AAPL,Apple,stock,40,2000", "VTI,Fund,etf,60,")
    assert [p.market_value for p in result.positions] == [Decimal(2000), Decimal(3000)]


def test_an_amount_that_nothing_tells_is_an_error() -> None:
    result = read(HEADER, "AAPL,Apple,stock,40,", "VTI,Fund,etf,60,")
    assert errors(result) == [("MISSING_AMOUNT", 2), ("MISSING_AMOUNT", 3)]


def test_allocations_must_add_up_to_a_hundred() -> None:
    result = read(HEADER, "AAPL,Apple,stock,40,4000", "VTI,Fund,etf,59.98,6000")
    issue = only_issue(result, "ALLOCATION_SUM")
    assert issue.severity is Severity.ERROR
    assert "99.98" in issue.message
    assert issue.suggested_fix is not None
    assert "+0.02" in issue.suggested_fix


def test_allocations_off_by_a_hundredth_are_fine() -> None:
    rows = ("A,A,stock,33.33,1", "B,B,etf,33.33,1", "C,C,bond,33.33,1")
    assert read(HEADER, *rows).accepted


def test_a_file_without_allocations_is_fine() -> None:
    assert read(HEADER, "AAPL,Apple,stock,,4000", "VTI,Fund,etf,,6000").accepted


def test_amounts_must_agree_with_the_declared_total() -> None:
    rows = ("AAPL,Apple,stock,50,100", "VTI,Fund,etf,50,100")
    assert errors(read(HEADER, *rows, "Total,,,,200.02")) == [("TOTAL_MISMATCH", 4)]
    assert read(HEADER, *rows, "Total,,,,200.01").accepted


def test_shares_times_price_must_agree_with_the_amount_within_one_percent() -> None:
    header = "Symbol,Name,Asset Type,Dollar Amount,Shares,Avg Price"
    result = read(header, "AAPL,Apple,stock,1000,10,98.9", "VTI,Fund,etf,1000,10,99.1")
    assert errors(result) == [("AMOUNT_MISMATCH", 2)]


@pytest.mark.parametrize("symbol", ["AA PL", "AAPL!", "Ä", "A_B", "A,B", "<b>"])
def test_symbols_hold_letters_digits_points_hyphens_and_slashes_only(symbol: str) -> None:
    result = read(HEADER, f'"{symbol}",Apple,stock,50,100', "VTI,Fund,etf,50,100")
    assert errors(result) == [("INVALID_SYMBOL", 2)]


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("BRK/B", "BRK.B"),
        ("brk.b", "BRK.B"),
        ("BRKB", "BRK.B"),
        ("BRK-B", "BRK.B"),
        ("BTC-USD", "BTC-USD"),
        ("VWCE.DE", "VWCE.DE"),
    ],
)
def test_one_security_has_one_spelling(written: str, symbol: str) -> None:
    result = read(HEADER, f"{written},x,stock,50,100", "VTI,Fund,etf,50,100")
    assert result.positions[0].symbol == symbol


@pytest.mark.parametrize(
    ("line", "code", "suggestion"),
    [
        ("A,A,stok,50,1,,,", "INVALID_ASSET_TYPE", "stock"),
        ("A,A,Equity,50,1,,,", "INVALID_ASSET_TYPE", "stock"),
        ("A,A,stock,50,1,us_larg_cap,,", "INVALID_CATEGORY", "us_large_cap"),
        ("A,A,stock,50,1,,Energie,", "INVALID_SECTOR", "energy"),
        ("A,A,stock,50,1,,,globl", "INVALID_REGION", "global"),
    ],
)
def test_an_unknown_value_is_answered_with_the_nearest_valid_one(
    line: str, code: str, suggestion: str
) -> None:
    result = read(HEADER + ",Category,Sector,Region", line, "VTI,Fund,etf,50,100,,,")
    issue = only_issue(result, code)
    assert (issue.severity, issue.line) == (Severity.ERROR, 2)
    assert issue.suggested_fix == f'Did you mean "{suggestion}"?'


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("A,A,stock,50,-100,,", "Dollar Amount"),
        ("A,A,stock,-50,100,,", "Allocation %"),
        ("A,A,stock,50,100,-1,", "Shares"),
        ("A,A,etf,50,100,,-0.1", "Expense Ratio"),
    ],
)
def test_a_negative_number_where_none_can_be_is_an_error(line: str, field: str) -> None:
    result = read(HEADER + ",Shares,Expense Ratio", line, "VTI,Fund,etf,50,100,,")
    found = [issue for issue in result.issues if issue.code == "NEGATIVE_NUMBER"]
    assert [(issue.line, issue.field) for issue in found] == [(2, field)]


def test_a_short_position_and_a_short_option_may_be_negative() -> None:
    header = "Symbol,Name,Asset Type,Dollar Amount,Shares,Avg Price"
    result = read(
        header,
        "TSLA,Tesla,stock,-1000,-10,100",
        "AAPL 12/18/2026 220.00 C,Call,option,-1145,-1,11.45",
        "VTI,Fund,etf,9000,90,100",
    )
    assert result.accepted
    assert result.positions[1].symbol == "AAPL 12/18/2026 220.00 C"


@pytest.mark.parametrize("column", ["Symbol", "Name", "Asset Type", "Dollar Amount"])
def test_a_missing_column_is_named(column: str) -> None:
    titles = ["Symbol", "Name", "Asset Type", "Dollar Amount"]
    cells = ["AAPL", "Apple", "stock", "100"]
    at = titles.index(column)
    kept = [title for title in titles if title != column]
    extra = ("Allocation %", "100") if column != "Dollar Amount" else ("Sector", "")
    header = ",".join([*kept, extra[0]])
    result = read(header, ",".join([*(c for i, c in enumerate(cells) if i != at), extra[1]]))
    issue = only_issue(result, "MISSING_COLUMN")
    assert (issue.severity, issue.line, issue.field) == (Severity.ERROR, 1, column)


def test_an_empty_file_and_a_bare_header_are_told_apart() -> None:
    assert errors(read_file(b"")) == [("EMPTY_FILE", None)]
    assert errors(read(HEADER)) == [("NO_ROWS", 1)]


def test_every_problem_is_in_one_answer() -> None:
    result = read(
        HEADER,
        "A A,Apple,stock,40,4000",
        "VTI,Fund,etff,40,abc",
        "MSFT,Microsoft,stock,40,-5",
    )
    assert set(errors(result)) == {
        ("INVALID_SYMBOL", 2),
        ("ALLOCATION_SUM", 2),
        ("INVALID_NUMBER", 3),
        ("INVALID_ASSET_TYPE", 3),
        ("NEGATIVE_NUMBER", 4),
    }


def test_the_first_five_hundred_problems_are_listed_and_the_rest_counted() -> None:
    result = read(HEADER, *(f"A!{n},x,stock,,1" for n in range(700)))
    listed = [issue for issue in result.issues if issue.code == "INVALID_SYMBOL"]
    assert len(listed) == 500
    assert result.issues[-1].code == "MORE_ISSUES"
    assert result.issues[-1].message.startswith("2")
    assert not result.accepted


@pytest.mark.parametrize(
    "cell", ["NaN", "inf", "-Infinity", "1e999999", "9" * 30, "1e-999", "1.2.3"]
)
def test_what_is_no_finite_amount_is_refused_with_its_line(cell: str) -> None:
    result = read(HEADER, f"AAPL,Apple,stock,50,{cell}", "VTI,Fund,etf,50,100")
    assert ("INVALID_NUMBER", 2) in errors(result)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("$1250.75", "1250.75"),
        ('"$1,250.75"', "1250.75"),
        ("1250.75 USD", "1250.75"),
        ("+1250.75", "1250.75"),
        ('"1,250"', "1250"),
        ("1.5E+03", "1500"),
        ("0.001", "0.001"),
    ],
)
def test_amounts_are_read_as_people_write_them(cell: str, amount: str) -> None:
    result = read(HEADER, f"AAPL,Apple,stock,,{cell}", "VTI,Fund,etf,,100.00")
    assert result.accepted
    assert result.positions[0].market_value == Decimal(amount)


def test_a_symbol_written_twice_is_merged_with_a_warning() -> None:
    result = read(HEADER, "AAPL,Apple,stock,30,300", "VTI,F,etf,40,400", "aapl,Apple,stock,30,300")
    issue = only_issue(result, "DUPLICATE_SYMBOL")
    assert (issue.severity, issue.line) == (Severity.WARNING, 4)
    assert "lines 2 and 4" in issue.message
    assert result.positions[0].market_value == 600
    assert result.total_value == 1000


def test_one_symbol_in_two_portfolios_stays_two_positions() -> None:
    header = HEADER + ",Portfolio"
    result = read(header, "AAPL,Apple,stock,100,300,Mine", "AAPL,Apple,stock,100,400,Yours")
    assert [(p.portfolio, p.market_value) for p in result.positions] == [
        ("Mine", 300),
        ("Yours", 400),
    ]


def warned(result: ImportResult) -> list[tuple[str, int | None]]:
    assert result.accepted
    return codes(result, Severity.WARNING)


def test_a_stock_above_eighty_percent_is_warned_about_and_a_fund_is_not() -> None:
    assert warned(read(HEADER, "A,A,stock,81,81", "B,B,etf,19,19")) == [("LARGE_POSITION", 2)]
    assert warned(read(HEADER, "A,A,etf,81,81", "B,B,stock,19,19")) == []


def test_a_position_below_a_tenth_of_a_percent_is_warned_about() -> None:
    result = read(HEADER, "A,A,stock,,9", "B,B,etf,,9991")
    assert warned(result) == [("SMALL_POSITION", 2)]


def test_cash_above_half_is_warned_about() -> None:
    result = read(HEADER, "CASH,Cash,cash,51,51", "B,B,etf,49,49")
    assert warned(result) == [("MUCH_CASH", 2)]


def test_seventy_percent_in_one_category_is_warned_about() -> None:
    header = HEADER + ",Category"
    rows = ("A,A,stock,36,36,us_large_cap", "B,B,etf,35,35,us_large_cap", "C,C,etf,29,29,")
    assert warned(read(header, *rows)) == [("ONE_CATEGORY", 2)]


def test_one_asset_type_only_is_warned_about() -> None:
    result = read(HEADER, "A,A,stock,50,50", "B,B,stock,50,50")
    assert warned(result) == [("ONE_ASSET_TYPE", 2)]


def test_an_expense_ratio_on_a_stock_and_a_strange_yield_are_warned_about() -> None:
    header = HEADER + ",Expense Ratio,Dividend Yield"
    result = read(header, "A,A,stock,50,50,0.1,20", "B,B,etf,50,50,0.1,20.1")
    assert warned(result) == [("EXPENSE_RATIO_ON_NON_FUND", 2), ("UNUSUAL_YIELD", 3)]


def test_lines_keep_their_physical_number_after_a_cell_with_line_breaks() -> None:
    result = read(HEADER, 'AAPL,"Apple\nInc\nCalifornia",stock,50,100', "V!,Fund,etf,50,100")
    assert errors(result) == [("INVALID_SYMBOL", 5)]
    assert result.positions[0].name == "Apple\nInc\nCalifornia"


def test_blank_lines_a_repeated_header_and_a_date_line_are_no_holdings() -> None:
    result = read(
        HEADER,
        "AAPL,Apple,stock,50,100",
        "",
        HEADER,
        ",,,,",
        "VTI,Fund,etf,50,100",
        "As of 2026-01-31",
    )
    assert result.accepted
    assert [p.line for p in result.positions] == [2, 6]
    assert [i.line for i in result.issues] == [4, 7]


def test_a_row_with_more_cells_than_titles_is_refused() -> None:
    result = read(HEADER, "AAPL,Apple, Inc,stock,50,100", "VTI,Fund,etf,100,100")
    assert ("TOO_MANY_CELLS", 2) in errors(result)


def test_a_neutralised_name_is_read_as_it_was_before_export() -> None:
    result = read(HEADER, "AAPL,'=Apple,stock,50,100", "VTI,'@Fund,etf,50,100")
    assert [p.name for p in result.positions] == ["=Apple", "@Fund"]


def test_asset_type_may_be_left_empty() -> None:
    result = read(HEADER, "AAPL,Apple,,50,100", "VTI,,etf,50,100")
    assert result.accepted
    assert [p.asset_type for p in result.positions] == [None, AssetType.ETF]


def test_what_trades_nowhere_keeps_its_own_name() -> None:
    result = read(HEADER, "Garage Box,Garage,other,50,25000", "VTI,Fund,etf,50,25000")
    assert [p.symbol for p in result.positions] == ["Garage Box", "VTI"]
    assert result.accepted
    assert not read(HEADER, "Garage Box,Garage,stock,100,25000").accepted
