"""The rows under a canonical header: holdings in even width, and the rows that are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from econlens.importing.canonical_header import CanonicalHeader
from econlens.importing.canonical_rows import CanonicalTable
from econlens.importing.issue_log import IssueLog
from econlens.importing.numbers import parse, sign_evidence
from econlens.importing.table import Table
from econlens.importing.words import TOTAL_WORDS, Column, key

_TOTAL_BEGINNINGS = frozenset(word[:3] for word in TOTAL_WORDS)


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """What a total row states; portfolio is empty where it speaks for the whole file."""

    line: int
    portfolio: str
    value: Decimal


def split_rows(
    table: Table, header: CanonicalHeader, issues: IssueLog
) -> tuple[CanonicalTable, list[DeclaredTotal]]:
    """Holdings on one side, totals on the other; lines that are neither are told."""
    rows = table.rows[header.at + 1 :]
    lines = list(table.lines[header.at + 1 :])
    if set(map(len, rows)) != {len(header.titles)}:
        rows, lines = _even(rows, lines, header, issues)
    others = _rows_that_hold_nothing(rows, header)
    totals = [
        total
        for at in sorted(others)
        if (total := _total_or_note(rows[at], lines[at], header, issues)) is not None
    ]
    if others:
        rows = [row for at, row in enumerate(rows) if at not in others]
        lines = [line for at, line in enumerate(lines) if at not in others]
    return CanonicalTable(header, rows, lines), totals


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


def _rows_that_hold_nothing(rows: Sequence[Sequence[str]], header: CanonicalHeader) -> set[int]:
    """Blank rows, totals, notes and repeated headers, seen by what stands in the symbol column."""
    place = header.index.get(Column.SYMBOL)
    if place is None:
        return {at for at, row in enumerate(rows) if not any(cell.strip() for cell in row)}
    name_place = header.index.get(Column.NAME, place)
    return {
        at
        for at, row in enumerate(rows)
        if _may_be_special(row[place]) and _is_special(row, place, name_place, header)
    }


def _may_be_special(symbol: str) -> bool:
    """A cheap look first: one in a hundred thousand rows is special."""
    beginning = symbol[:3].casefold()
    return beginning in _TOTAL_BEGINNINGS or beginning in ("", "sym") or " " in symbol


def _is_special(row: Sequence[str], place: int, name_place: int, header: CanonicalHeader) -> bool:
    symbol = key(row[place])
    filled = sum(bool(cell.strip()) for cell in row)
    if filled == 0 or symbol in TOTAL_WORDS or list(row) == header.titles:
        return True
    if not symbol and key(row[name_place]) in TOTAL_WORDS:
        return True
    return filled == 1 and " " in row[place].strip()


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
    except ValueError:
        return None


def _tell_too_many_cells(line: int, cells: int, titles: int, issues: IssueLog) -> None:
    issues.error(
        "TOO_MANY_CELLS",
        f"The line has {cells} cells, but the header has {titles} titles.",
        line=line,
        fix="Put quotation marks around names and numbers that hold the separator.",
    )
