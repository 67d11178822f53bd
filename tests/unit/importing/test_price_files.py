"""Files of closing prices: both forms, every refusal with its line."""

from datetime import date

import pytest

from econlens.analysis import portfolio_returns, price_window
from econlens.domain import price_rules
from econlens.domain.prices import PriceSource
from econlens.importing.price_file import read_prices

TODAY = date(2026, 3, 10)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


_GAP = [("PRICE_GAP", 3)]


def problems_of(text: str) -> list[tuple[str, int | None]]:
    file = read_prices(text.encode(), TODAY)
    assert file.series == {}
    return [(issue.code, issue.line) for issue in file.issues]


def test_rows_of_symbol_date_close_may_come_in_any_order() -> None:
    file = read_prices(
        b"Symbol,Date,Close\nVTI,2026-03-03,304.10\nBRK B,2026-03-02,480\nVTI,2026-03-02,303.90\n"
        b"BRK B,2026-03-03,481.5\n",
        TODAY,
    )
    assert file.issues == ()
    assert list(file.series) == ["VTI", "BRK.B"]
    assert file.series["VTI"].days == (MONDAY, TUESDAY)
    assert file.series["VTI"].closes == (303.9, 304.1)
    assert file.series["VTI"].source is PriceSource.FILE


def test_a_column_for_each_symbol_leaves_out_days_that_are_empty() -> None:
    file = read_prices(
        b"date,VTI,BND\n2026-03-02,303.9,\n2026-03-03,304.1,73.6\n2026-03-04,305,73.7\n", TODAY
    )
    assert file.series["VTI"].closes == (303.9, 304.1, 305.0)
    assert file.series["BND"].days == (TUESDAY, WEDNESDAY)


def test_a_european_file_is_read_by_the_rules_of_holdings() -> None:
    file = read_prices(
        b"Datum;Symbol;Schlusskurs\n02.03.2026;VWCE;1.123,45\n03.03.2026;VWCE;1.124,00\n",
        TODAY,
    )
    assert file.series["VWCE"].days == (MONDAY, TUESDAY)
    assert file.series["VWCE"].closes == (1123.45, 1124.0)


def test_the_adjusted_close_is_taken_where_there_are_both() -> None:
    file = read_prices(
        b"symbol,date,close,adj close\nVTI,2026-03-02,300,290\nVTI,2026-03-03,301,291\n", TODAY
    )
    assert file.series["VTI"].closes == (290.0, 291.0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("VTI,2026-03-02,0\nVTI,2026-03-03,1\nVTI,2026-03-04,1", [("PRICE_NOT_ABOVE_ZERO", 2)]),
        ("VTI,2026-03-02,1\nVTI,2026-03-03,-1\nVTI,2026-03-04,1", [("PRICE_NOT_ABOVE_ZERO", 3)]),
        ("VTI,2026-03-02,1\nVTI,2026-03-03,NaN\nVTI,2026-03-04,1", [("PRICE_NOT_READ", 3)]),
        ("VTI,2026-03-02,1\nVTI,2026-03-03,inf\nVTI,2026-03-04,1", [("PRICE_NOT_READ", 3)]),
        ("VTI,2026-03-02,1\nVTI,2026-03-03,\nVTI,2026-03-04,1", [("PRICE_NOT_READ", 3)]),
        ("VTI,2026-03-02,1\nVTI,2026-03-02,1\nVTI,2026-03-03,1", [("DUPLICATE_DAY", 3)]),
        ("VTI,2026-03-09,1\nVTI,2026-03-10,1\nVTI,2026-03-11,1", [("PRICE_IN_FUTURE", 4)]),
        (
            "VTI,2026-03-02,1\nVTI,2026-03-03,1\nVTI,2026-02-10,1\nVTI,2026-02-09,1",
            [("PRICE_GAP", 2)],
        ),
        ("VTI,2026-03-02,100\nVTI,2026-03-03,50", [("PRICE_LOOKS_SPLIT", 3)]),
        ("VTI,2026-03-02,100\nVTI,2026-03-03,200", [("PRICE_LOOKS_SPLIT", 3)]),
        ("VTI,2026-03-02,100", [("TOO_FEW_PRICES", 2)]),
        ("VTI,yesterday,1\nVTI,2026-03-02,1\nVTI,2026-03-03,1", [("DATE_NOT_READ", 2)]),
        ("=cmd|' /C calc'!A0,2026-03-02,1", [("SYMBOL_NOT_READ", 2)]),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_taken(
    rows: str, expected: list[tuple[str, int]]
) -> None:
    assert problems_of(f"symbol,date,close\n{rows}\n") == expected


def test_one_bad_symbol_refuses_the_whole_file() -> None:
    assert problems_of("date,VTI,BND\n2026-03-02,1,5\n2026-03-03,1,-5\n2026-03-04,1,5\n") == [
        ("PRICE_NOT_ABOVE_ZERO", 3)
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "EMPTY_FILE"),
        ("<!doctype html><title>Sign in</title>", "NOT_A_CSV"),
        ("symbol,close\nVTI,1\n", "NO_DATE_COLUMN"),
        ("symbol,date\nVTI,2026-03-02\n", "NO_CLOSE_COLUMN"),
        ("Date,Open,High,Low,Close\n2026-03-02,1,1,1,1\n", "NO_SYMBOL_COLUMN"),
        ("date,VTI\n", "NO_PRICES"),
    ],
)
def test_a_file_without_prices_is_refused(text: str, code: str) -> None:
    assert [found for found, _ in problems_of(text)] == [code]


def test_weekly_and_monthly_prices_have_no_gaps() -> None:
    rows = "\n".join(f"VTI,2025-{month:02}-28,100" for month in range(1, 13))
    assert read_prices(f"symbol,date,close\n{rows}\n".encode(), TODAY).issues == ()


def test_a_file_is_refused_for_what_the_analysis_would_leave_out() -> None:
    split = (portfolio_returns.SPLIT_LOSS, portfolio_returns.SPLIT_GAIN)
    assert split == (price_rules.SPLIT_LOSS, price_rules.SPLIT_GAIN)
    gap = (price_window.GAP_DAYS, price_window.GAP_TIMES)
    assert gap == (price_rules.GAP_DAYS, price_rules.GAP_TIMES)
