"""The bytes of a file, text or workbook, to rows of cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from econlens.importing.decode import decode
from econlens.importing.delimiter import choose_delimiter
from econlens.importing.issue_log import IssueLog
from econlens.importing.packed import Packed
from econlens.importing.table import (
    SAMPLE_ROWS,
    NumberedRow,
    Table,
    numbered_rows,
    read_blocks,
    sample_table,
)
from econlens.importing.text_file import TextFile
from econlens.importing.workbook import is_workbook, read_workbook


@dataclass(frozen=True, slots=True)
class OpenedText:
    text: TextFile
    delimiter: str

    def sample(self) -> Table:
        """The beginning, by which the titles are found."""
        return sample_table(self.text.beginning(), self.delimiter)

    def blocks(self) -> Iterator[Table]:
        return read_blocks(self.text.texts(), self.delimiter)

    def rows(self) -> Iterator[NumberedRow]:
        return numbered_rows(self.blocks())


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    sheet: Packed[NumberedRow]
    delimiter: str = ","

    def sample(self) -> Table:
        first = next(self.blocks())
        return Table(first.rows[:SAMPLE_ROWS], first.lines[:SAMPLE_ROWS])

    def blocks(self) -> Iterator[Table]:
        for block in self.sheet.blocks():
            yield Table([row.cells for row in block], [row.line for row in block])

    def rows(self) -> Iterator[NumberedRow]:
        return numbered_rows(self.blocks())


Opened = OpenedText | OpenedWorkbook


def open_file(data: bytes, issues: IssueLog) -> Opened:
    """Refuses what is neither text nor a workbook."""
    if is_workbook(data):
        return OpenedWorkbook(read_workbook(data, issues))
    text = decode(data, issues)
    return OpenedText(text, choose_delimiter(text.beginning()))
