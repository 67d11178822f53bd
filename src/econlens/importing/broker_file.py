"""A broker's file: find its tables, read the holdings, account for every other line."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date

from econlens.importing.activities import History
from econlens.importing.brokers import EXPORT_INSTEAD, USUAL_EXPORT, find_broker
from econlens.importing.dates import date_signs, find_date, has_day_first
from econlens.importing.header import TableKind
from econlens.importing.history import (
    is_lot_table,
    keep_latest_snapshot,
    negate_sales,
    see_activities,
)
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable, Layout, find_layout
from econlens.importing.lots import merge_cash
from econlens.importing.mapping import ColumnMapping, mapped_header
from econlens.importing.opening import Opened
from econlens.importing.positions import PositionReader
from econlens.importing.remarks import remark, without_sold
from econlens.importing.result import FileKind, ImportResult
from econlens.importing.row_words import AS_OF_WORDS
from econlens.importing.sections import Statement, is_statement, read_statement
from econlens.importing.sheet import read_sheets
from econlens.importing.words import Column


def read_broker_file(opened: Opened, mapping: ColumnMapping, issues: IssueLog) -> ImportResult:
    """Everything that the file's holdings tables state; refuses a file that has none."""
    sample = opened.sample()
    if is_statement(sample) and not mapping.columns:
        return _read_sections(read_statement(opened.rows(), issues), issues)
    given = mapped_header(sample, mapping.columns) if mapping.columns else None
    layout = find_layout(opened.rows(), given)
    for each in layout.tables:
        see_activities(each)
    holdings = [each for each in layout.tables if each.header.kind is TableKind.HOLDINGS]
    activities = [each for each in layout.tables if each.header.kind is TableKind.ACTIVITIES]
    broker, currency = _broker_of(layout)
    _tell_outside_lines(layout, issues)
    currency = mapping.currency or currency
    if activities and not holdings:
        fallback = _fallback_sign(opened)
        history = History(issues, currency, EXPORT_INSTEAD.get(broker or "", USUAL_EXPORT))
        as_of = _as_of(layout, activities)
        for each in activities:
            for sheet in read_sheets(each, fallback, issues, mapping.decimal_sign):
                history.read(sheet)
        return _derived(history, broker, currency, as_of, issues)
    if not holdings:
        return _refused(broker, issues)
    _tell_activities(activities, issues)
    kind = _settle_history(holdings, issues)
    reader = PositionReader(
        issues,
        usual_currency=currency,
        fallback_sign=_fallback_sign(opened),
        decimal_sign=mapping.decimal_sign,
    )
    as_of = _as_of(layout, holdings)
    for each in holdings:
        reader.read(each)
    return _result(reader, kind, broker, as_of)


def _settle_history(holdings: Sequence[HeldTable], issues: IssueLog) -> FileKind:
    if any(is_lot_table(each) for each in holdings):
        for each in holdings:
            negate_sales(each)
        return FileKind.LOTS
    snapshots = [keep_latest_snapshot(each, issues) for each in holdings]
    return FileKind.SNAPSHOTS if any(snapshots) else FileKind.POSITIONS


def _read_sections(statement: Statement, issues: IssueLog) -> ImportResult:
    broker, currency = _broker_of(statement.layout)
    reader = PositionReader(issues, currency, ".")
    reader.cash.extend(statement.cash)
    for table in statement.layout.tables:
        reader.read(table)
    kind, base = FileKind.POSITIONS, statement.base_currency
    result = _result(reader, kind, broker, statement.as_of, base)
    return replace(result, rates=statement.rates)


def _broker_of(layout: Layout) -> tuple[str | None, str | None]:
    return find_broker(title for each in layout.tables for title in each.header.titles)


