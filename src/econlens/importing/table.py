"""Text to rows of cells, each with the physical line it begins on."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from econlens.domain.issues import Issue
from econlens.importing.issue_log import RefusedFileError

MAX_COLUMNS = 1_000
DELIMITERS = (",", ";", "\t")
_SAMPLE_CHARACTERS = 65_536
SAMPLE_ROWS = 200
# A last line of our own: when it does not come back as a row, a quote before it never closed.
_END = "\ue000"


@dataclass(frozen=True, slots=True)
class Table:
    """rows[i] begins on line lines[i], counted from 1. A blank line is a row without cells."""

    rows: list[list[str]]
    lines: Sequence[int]


def split_lines(text: str) -> str:
    """The same text with every line end as one line feed, and one at the end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"


def sample_table(text: str, delimiter: str) -> Table:
    """The beginning of the file, to judge its delimiter and titles by. Never fails."""
    reader = csv.reader(
        io.StringIO(text[:_SAMPLE_CHARACTERS]), delimiter=delimiter, skipinitialspace=True
    )
    rows: list[list[str]] = []
    ends = [0]
    try:
        for row in islice(reader, SAMPLE_ROWS):
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        pass
    return Table(rows=rows, lines=[end + 1 for end in ends[: len(rows)]])


def read_table(text: str, delimiter: str) -> Table:
    """All rows. text comes from split_lines. Refuses an open quote, a giant cell, 1,000 columns."""
    reader = csv.reader(io.StringIO(text + _END), delimiter=delimiter, skipinitialspace=True)
    ends = [0]
    rows: list[list[str]] = []
    try:
        if '"' in text:
            for row in reader:
                rows.append(row)
                ends.append(reader.line_num)
        else:
            rows.extend(reader)
            ends = list(range(len(rows) + 1))
    except csv.Error:
        begins = ends[-1] + 1 if '"' in text else reader.line_num
        raise _giant_cell(begins) from None
    if rows.pop() != [_END]:
        raise _open_quote(ends[-2] + 1)
    table = Table(rows=rows, lines=[end + 1 for end in ends[: len(rows)]])
    _refuse_too_many_columns(table)
    return table


def even_columns(text: str, delimiter: str) -> list[list[str]] | None:
    """The columns of a file without quotes whose lines all have as many cells; None for others.

    Much faster than rows of cells, for it makes no list per line. The cells are not stripped.
    """
    if '"' in text or not text:
        return None
    width = text.count(delimiter, 0, text.index("\n")) + 1
    if not 1 < width <= MAX_COLUMNS:
        return None
    # Every line end becomes a cell of its own: lines are even if each stands where it should.
    cells = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    ends = cells[width :: width + 1]
    if ends.count("\n") != text.count("\n") or len(ends) * (width + 1) + 1 != len(cells):
        return None
    count = len(ends)
    return [cells[at :: width + 1][:count] for at in range(width)]


def _refuse_too_many_columns(table: Table) -> None:
    widest = max(map(len, table.rows), default=0)
    if widest <= MAX_COLUMNS:
        return
    line = next(
        line for line, row in zip(table.lines, table.rows, strict=True) if len(row) == widest
    )
    raise RefusedFileError(
        Issue(
            code="TOO_MANY_COLUMNS",
            message=f"Line {line} has {widest:,} columns; at most {MAX_COLUMNS:,} are read.",
            line=line,
            suggested_fix="Keep only the columns that describe holdings.",
        )
    )


def _giant_cell(line: int) -> RefusedFileError:
    return RefusedFileError(
        Issue(
            code="CELL_TOO_LONG",
            message=f"A cell on line {line} is too long to be part of a list of holdings.",
            line=line,
            suggested_fix="Look for a quotation mark that is not closed, or shorten the cell.",
        )
    )


def _open_quote(line: int) -> RefusedFileError:
    return RefusedFileError(
        Issue(
            code="QUOTE_NOT_CLOSED",
            message=f"A quotation mark opened on line {line} is never closed.",
            line=line,
            suggested_fix="Close the quotation mark, or remove it.",
        )
    )
