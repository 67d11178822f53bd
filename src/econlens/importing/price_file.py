"""A file of closing prices: symbol, date, close in rows, or a column for each symbol.

Numbers, dates, signs and symbols are read by the rules that holdings are read by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from econlens.domain.issues import Issue, Severity
from econlens.domain.price_rules import PriceProblem, find_bad_prices, find_breaks
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.importing.dates import find_dates
from econlens.importing.decimal_sign import settle_signs
from econlens.importing.issue_log import IssueLog, RefusedFileError
from econlens.importing.numbers import is_not_finite, read_numbers
from econlens.importing.opening import Opened, open_file
from econlens.importing.symbols import looks_like_ticker, normal_symbol
from econlens.importing.words import COLUMN_WORDS, Column, key, keys

DATE_TITLES = frozenset(keys("date", "day", "datum", "fecha", "data", "trade date", "jour"))
CLOSE_TITLES = (*keys("adj close", "adj. close", "adjusted close"), *COLUMN_WORDS[Column.PRICE])
# Beside a date, these name what a price is, and no symbol.
ONE_SYMBOLS_TITLES = frozenset((*keys("open", "high", "low", "volume"), *CLOSE_TITLES))
_EXAMPLE = "Name the columns symbol, date, close, or date and then one column for each symbol."


@dataclass(frozen=True, slots=True)
class PriceFile:
    """series is empty when any issue is an error."""

    series: Mapping[str, PriceSeries]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One price as it is written."""

    symbol: str
    date: str
    close: str
    line: int


def read_prices(data: bytes, today: date) -> PriceFile:
    """Never raises: what is wrong with the file is among the issues."""
    issues = IssueLog()
    try:
        opened = open_file(data, issues)
        cells = list(_cells(opened))
    except RefusedFileError as refused:
        issues.add(refused.issue)
        return PriceFile({}, issues.finish())
    if not cells:
        issues.error("NO_PRICES", "The file holds no prices.", fix=_EXAMPLE)
        return PriceFile({}, issues.finish())
    series = _series(cells, "," if opened.delimiter == ";" else ".", today, issues)
    found = issues.finish()
    refused_any = any(issue.severity is Severity.ERROR for issue in found)
    return PriceFile({} if refused_any else series, found)


def _cells(opened: Opened) -> Iterator[_Cell]:
    """Raises RefusedFileError where the first line does not say what the columns are."""
    rows = [(row, line) for line, row in opened.rows() if any(row)]
    titles = [key(title) for title in rows[0][0]] if rows else []
    date_at = next((at for at, title in enumerate(titles) if title in DATE_TITLES), None)
    if date_at is None:
        raise _refused("NO_DATE_COLUMN", "The first line names no column of dates.")
    symbol_titles = COLUMN_WORDS[Column.SYMBOL]
    symbol_at = next((at for at, title in enumerate(titles) if title in symbol_titles), None)
    if symbol_at is None:
        if ONE_SYMBOLS_TITLES & set(titles):
            raise _refused("NO_SYMBOL_COLUMN", "The first line names no column of symbols.")
        return _wide(rows, date_at)
    close_at = next((titles.index(title) for title in CLOSE_TITLES if title in titles), None)
    if close_at is None:
        raise _refused("NO_CLOSE_COLUMN", "The first line names no column of closing prices.")
    return (
        _Cell(_at(row, symbol_at), _at(row, date_at), _at(row, close_at), line)
        for row, line in rows[1:]
    )


def _refused(code: str, message: str) -> RefusedFileError:
    return RefusedFileError(Issue(code=code, message=message, line=1, suggested_fix=_EXAMPLE))


def _wide(rows: Sequence[tuple[list[str], int]], date_at: int) -> Iterator[_Cell]:
    """An empty cell is a day on which that symbol has no price."""
    symbols = rows[0][0]
    for row, line in rows[1:]:
        for at, symbol in enumerate(symbols):
            if at != date_at and (close := _at(row, at)):
                yield _Cell(symbol, _at(row, date_at), close, line)


def _at(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _series(
    cells: Sequence[_Cell], fallback_sign: str, today: date, issues: IssueLog
) -> dict[str, PriceSeries]:
    closes = [cell.close for cell in cells]
    sign = settle_signs({Column.PRICE: closes}, fallback_sign).signs[Column.PRICE]
    numbers = read_numbers(closes, sign)
    days = find_dates([cell.date for cell in cells])
    by_symbol: dict[str, list[tuple[date, float, int]]] = {}
    for at, cell in enumerate(cells):
        number, day = numbers.values[at], days[at]
        symbol = normal_symbol(cell.symbol)
        if not looks_like_ticker(symbol):
            issues.error(
                "SYMBOL_NOT_READ",
                f"“{cell.symbol[:40]}” is no symbol.",
                line=cell.line,
                field="symbol",
                fix="Write the symbol as your broker does, such as VTI or BRK.B.",
            )
        elif day is None:
            _tell_date(cell, issues)
        elif number is None:
            _tell_number(cell, issues)
        else:
            by_symbol.setdefault(symbol, []).append((day, float(number), cell.line))
    return {symbol: _checked(symbol, rows, today, issues) for symbol, rows in by_symbol.items()}


def _tell_date(cell: _Cell, issues: IssueLog) -> None:
    issues.error(
        "DATE_NOT_READ",
        f"“{cell.date[:40]}” is no date of this century.",
        line=cell.line,
        field="date",
        fix="Write dates as 2026-01-31.",
    )


def _tell_number(cell: _Cell, issues: IssueLog) -> None:
    what = "is not a finite number" if is_not_finite(cell.close) else "is no price"
    issues.error(
        "PRICE_NOT_READ",
        f"“{cell.close[:40]}” {what}.",
        line=cell.line,
        field="close",
        fix="Write a number above zero, or leave the day out.",
    )


def _checked(
    symbol: str, rows: list[tuple[date, float, int]], today: date, issues: IssueLog
) -> PriceSeries:
    """The series, its days rising, once its problems are told."""
    days, closes, lines = (list(column) for column in zip(*rows, strict=True))
    bad = find_bad_prices(days, closes, today)
    _tell(symbol, bad, lines, issues)
    rows = sorted(row for at, row in enumerate(rows) if at not in {one.at for one in bad})
    series = PriceSeries(
        days=tuple(row[0] for row in rows),
        closes=tuple(row[1] for row in rows),
        source=PriceSource.FILE,
    )
    _tell(symbol, find_breaks(series.days, series.closes), [row[2] for row in rows], issues)
    return series


def _tell(
    symbol: str, problems: Sequence[PriceProblem], lines: Sequence[int], issues: IssueLog
) -> None:
    for one in problems:
        issues.error(one.code, f"{symbol}: {one.message}", line=lines[one.at], fix=one.fix)
