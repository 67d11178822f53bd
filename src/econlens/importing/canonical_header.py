"""Recognise the contract's own columns and say which of them are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from econlens.importing.header import known_columns, match_header
from econlens.importing.issue_log import IssueLog
from econlens.importing.table import Table
from econlens.importing.words import CANONICAL_OPTIONAL, CANONICAL_REQUIRED, Column, key

_ENOUGH = 4
_TELLING = frozenset({Column.SYMBOL, Column.NAME, Column.ASSET_TYPE})
_PLACES = {
    word: column
    for column, words in (CANONICAL_REQUIRED | CANONICAL_OPTIONAL).items()
    for word in words
}
_NEEDS_NO_VALUE = (Column.NAME, Column.ASSET_TYPE)


@dataclass(frozen=True, slots=True)
class CanonicalHeader:
    """index: where each column stands; at: which row of the table the header is."""

    at: int
    line: int
    titles: list[str]
    index: dict[Column, int]


def find_canonical_header(sample: Table) -> CanonicalHeader | None:
    """The header of a file in our own columns, even an incomplete one; None for any other file.

    sample: the beginning of the file, enough to hold the header.
    """
    almost = None
    for at, (line, row) in enumerate(zip(sample.lines, sample.rows, strict=True)):
        header = CanonicalHeader(at=at, line=line, titles=row, index=_index(row))
        required = header.index.keys() & CANONICAL_REQUIRED.keys()
        if len(required) >= _ENOUGH or required >= _TELLING:
            return header
        if match_header(row):
            return None
        if len(required) >= 2 and almost is None:
            almost = header
    return almost


def header_score(rows: Sequence[Sequence[str]]) -> int:
    """The most columns that any one row would name: how well a delimiter fits."""
    return max(
        (max(known_columns(row), len(_index(row))) for row in rows if len(row) > 1), default=0
    )


def tell_missing_columns(header: CanonicalHeader, issues: IssueLog) -> None:
    """One error per missing column. Amounts may come from shares × price, or from allocations."""
    missing = [column for column in CANONICAL_REQUIRED if column not in header.index]
    by_shares = Column.QUANTITY in header.index and Column.UNIT_COST in header.index
    if Column.ALLOCATION in missing:
        missing.remove(Column.ALLOCATION)
    if Column.MARKET_VALUE in missing and (by_shares or Column.ALLOCATION in header.index):
        missing.remove(Column.MARKET_VALUE)
    for column in missing:
        empty = "; its cells may be left empty" if column in _NEEDS_NO_VALUE else ""
        issues.error(
            "MISSING_COLUMN",
            f'The column "{column}" is missing.',
            line=header.line,
            field=column.value,
            fix=f'Add a column titled "{column}"{empty}.',
        )


def tell_unknown_columns(header: CanonicalHeader, issues: IssueLog) -> None:
    known = set(header.index.values())
    for at, title in enumerate(header.titles):
        if title.strip() and at not in known:
            message = f'The column "{title.strip()[:80]}" is not one of ours and was not read.'
            issues.info("UNKNOWN_COLUMN", message, line=header.line, field=title.strip()[:80])


def _index(row: Sequence[str]) -> dict[Column, int]:
    index: dict[Column, int] = {}
    for at, cell in enumerate(row):
        column = _PLACES.get(key(cell).replace("%", "")) if cell else None
        if column:
            index.setdefault(column, at)
    return index
