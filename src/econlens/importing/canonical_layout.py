"""The rows under a canonical header: holdings in even width, and the rows that are none."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from sys import getsizeof
from typing import TypeVar

from econlens.importing.canonical_header import CanonicalHeader
from econlens.importing.canonical_rows import are_clean
from econlens.importing.canonical_table import CanonicalTable, Texts, packed_texts
from econlens.importing.issue_log import IssueLog
from econlens.importing.numbers import NumberError, SignEvidence, parse
from econlens.importing.packed import Packed
from econlens.importing.row_words import TOTAL_WORDS
from econlens.importing.table import Table
from econlens.importing.words import Column, key

_TOTAL_BEGINNINGS = frozenset(word[:3] for word in TOTAL_WORDS) | {"sym"}
_TOTAL_SYMBOLS = frozenset(word.upper() for word in TOTAL_WORDS) | {"SYMBOL"}
# With more different texts than these, or longer ones, most would be objects of their own.
_MOST_SHARED = 4_000
_MOST_SHARED_BYTES = 400_000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DeclaredTotal:
    """What a total row states; portfolio is empty where it speaks for the whole file."""

    line: int
    portfolio: str
    value: Decimal


def collect_rows(
    blocks: Iterable[Table], header: CanonicalHeader, issues: IssueLog
) -> tuple[CanonicalTable, Packed[DeclaredTotal]]:
    """Holdings on one side, totals on the other; lines that are neither are told.

    blocks: the whole file, the header in the first of them.
    """
    cells = {column: _Cells() for column in header.index}
    all_lines = array("L")
    totals = Packed(DeclaredTotal)
    for block in _under(blocks, header, issues):
        rows, lines = block.rows, block.lines
        columns = _turned(rows)
        if len(columns) != len(header.titles):
            rows, lines = _even(rows, lines, header, issues)
            columns = _turned(rows)
        if special := _rows_that_hold_nothing(rows, columns, header):
            totals.extend(_totals(special, rows, lines, header, issues))
            lines = _without(lines, special)
            columns = [_without(column, special) for column in columns]
        all_lines.extend(lines)
        for column, place in header.index.items() if lines else ():
            cells[column].extend(columns[place])
    texts = {column: collected.texts for column, collected in cells.items()}
    return CanonicalTable(header, texts, _as_range(all_lines)), totals


def _turned(rows: Sequence[list[str]]) -> list[Sequence[str]]:
    """Columns of rows; none if the rows differ in length."""
    try:
        return list(zip(*rows, strict=True))
    except ValueError:
        return []


def _as_range(lines: Sequence[int]) -> Sequence[int]:
    """Lines without a gap, the usual case, take no memory."""
    is_whole = len(lines) > 0 and lines[-1] - lines[0] == len(lines) - 1
    return range(lines[0], lines[-1] + 1) if is_whole else lines


def _under(blocks: Iterable[Table], header: CanonicalHeader, issues: IssueLog) -> Iterator[Table]:
    """The blocks from the row below the header on."""
    remaining = iter(blocks)
    first = next(remaining)
    for line, row in zip(first.lines[: header.at], first.rows[: header.at], strict=True):
        if any(row):
            message = "This line before the header was left out."
            issues.info("LINE_LEFT_OUT", message, line=line)
    yield Table(first.rows[header.at + 1 :], first.lines[header.at + 1 :])
    yield from remaining


class _Stripped(dict[str, str]):
    """Cells without the spaces around them; those that repeat become one object."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 0

    def __missing__(self, cell: str) -> str:
        text = self[cell] = cell.strip()
        self.size += getsizeof(cell)
        return text

    @property
    def is_full(self) -> bool:
        return len(self) > _MOST_SHARED or self.size > _MOST_SHARED_BYTES


class _Cells:
    """The stripped cells of one column: as objects while few of them differ, then encoded."""

    def __init__(self) -> None:
        self.texts: Texts = []
        self._seen = _Stripped()

    def extend(self, cells: Sequence[str]) -> None:
        if isinstance(self.texts, Packed):
            self.texts.extend(map(str.strip, cells))
            return
        self.texts.extend(self._shared(cells))
        if self._seen.is_full:
            self.texts = packed_texts(self.texts)
            self._seen.clear()

    def _shared(self, cells: Sequence[str]) -> Iterable[str]:
        """Many a column says one thing in a whole block."""
        first = cells[0]
        if first == cells[-1] and cells.count(first) == len(cells):
            return repeat(self._seen[first], len(cells))
        return map(self._seen.__getitem__, cells)


def _without(values: Sequence[_T], dropped: Iterable[int]) -> list[_T]:
    left_out = set(dropped)
    return [value for at, value in enumerate(values) if at not in left_out]


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


def _rows_that_hold_nothing(
    rows: Sequence[list[str]], columns: Sequence[Sequence[str]], header: CanonicalHeader
) -> list[int]:
    """Blank rows, totals, notes and repeated headers, seen by what stands in the symbol column."""
    place = header.index.get(Column.SYMBOL)
    symbols = columns[place] if place is not None and columns else [""] * len(rows)
    if are_clean(symbols) and _TOTAL_SYMBOLS.isdisjoint(symbols):
        return []
    return [
        at
        for at, (symbol, row) in enumerate(zip(symbols, rows, strict=True))
        if _may_be_special(symbol.strip()) and _is_special(row, header)
    ]


def _totals(
    special: Iterable[int],
    rows: Sequence[list[str]],
    lines: Sequence[int],
    header: CanonicalHeader,
    issues: IssueLog,
) -> Iterator[DeclaredTotal]:
    found = (_total_or_note(rows[at], lines[at], header, issues) for at in special)
    return (total for total in found if total is not None)


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
        return parse(cell, SignEvidence([cell]).sign or ".")
    except NumberError:
        return None


def _tell_too_many_cells(line: int, cells: int, titles: int, issues: IssueLog) -> None:
    issues.error(
        "TOO_MANY_CELLS",
        f"The line has {cells} cells, but the header has {titles} titles.",
        line=line,
        fix="Put quotation marks around names and numbers that hold the separator.",
    )
