"""Statements of many sections in one file, each line saying section and row kind first.

`Open Positions,Header,Currency,Symbol,…`, then `Open Positions,Data,USD,AAPL,…`: the form of
Interactive Brokers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from econlens.domain.rates import Rate
from econlens.importing.dates import find_date
from econlens.importing.header import match_header
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import MAX_TABLES, HeldTable, Layout
from econlens.importing.markets import CURRENCIES
from econlens.importing.numbers import NumberError, parse
from econlens.importing.packed import Packed
from econlens.importing.result import ImportedCash
from econlens.importing.table import NumberedRow, Table
from econlens.importing.words import key

_HEADER, _DATA = "header", "data"
_ROW_KINDS = frozenset({_HEADER, _DATA, "subtotal", "total", "notes"})
_LONGEST_SECTION = 60
_POSITION_SECTIONS = frozenset({"openpositions", "longopenpositions", "shortopenpositions"})
_CASH_SECTIONS = frozenset({"cashreport"})
_RATE_SECTIONS = frozenset({"basecurrencyexchangerate"})
_ENDING_CASH = frozenset({"endingcash"})


@dataclass(slots=True)
class Statement:
    """layout: its position sections as tables. cash: what its cash report ends with.
    per_unit: what one unit of a currency is worth in the base currency."""

    layout: Layout = field(default_factory=Layout)
    cash: Packed[ImportedCash] = field(default_factory=lambda: Packed(ImportedCash))
    base_currency: str | None = None
    as_of: date | None = None
    per_unit: dict[str, Decimal] = field(default_factory=dict)

    @property
    def rates(self) -> tuple[Rate, ...]:
        base = self.base_currency
        if base is None:
            return ()
        return tuple(
            Rate(from_currency=currency, to_currency=base, value=value, as_of=self.as_of)
            for currency, value in self.per_unit.items()
            if currency != base
        )


def is_statement(sample: Table) -> bool:
    """Some line says Header in its second cell and the next one says Data, of one section."""
    first = [row for row in sample.rows if len(row) > 2]
    headed = {row[0] for row in first if key(row[1]) == _HEADER}
    filled = {row[0] for row in first if key(row[1]) == _DATA}
    return len(headed & filled) >= 1 and all(key(row[1]) in _ROW_KINDS for row in first)


def read_statement(rows: Iterable[NumberedRow], issues: IssueLog) -> Statement:
    statement = Statement()
    titles: list[str] = []
    skipped: dict[str, int] = {}
    for line, row in rows:
        if len(row) < 3:
            continue
        section, kind, cells = key(row[0]), key(row[1]), row[2:]
        if kind == _HEADER:
            titles = cells
            _start_table(statement, section, line, cells)
        elif section in _POSITION_SECTIONS and statement.layout.tables:
            _add_position_row(statement, kind, line, cells, issues)
        elif section in _CASH_SECTIONS and kind == _DATA:
            _add_cash(statement, titles, line, cells, issues)
        elif section in _RATE_SECTIONS and kind == _DATA:
            _add_rate(statement, titles, cells)
        elif kind == _DATA:
            _note(statement, cells)
            if len(skipped) < MAX_TABLES:
                skipped.setdefault(row[0][:_LONGEST_SECTION], line)
    for section, line in skipped.items():
        message = f'The section "{section}" holds no holdings and was left out.'
        issues.info("SECTION_LEFT_OUT", message, line=line)
    return statement


def _start_table(statement: Statement, section: str, line: int, cells: list[str]) -> None:
    header = match_header(cells) if section in _POSITION_SECTIONS else None
    if header:
        statement.layout.start(HeldTable(header=header, header_line=line))


def _add_position_row(
    statement: Statement, kind: str, line: int, cells: list[str], issues: IssueLog
) -> None:
    if kind == _DATA:
        statement.layout.tables[-1].add(NumberedRow(line, cells))
    else:
        issues.info("TOTAL_ROW", "This total row is no holding and was left out.", line=line)


def _add_cash(
    statement: Statement, titles: list[str], line: int, cells: list[str], issues: IssueLog
) -> None:
    """The balance at the end, per currency; not the one at the start, nor the sum of all."""
    row = dict(zip((key(title) for title in titles), cells, strict=False))
    currency = row.get("currency", "").strip().upper()
    if key(cells[0]) not in _ENDING_CASH or currency not in CURRENCIES:
        message = "This line of the cash report is no balance of one currency; it was left out."
        issues.info("CASH_DETAIL", message, line=line)
        return
    amount = _amount(row.get("total", ""))
    if amount is None:
        issues.warn(
            "NO_AMOUNT",
            "This balance cannot be read.",
            line=line,
            field="Total",
            fix="Write a plain number such as 1250.75.",
        )
        return
    statement.cash.append(
        ImportedCash(symbol=currency, amount=amount, line=line, currency=currency)
    )


def _add_rate(statement: Statement, titles: list[str], cells: list[str]) -> None:
    row = dict(zip((key(title) for title in titles), cells, strict=False))
    currency = row.get("currency", "").strip().upper()
    value = _amount(row.get("exchangerate", ""))
    if currency in CURRENCIES and value is not None and value > 0:
        statement.per_unit[currency] = value


def _amount(cell: str) -> Decimal | None:
    try:
        return parse(cell)
    except NumberError:
        return None


def _note(statement: Statement, cells: list[str]) -> None:
    """The day and the base currency stand in sections of field names and values."""
    name, value = key(cells[0]), (cells[1] if len(cells) > 1 else "")
    if name == "basecurrency" and value.strip().upper() in CURRENCIES:
        statement.base_currency = value.strip().upper()
    if name == "period":
        end = value.rpartition(" - ")[2]
        statement.as_of = find_date(end)
