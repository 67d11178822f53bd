"""The one entry: the bytes of a file in, everything that can be said about it out."""

from dataclasses import replace

from econlens.importing.broker_file import read_broker_file
from econlens.importing.canonical import read_canonical
from econlens.importing.canonical_header import find_canonical_header
from econlens.importing.issue_log import IssueLog, RefusedFileError
from econlens.importing.mapping import ColumnMapping
from econlens.importing.opening import Opened, open_file
from econlens.importing.result import FileKind, ImportResult

__all__ = ["read_file"]


def read_file(data: bytes, mapping: ColumnMapping | None = None) -> ImportResult:
    """Holdings, cash and issues of a file in the canonical columns or as a broker exports it.

    Never raises and never guesses silently: whatever is wrong is an issue with its line, and the
    file is accepted only if none of them is an error. Does no I/O. Money is Decimal.

    mapping: what the user says of the file's columns; it goes before what they seem to be.
    """
    issues = IssueLog()
    mapping = mapping or ColumnMapping()
    try:
        opened = open_file(data, issues)
        result = _read_canonical(opened, issues) if not mapping.columns else None
        result = result or read_broker_file(opened, mapping, issues)
    except RefusedFileError as refused:
        issues.add(refused.issue)
        return ImportResult(kind=FileKind.UNKNOWN, issues=issues.finish())
    if result.currency is None and mapping.currency:
        return replace(result, currency=mapping.currency)
    return result


def _read_canonical(opened: Opened, issues: IssueLog) -> ImportResult | None:
    """None if the file is not in our own columns."""
    header = find_canonical_header(opened.sample())
    if header is None:
        return None
    return read_canonical(opened.blocks(), header, issues)
