"""Tables that hold more than the present: older snapshots, and lots bought and sold."""

from dataclasses import replace
from datetime import date

from econlens.importing.activity_words import activity, is_trade
from econlens.importing.dates import find_dates
from econlens.importing.header import TableKind
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.row_words import SELL_WORDS
from econlens.importing.words import Column, key

_COSTS = (Column.UNIT_COST, Column.COST_BASIS)
_DAYS = (Column.DATE, Column.TRADE_DATE)
_SAY_WHAT_WAS_DONE = (Column.TRANSACTION, Column.LOOSE_TYPE, Column.DIRECTION)


def see_activities(table: HeldTable) -> None:
    """Rows that buy and sell on some day are transactions, whatever the titles seem to say.

    Lots with today's price beside the one paid are not: they are what is held.
    """
    header = table.header
    if not any(day in header for day in _DAYS) or _are_lots_with_price(table):
        return
    for column in _SAY_WHAT_WAS_DONE:
        cells = [cell for cell in _cells(table, column) if cell]
        known = sum(activity(cell) is not None for cell in cells)
        if any(map(is_trade, cells)) and 2 * known >= len(cells):
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
    days = find_dates(_cells(table, Column.DATE))
    accounts = _cells(table, Column.ACCOUNT)
    latest: dict[str, date] = {}
    for account, day in zip(accounts, days, strict=True):
        if day:
            latest[account] = max(day, latest.get(account, day))
    old = {at for at, day in enumerate(days) if day and day < latest[accounts[at]]}
    if not old or not _repeats(table, days):
        return False
    for at in sorted(old):
        message = f"This line belongs to the older snapshot of {days[at]} and was left out."
        issues.info("OLDER_SNAPSHOT", message, line=table.lines[at])
    table.rows = [row for at, row in enumerate(table.rows) if at not in old]
    table.lines = [line for at, line in enumerate(table.lines) if at not in old]
    return True


def is_lot_table(table: HeldTable) -> bool:
    """One row per purchase: it says when it was bought and what was paid."""
    return Column.TRADE_DATE in table.header and any(c in table.header for c in _COSTS)


def negate_sales(table: HeldTable) -> None:
    """A row that sells takes its quantity away again; what the rest did cost is then unknown."""
    quantity = table.header.index.get(Column.QUANTITY)
    if quantity is None:
        return
    costs = [table.header.index[column] for column in _COSTS if column in table.header]
    for at, kind in enumerate(_cells(table, Column.TRANSACTION)):
        row = table.rows[at]
        is_sale = key(kind) in SELL_WORDS and quantity < len(row)
        if not is_sale or not row[quantity].strip()[:1].isdigit():
            continue
        row[quantity] = "-" + row[quantity].strip()
        for place in costs:
            row[place : place + 1] = [""]


def _repeats(table: HeldTable, days: list[date | None]) -> bool:
    """Whether some holding appears on two days."""
    columns = (Column.SYMBOL, Column.ISIN, Column.NAME, Column.ACCOUNT, Column.CURRENCY)
    seen: dict[tuple[str, ...], date] = {}
    identities = zip(*(_cells(table, column) for column in columns), strict=True)
    for identity, day in zip(identities, days, strict=True):
        if day and seen.setdefault(identity, day) != day:
            return True
    return False


def _cells(table: HeldTable, column: Column) -> list[str]:
    place = table.header.index.get(column)
    if place is None:
        return [""] * len(table.rows)
    return [row[place].strip() if place < len(row) else "" for row in table.rows]
