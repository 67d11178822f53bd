"""The one entry: the bytes of a file in, everything that can be said about it out."""

from econlens.importing.broker_file import read_broker_file
from econlens.importing.canonical import read_canonical, read_canonical_columns
from econlens.importing.canonical_header import find_canonical_header, header_score
from econlens.importing.decode import decode
from econlens.importing.issue_log import IssueLog, RefusedFileError
from econlens.importing.mapping import ColumnMapping
from econlens.importing.result import FileKind, ImportResult
from econlens.importing.table import (
    DELIMITERS,
    Table,
    even_columns,
    read_table,
    sample_rows,
    split_lines,
)

__all__ = ["read_file"]


def read_file(data: bytes, mapping: ColumnMapping | None = None) -> ImportResult:
    """Holdings, cash and issues of a file in the canonical columns or as a broker exports it.

    Never raises and never guesses silently: whatever is wrong is an issue with its line, and the
    file is accepted only if none of them is an error. Does no I/O. Money is Decimal.

    mapping: what the user says of the file's columns; it goes before what they seem to be.
    """
    issues = IssueLog()
    try:
        text = split_lines(decode(data, issues))
        return _read_text(text, choose_delimiter(text), issues)
    except RefusedFileError as refused:
        issues.add(refused.issue)
        return ImportResult(kind=FileKind.UNKNOWN, issues=issues.finish())


def _read_text(text: str, delimiter: str, issues: IssueLog) -> ImportResult:
    if columns := even_columns(text, delimiter):
        first_row = Table(rows=[[column[0] for column in columns]], lines=[1])
        if header := find_canonical_header(first_row):
            return read_canonical_columns(columns, header, issues)
    table = read_table(text, delimiter)
    if header := find_canonical_header(table):
        return read_canonical(table, header, issues)
    return read_broker_file(table, delimiter, issues)


def choose_delimiter(text: str) -> str:
    """The sign under which some line of the beginning makes the best header; a comma if none."""
    return max(DELIMITERS, key=lambda sign: header_score(sample_rows(text, sign)))
