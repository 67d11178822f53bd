"""The rows under a canonical header: holdings in even width, and the rows that are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from econlens.importing.canonical_header import CanonicalHeader
from econlens.importing.canonical_rows import CanonicalTable, are_clean
from econlens.importing.issue_log import IssueLog
from econlens.importing.numbers import NumberError, parse, sign_evidence
from econlens.importing.row_words import TOTAL_WORDS
from econlens.importing.table import Table
from econlens.importing.words import Column, key

_TOTAL_BEGINNINGS = frozenset(word[:3] for word in TOTAL_WORDS) | {"sym"}
_TOTAL_SYMBOLS = frozenset(word.upper() for word in TOTAL_WORDS) | {"SYMBOL"}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """What a total row states; portfolio is empty where it speaks for the whole file."""

    line: int
    portfolio: str
    value: Decimal


def split_columns(
    columns: list[list[str]], header: CanonicalHeader, issues: IssueLog
) -> tuple[CanonicalTable, list[DeclaredTotal]]:
    """As split_rows, for a file of even lines whose first is the header. Takes the columns over."""
    for column in columns:
        del column[0]
    lines = list(range(2, len(columns[0]) + 2))
    return _set_apart(CanonicalTable(header, columns, lines), issues)


def split_rows(
    table: Table, header: CanonicalHeader, issues: IssueLog
) -> tuple[CanonicalTable, list[DeclaredTotal]]:
    """Holdings on one side, totals on the other; lines that are neither are told."""
    rows = table.rows[header.at + 1 :]
    lines = list(table.lines[header.at + 1 :])
    if set(map(len, rows)) != {len(header.titles)}:
        rows, lines = _even(rows, lines, header, issues)
    columns = [list(column) for column in zip(*rows, strict=True)]
    return _set_apart(CanonicalTable(header, columns, lines), issues)


def _set_apart(
    table: CanonicalTable, issues: IssueLog
) -> tuple[CanonicalTable, list[DeclaredTotal]]:
    totals = []
    others = _rows_that_hold_nothing(table)
    for at in others:
        row = [column[at] for column in table.columns]
        total = _total_or_note(row, table.lines[at], table.header, issues)
        if total is not None:
            totals.append(total)
    if others:
        dropped = set(others)
        table = CanonicalTable(
            table.header,
            [_without(column, dropped) for column in table.columns],
            _without(table.lines, dropped),
        )
    return table, totals


def _without(values: list[_T], dropped: set[int]) -> list[_T]:
    return [value for at, value in enumerate(values) if at not in dropped]


def _even(
    rows: Sequence[list[str]], lines: Sequence[int], header: CanonicalHeader, issues: IssueLog
) -> tuple[list[list[str]], list[int]]:
    """Blank rows dropped, short rows filled up, empty cells beyond the header cut off."""
    width = len(header.titles)
    even_rows, even_lines = [], []
    for line, row in zip(lines, rows, strict=True):
        if not any(row):
            continue
        if any(cell.strip() for cell in row[width:]):
            _tell_too_many_cells(line, len(row), width, issues)
        even_rows.append(row[:width] + [""] * (width - len(row)))
        even_lines.append(line)
    return even_rows, even_lines


def _rows_that_hold_nothing(table: CanonicalTable) -> list[int]:
    """Blank rows, totals, notes and repeated headers, seen by what stands in the symbol column."""
    symbols = table.texts(Column.SYMBOL)
    distinct = set(symbols)
    if are_clean(symbols) and distinct.isdisjoint(_TOTAL_SYMBOLS):
        return []
    telling = {symbol for symbol in distinct if _may_be_special(symbol)}
    return [
        at
        for at, symbol in enumerate(symbols)
        if symbol in telling and _is_special([column[at] for column in table.columns], table.header)
    ]


def _may_be_special(symbol: str) -> bool:
    """A cheap look first: one in a hundred thousand rows is special."""
    return not symbol or " " in symbol or symbol[:3].casefold() in _TOTAL_BEGINNINGS


def _is_special(row: Sequence[str], header: CanonicalHeader) -> bool:
    symbol, name = (_cell(row, header, c) for c in (Column.SYMBOL, Column.NAME))
    filled = sum(bool(cell.strip()) for cell in row)
    if filled == 0 or list(row) == header.titles:
        return True
    if (key(symbol) or key(name)) in TOTAL_WORDS:
        return True
    return filled == 1 and " " in symbol.strip()


def _total_or_note(
    row: Sequence[str], line: int, header: CanonicalHeader, issues: IssueLog
) -> DeclaredTotal | None:
    words = {key(_cell(row, header, c)) for c in (Column.SYMBOL, Column.NAME)}
    value = _value(_cell(row, header, Column.MARKET_VALUE)) if words & TOTAL_WORDS else None
    if value is not None:
        return DeclaredTotal(line, _cell(row, header, Column.PORTFOLIO).strip(), value)
    if any(cell.strip() for cell in row):
        issues.info("LINE_LEFT_OUT", "This line is no holding and was left out.", line=line)
    return None


def _cell(row: Sequence[str], header: CanonicalHeader, column: Column) -> str:
    place = header.index.get(column)
    return "" if place is None else row[place]


def _value(cell: str) -> Decimal | None:
    try:
        return parse(cell, sign_evidence([cell])[0] or ".")
    except NumberError:
        return None


def _tell_too_many_cells(line: int, cells: int, titles: int, issues: IssueLog) -> None:
    issues.error(
        "TOO_MANY_CELLS",
        f"The line has {cells} cells, but the header has {titles} titles.",
        line=line,
        fix="Put quotation marks around names and numbers that hold the separator.",
    )
