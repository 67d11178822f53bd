"""Tables that hold more than the present: older snapshots, and lots bought and sold."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from econlens.importing.accounts import MAX_ACCOUNTS, too_many_accounts
from econlens.importing.activity_words import TRADES, activity
from econlens.importing.dates import LONGEST_TEXT as LONGEST_DATE_TEXT
from econlens.importing.dates import find_date, has_day_first
from econlens.importing.header import TableKind
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.row_words import SELL_WORDS
from econlens.importing.table import packed_rows
from econlens.importing.words import Column, key

_COSTS = (Column.UNIT_COST, Column.COST_BASIS)
_DAYS = (Column.DATE, Column.TRADE_DATE)
# A snapshot is of one account, and repeats its first holdings as well as its last.
_MOST_COMPARED = 20_000
_SAY_WHAT_WAS_DONE = (Column.TRANSACTION, Column.LOOSE_TYPE, Column.DIRECTION)


def see_activities(table: HeldTable) -> None:
    """Rows that buy and sell on some day are transactions, whatever the titles seem to say.

    Lots with today's price beside the one paid are not: they are what is held.
    """
    header = table.header
    if not any(day in header for day in _DAYS) or _are_lots_with_price(table):
        return
    for column in _SAY_WHAT_WAS_DONE:
        kinds = Counter(activity(cell) for (cell,) in table.cells(column) if cell)
        known = kinds.total() - kinds[None]
        if TRADES & kinds.keys() and known >= kinds[None]:
            index = header.index | {Column.TRANSACTION: header.index[column]}
            table.header = replace(header, index=index, kind=TableKind.ACTIVITIES)
            return


def _are_lots_with_price(table: HeldTable) -> bool:
    has_value = Column.MARKET_VALUE in table.header and Column.COST_BASIS in table.header
    return is_lot_table(table) and (Column.PRICE in table.header or has_value)


def keep_latest_snapshot(table: HeldTable, issues: IssueLog) -> bool:
    """True if the table lists the same holdings on several days: then only the latest day stays.

    The latest day is found per account. Rows without a date stay.
    """
    if Column.DATE not in table.header:
        return False
    day_of = _reader_of_days(table)
    days: set[date | None] = set()
    latest: dict[str, date] = {}
    for account, cell in table.cells(Column.ACCOUNT, Column.DATE):
        days.add(day := day_of(cell))
        if day:
            latest[account] = max(day, latest.get(account, day))
            if len(latest) > MAX_ACCOUNTS:
                raise too_many_accounts()
    if len(days - {None}) < 2 or not _repeats(table, day_of):
        return False
    rows = packed_rows()
    for row, (account, cell) in zip(
        table.rows, table.cells(Column.ACCOUNT, Column.DATE), strict=True
    ):
        day = day_of(cell)
        if day is None or day == latest[account]:
            rows.append(row)
            continue
        message = f"This line belongs to the older snapshot of {day} and was left out."
        issues.info("OLDER_SNAPSHOT", message, line=row.line)
    rows.seal()
    table.rows = rows
    return True


def _reader_of_days(table: HeldTable) -> Callable[[str], date | None]:
    """As find_dates reads them. The same few days stand in most rows."""
    day_first = any(has_day_first(cell) for (cell,) in table.cells(Column.DATE))
    read = lru_cache(maxsize=1_024)(partial(find_date, day_first=day_first))
    return lambda cell: read(cell[:LONGEST_DATE_TEXT])


def is_lot_table(table: HeldTable) -> bool:
    """One row per purchase: it says when it was bought and what was paid."""
    return Column.TRADE_DATE in table.header and any(c in table.header for c in _COSTS)


def negate_sales(table: HeldTable) -> None:
    """A row that sells takes its quantity away again; what the rest did cost is then unknown."""
    quantity = table.header.index.get(Column.QUANTITY)
    if quantity is None:
        return
    costs = [table.header.index[column] for column in _COSTS if column in table.header]
    rows = packed_rows()
    for row, (kind,) in zip(table.rows, table.cells(Column.TRANSACTION), strict=True):
        cells = row.cells
        is_sale = key(kind) in SELL_WORDS and quantity < len(cells)
        if is_sale and cells[quantity].strip()[:1].isdigit():
            cells[quantity] = "-" + cells[quantity].strip()
            for place in costs:
                cells[place : place + 1] = [""]
        rows.append(row)
    rows.seal()
    table.rows = rows


def _repeats(table: HeldTable, day_of: Callable[[str], date | None]) -> bool:
    """Whether one of the first holdings appears again on another day."""
    columns = (Column.SYMBOL, Column.ISIN, Column.NAME, Column.ACCOUNT, Column.CURRENCY)
    # By hash: the texts themselves would take several times their file.
    seen: dict[int, date] = {}
    for *identity, cell in table.cells(*columns, Column.DATE):
        day, holding = day_of(cell), hash(tuple(identity))
        if day and seen.get(holding, day) != day:
            return True
        if day and len(seen) < _MOST_COMPARED:
            seen[holding] = day
    return False
