"""A table read by column: text and numbers by meaning instead of by position."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from econlens.importing.dates import find_date
from econlens.importing.header import Header
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.markets import EXCHANGE_SUFFIX, HOME_EXCHANGES
from econlens.importing.numbers import NumberError, Numbers, parse, read_numbers
from econlens.importing.table import NumberedRow
from econlens.importing.table_traits import (
    IDENTIFIERS,
    TableTraits,
    columns_of,
    day_cells,
    traits_of_table,
)
from econlens.importing.words import Column, key

_LONGEST_NAME = 200
_EXCHANGES = "|".join(map(re.escape, sorted(HOME_EXCHANGES | EXCHANGE_SUFFIX.keys())))
_NAMED_SYMBOL = re.compile(
    rf"\((?:(?P<listed>(?:{_EXCHANGES}): ?[A-Z0-9.]{{1,7}})"
    r"|FUND: ?(?P<id>[0-9A-Z]{7})|(?:ISIN:? ?)?(?P<isin>[A-Z]{2}[A-Z0-9]{9}[0-9]))\)\s*$"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some rows of a table. Row `at` begins on line lines[at]; cells left out are empty.

    texts: the stripped cells of every known column. identifiers: ticker, else ISIN, else CUSIP or
    WKN of each row; empty where it has none. signs: the currencies whose signs stand in values or
    prices of the table. is_even: every number can be read, and no row is wider than the header.
    symbol_above, symbol_below: in the rows before and after these. day_first: 3/4/2025 is in
    April.
    """

    header: Header
    rows: list[list[str]]
    lines: Sequence[int]
    texts: dict[Column, list[str]]
    identifiers: list[str]
    signs: frozenset[str]
    is_even: bool
    numbers: dict[Column, Numbers]
    decimal_sign: str
    account_of_table: str
    symbol_above: str
    symbol_below: str
    day_first: bool

    def text(self, at: int, column: Column) -> str:
        cells = self.texts.get(column)
        return cells[at] if cells else ""

    def number(self, at: int, column: Column) -> Decimal | None:
        read = self.numbers.get(column)
        return read.values[at] if read else None

    def problem(self, at: int, column: Column) -> NumberError | None:
        read = self.numbers.get(column)
        return read.problems.get(at) if read else None

    def column(self, column: Column) -> Sequence[str]:
        """All its cells; empty ones if the file does not have it."""
        return self.texts.get(column) or [""] * len(self.rows)

    def amounts(self, column: Column) -> Sequence[Decimal | None]:
        read = self.numbers.get(column)
        return read.values if read else [None] * len(self.rows)

    def days(self) -> list[date | None]:
        """The day that each row speaks of."""
        cells = day_cells(self.texts)
        found = [find_date(cell, day_first=self.day_first) for cell in cells]
        return found or [None] * len(self.rows)

    def symbol_over(self, at: int) -> str:
        """The symbol in the row above."""
        return self.text(at - 1, Column.SYMBOL) if at else self.symbol_above

    def symbol_under(self, at: int) -> str:
        """The symbol in the row below."""
        is_last = at + 1 == len(self.rows)
        return self.symbol_below if is_last else self.text(at + 1, Column.SYMBOL)

    def problems(self, at: int) -> list[Column]:
        """The number columns whose cell in this row cannot be read."""
        return [c for c, read in self.numbers.items() if read.problems and at in read.problems]

    def account(self, at: int) -> str:
        return self.text(at, Column.ACCOUNT) or self.account_of_table

    def first_text(self, at: int) -> str:
        first = self.rows[at][0].strip()
        return first or next((cell.strip() for cell in self.rows[at] if cell.strip()), "")

    def overflows(self, at: int) -> bool:
        """More filled cells than titles: something has shifted."""
        row, width = self.rows[at], len(self.header.titles)
        return len(row) > width and any(cell.strip() for cell in row[width:])

    def any_amount(self, at: int) -> Decimal | None:
        """The first money-like number of a row whose cells do not stand where they should."""
        for cell in self.rows[at][1:]:
            try:
                amount = parse(cell, self.decimal_sign) if "." in cell or "," in cell else None
            except NumberError:
                continue
            if amount is not None:
                return amount
        return None


def read_sheets(
    table: HeldTable, fallback_sign: str, issues: IssueLog, decimal_sign: str | None = None
) -> Iterator[Sheet]:
    """The table's rows in order, some thousand at a time: in one piece, ten megabytes of them are
    a hundred. They are then gone from the table.

    Numbers of every number column, its decimal sign given, or settled over all rows.
    """
    traits = traits_of_table(table, fallback_sign, issues, decimal_sign)
    for above, block, below in _with_neighbours(table.rows.drain()):
        symbols = (_symbol_of(above, traits), _symbol_of(below, traits))
        yield _sheet(table, traits, block, symbols)


def _with_neighbours(
    blocks: Iterator[list[NumberedRow]],
) -> Iterator[tuple[list[str], list[NumberedRow], list[str]]]:
    """Each block between the rows before and after it."""
    above: list[str] = []
    block = next(blocks, [])
    for following in blocks:
        yield above, block, following[0].cells
        above, block = block[-1].cells, following
    yield above, block, []


def _symbol_of(row: Sequence[str], traits: TableTraits) -> str:
    place = traits.index.get(Column.SYMBOL)
    return row[place].strip() if place is not None and place < len(row) else ""


def _sheet(
    table: HeldTable,
    traits: TableTraits,
    block: Sequence[NumberedRow],
    symbols_around: tuple[str, str],
) -> Sheet:
    rows, signs = [row.cells for row in block], traits.decimal_signs.signs
    texts = columns_of(rows, traits.index)
    numbers = {column: read_numbers(texts[column], sign) for column, sign in signs.items()}
    widest = max(map(len, rows), default=0)
    has_problems = any(read.problems for read in numbers.values())
    return Sheet(
        header=table.header,
        rows=rows,
        lines=[row.line for row in block],
        texts=texts,
        identifiers=_identifiers(texts, len(rows), traits.names_are_tickers),
        signs=traits.currency_signs,
        is_even=not has_problems and widest <= len(table.header.titles),
        numbers=numbers,
        decimal_sign=traits.usual_sign,
        account_of_table=table.account,
        symbol_above=symbols_around[0],
        symbol_below=symbols_around[1],
        day_first=traits.day_first,
    )


def _identifiers(
    texts: Mapping[Column, Sequence[str]], count: int, names_are_tickers: bool
) -> list[str]:
    if names_are_tickers:
        return list(texts[Column.NAME])
    if Column.NAME in texts and texts.keys().isdisjoint(IDENTIFIERS):
        return _identifiers_behind_names(texts[Column.NAME])
    found = [""] * count
    for column in (column for column in IDENTIFIERS if column in texts):
        found = [one or _usable(other) for one, other in zip(found, texts[column], strict=True)]
    return found


def _identifiers_behind_names(names: Iterable[str]) -> list[str]:
    """What stands behind a name, as in "(LSE:SMT)"."""
    found = [_NAMED_SYMBOL.search(name[:_LONGEST_NAME]) for name in names]
    return [(each["id"] or each["isin"] or each["listed"]) if each else "" for each in found]


def _usable(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return text if key(text) and text[:4].upper() != "N/A" else ""
