"""The bytes of a file, text or workbook, to rows of cells."""

from dataclasses import dataclass

from econlens.importing.decode import decode
from econlens.importing.delimiter import choose_delimiter
from econlens.importing.issue_log import IssueLog
from econlens.importing.table import SAMPLE_ROWS, Table, read_table, sample_table, split_lines
from econlens.importing.workbook import is_workbook, read_workbook


@dataclass(frozen=True, slots=True)
class Opened:
    """A text with its separator, line feeds alone between its lines; or a workbook's rows."""

    text: str = ""
    delimiter: str = ","
    workbook: Table | None = None

    def sample(self) -> Table:
        """The beginning, by which the titles are found."""
        if self.workbook:
            rows, lines = self.workbook.rows[:SAMPLE_ROWS], self.workbook.lines[:SAMPLE_ROWS]
            return Table(rows, lines)
        return sample_table(self.text, self.delimiter)

    def table(self) -> Table:
        return self.workbook or read_table(self.text, self.delimiter)


def open_file(data: bytes, issues: IssueLog) -> Opened:
    """Refuses what is neither text nor a workbook."""
    if is_workbook(data):
        return Opened(workbook=read_workbook(data, issues))
    text = split_lines(decode(data, issues))
    return Opened(text, choose_delimiter(text))
