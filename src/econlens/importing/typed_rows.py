"""Rows typed into a form, read as if they stood in a file in the canonical columns."""

from collections.abc import Mapping, Sequence
from typing import Final

from econlens.importing.canonical import read_canonical
from econlens.importing.canonical_header import find_canonical_header
from econlens.importing.issue_log import IssueLog
from econlens.importing.result import ImportResult
from econlens.importing.table import Table
from econlens.importing.words import Column

COLUMNS: Final = (
    Column.SYMBOL,
    Column.NAME,
    Column.ASSET_TYPE,
    Column.ALLOCATION,
    Column.MARKET_VALUE,
    Column.CATEGORY,
    Column.SECTOR,
    Column.REGION,
    Column.QUANTITY,
    Column.UNIT_COST,
    Column.EXPENSE_RATIO,
    Column.DIVIDEND_YIELD,
    Column.COST_BASIS,
)


def read_typed_rows(rows: Sequence[Mapping[Column, str]]) -> ImportResult:
    """The same rules as for a file. Line i of an issue is row i of rows, counted from 1."""
    titles = [column.value for column in COLUMNS]
    cells = [[row.get(column, "") for column in COLUMNS] for row in rows]
    table = Table(rows=[titles, *cells], lines=range(len(rows) + 1))
    header = find_canonical_header(table)
    if header is None:
        raise RuntimeError("Our own columns are not recognised as ours.")
    return read_canonical([table], header, IssueLog())