def _result(
    reader: PositionReader,
    kind: FileKind,
    broker: str | None,
    as_of: date | None,
    base_currency: str | None = None,
) -> ImportResult:
    issues = reader.issues
    positions = without_sold(reader.lots.merged(issues), issues)
    currencies: set[str | None] = set()
    for position in positions:
        remark(position, issues)
        currencies.add(position.currency)
    cash = merge_cash(reader.cash, issues)
    currencies.update(row.currency for row in cash)
    if not positions and not cash:
        issues.error(
            "NO_ROWS",
            "The table of holdings has no rows that can be read.",
            fix="Export the positions again; the file must have at least one holding.",
        )
    return ImportResult(
        kind=kind,
        broker=broker,
        currency=_only_one(currencies, issues) or base_currency,
        as_of=as_of,
        positions=positions,
        cash=cash,
        issues=issues.finish(),
    )


def _only_one(found: Set[str | None], issues: IssueLog) -> str | None:
    """The one currency of all rows; None if there are several or the file states none."""
    if found == {None}:
        issues.warn(
            "CURRENCY_UNKNOWN",
            "The file does not say in which currency its amounts are.",
            field=Column.CURRENCY.value,
            fix="Choose the currency of the portfolio before you save it.",
        )
    return next(iter(found)) if len(found) == 1 else None


def _derived(
    history: History,
    broker: str | None,
    currency: str | None,
    as_of: date | None,
    issues: IssueLog,
) -> ImportResult:
    positions = history.positions()
    currencies = {position.currency for position in positions}
    return ImportResult(
        kind=FileKind.ACTIVITIES,
        broker=broker,
        currency=_only_one(currencies, issues) or (None if positions else currency),
        as_of=as_of,
        positions=positions,
        issues=issues.finish(),
    )


def _refused(broker: str | None, issues: IssueLog) -> ImportResult:
    issues.error(
        "NO_HOLDINGS_TABLE",
        "No line of the file looks like the header of a table of holdings.",
        fix='Keep a header line with at least "Symbol" and one of "Shares" or "Dollar Amount".',
    )
    return ImportResult(kind=FileKind.UNKNOWN, broker=broker, issues=issues.finish())


def _fallback_sign(opened: Opened) -> str:
    """Semicolons separate cells where commas begin decimals."""
    return "," if opened.delimiter == ";" else "."


def _tell_activities(tables: Iterable[HeldTable], issues: IssueLog) -> None:
    for table in tables:
        issues.info(
            "TRANSACTIONS_LEFT_OUT",
            f"Lines {table.header_line} to {table.last_line} list transactions, not holdings; "
            "they were not counted.",
            line=table.header_line,
        )


def _tell_outside_lines(layout: Layout, issues: IssueLog) -> None:
    for line, _ in layout.notes:
        message = "This line is no part of the table of holdings and was left out."
        issues.info("LINE_LEFT_OUT", message, line=line)
    for line, _ in layout.foreign:
        issues.warn(
            "UNKNOWN_TABLE",
            "This line belongs to a table that EconLens does not know; it was left out.",
            line=line,
            fix="Check that it holds no holdings of yours.",
        )


def _as_of(layout: Layout, tables: Iterable[HeldTable]) -> date | None:
    """The day stated in a line outside the tables, else the latest day of a date column."""
    told = [_told_date(" ".join(cells)) for _, cells in layout.notes]
    dates = [day for day in told if day]
    if dates:
        return dates[0]
    days = (_latest_day(table) for table in tables if Column.DATE in table.header)
    return max((day for day in days if day), default=None)


def _told_date(text: str) -> date | None:
    plain = text[:200].casefold()
    return find_date(text) if any(word in plain for word in AS_OF_WORDS) else None


def _latest_day(table: HeldTable) -> date | None:
    """None where the days are written in several ways: then they cannot be told for certain."""
    signs: set[str] = set().union(*map(date_signs, table.distinct(Column.DATE)))
    if len(signs) > 1:
        return None
    day_first = any(any(map(has_day_first, cells)) for cells in table.distinct(Column.DATE))
    days = (
        find_date(cell, day_first=day_first)
        for cells in table.distinct(Column.DATE)
        for cell in cells
    )
    return max((day for day in days if day), default=None)
