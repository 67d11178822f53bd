"""Text to rows of cells, each with the physical line it begins on."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from typing import NamedTuple

from econlens.importing.issue_log import RefusedFileError, refused
from econlens.importing.packed import Packed

MAX_COLUMNS = 1_000
DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 200
# Less than what makes the garbage collector look, so that a block is gone before it does.
_BLOCK_ROWS = 500
# Of long rows there are fewer in a block: as many as these pieces of text hold.
_BLOCK_TEXTS = 2
_ROWS_AT_ONCE = 20
# A cell without a character takes as much memory as so many characters.
_CELL = 15
# A last line of our own: when it does not come back as a row, a quote before it never closed.
_END = "\ue000"


@dataclass(frozen=True, slots=True)
class Table:
    """rows[i] begins on line lines[i], counted from 1. A blank line is a row without cells."""

    rows: list[list[str]]
    lines: Sequence[int]


class NumberedRow(NamedTuple):
    """A row and the line it begins on."""

    line: int
    cells: list[str]


def sample_table(text: str, delimiter: str) -> Table:
    """The beginning of the file, to judge its delimiter and titles by. Never fails."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    rows: list[list[str]] = []
    ends = [0]
    try:
        for row in islice(reader, SAMPLE_ROWS):
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        pass
    return Table(rows=rows, lines=[end + 1 for end in ends[: len(rows)]])


def packed_rows(rows: Iterable[NumberedRow] = ()) -> Packed[NumberedRow]:
    return Packed(NumberedRow, rows, weigh=_weight)


def _weight(row: NumberedRow) -> int:
    return sum(map(len, row.cells)) + _CELL * len(row.cells)


def numbered_rows(blocks: Iterable[Table]) -> Iterator[NumberedRow]:
    """All rows, each with its line."""
    return chain.from_iterable(map(NumberedRow, block.lines, block.rows) for block in blocks)


def read_blocks(texts: Iterable[str], delimiter: str) -> Iterator[Table]:
    """The rows in order, some hundred at a time: ten megabytes of rows are ten times that.

    texts: the file in pieces, cut between lines. Refuses an open quote, a giant cell, 1,000
    columns.
    """
    begun = 0

    def lines() -> Iterator[Iterable[str]]:
        nonlocal begun
        for text in texts:
            begun += 1
            yield io.StringIO(text)
        yield [_END]

    reader = csv.reader(chain.from_iterable(lines()), delimiter=delimiter, skipinitialspace=True)
    line = 1
    last: list[list[str]] = []
    while True:
        rows, enough = list(last), begun + _BLOCK_TEXTS
        try:
            while len(rows) < _BLOCK_ROWS and begun < enough:
                before = len(rows)
                rows.extend(islice(reader, _ROWS_AT_ONCE))
                if len(rows) == before:
                    break
        except csv.Error:
            raise _giant_cell(line + sum(map(_height, rows))) from None
        if len(rows) == len(last):
            break
        has_tall_rows = reader.line_num - line + 1 != len(rows)
        last = [rows.pop()]
        block = Table(rows, _starts(line, rows) if has_tall_rows else range(line, line + len(rows)))
        _refuse_too_many_columns(block)
        yield block
        line = line + sum(map(_height, rows)) if has_tall_rows else line + len(rows)
    if last != [[_END]]:
        raise _open_quote(line)


def _starts(line: int, rows: Sequence[list[str]]) -> list[int]:
    """The line on which each row begins, the first one on `line`."""
    return list(accumulate(map(_height, rows[:-1]), initial=line)) if rows else []


def _height(row: Sequence[str]) -> int:
    """How many lines a row takes."""
    return 1 + sum(cell.count("\n") for cell in row)


def _refuse_too_many_columns(table: Table) -> None:
    widest = max(map(len, table.rows), default=0)
    if widest <= MAX_COLUMNS:
        return
    line = next(
        line for line, row in zip(table.lines, table.rows, strict=True) if len(row) == widest
    )
    raise refused(
        "TOO_MANY_COLUMNS",
        f"Line {line} has {widest:,} columns; at most {MAX_COLUMNS:,} are read.",
        "Keep only the columns that describe holdings.",
        line=line,
    )


def _giant_cell(line: int) -> RefusedFileError:
    return refused(
        "CELL_TOO_LONG",
        f"A cell on line {line} is too long to be part of a list of holdings.",
        "Look for a quotation mark that is not closed, or shorten the cell.",
        line=line,
    )


def _open_quote(line: int) -> RefusedFileError:
    return refused(
        "QUOTE_NOT_CLOSED",
        f"A quotation mark opened on line {line} is never closed.",
        "Close the quotation mark, or remove it.",
        line=line,
    )
