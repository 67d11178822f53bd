"""What must be known of a whole table before its first row can be read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

from econlens.importing.dates import has_day_first
from econlens.importing.decimal_sign import DecimalSigns, settle
from econlens.importing.header import Header, TableKind
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.markets import CURRENCIES, CURRENCY_SIGNS
from econlens.importing.numbers import SignEvidence
from econlens.importing.row_words import CASH_WORDS, TOTAL_WORDS
from econlens.importing.words import Column, key

DAYS: Final = (Column.DATE, Column.TRADE_DATE)
IDENTIFIERS: Final = (Column.SYMBOL, Column.ISIN, Column.LOCAL_ID)
NUMBER_COLUMNS: Final = (
    Column.QUANTITY,
    Column.PRICE,
    Column.UNIT_COST,
    Column.MARKET_VALUE,
    Column.COST_BASIS,
)
_CODES = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
_BARE_TICKER = re.compile(r"[A-Z][A-Z0-9]{0,5}(?:[./-][A-Z]{1,3})?")
_NOT_NAMES = TOTAL_WORDS | CASH_WORDS | {""}


@dataclass(frozen=True, slots=True)
class TableTraits:
    """index: where each known column stands, one without a title that names currencies included.

    decimal_signs: of the number columns; usual_sign: of numbers that stand elsewhere.
    currency_signs: the currencies whose signs stand in values or prices. names_are_tickers: of a
    table in which no column holds symbols. day_first: 3/4/2025 is in April.
    """

    index: Mapping[Column, int]
    decimal_signs: DecimalSigns
    usual_sign: str
    currency_signs: frozenset[str]
    names_are_tickers: bool
    day_first: bool


def traits_of_table(
    table: HeldTable, fallback_sign: str, issues: IssueLog, decimal_sign: str | None
) -> TableTraits:
    """The decimal sign of each number column: given, or settled over all rows; a guess is told."""
    seen = _Seen(table.header)
    first: Mapping[Column, Sequence[str]] | None = None
    for block in table.rows.blocks():
        cells = columns_of([row.cells for row in block], seen.telling)
        seen.look_at(cells)
        first = first or {column: cells[column] for column in seen.evidence}
    if decimal_sign:
        signs = DecimalSigns(dict.fromkeys(seen.evidence, decimal_sign))
    else:
        signs = settle(seen.evidence, first or {}, fallback_sign)
    for column in signs.guessed:
        _tell_guess(issues, table, column, signs.signs[column])
    return TableTraits(
        index=seen.index if seen.names_currencies else table.header.index,
        decimal_signs=signs,
        usual_sign=next(iter(signs.signs.values()), fallback_sign),
        currency_signs=frozenset(seen.currencies),
        names_are_tickers=seen.names_are_tickers,
        day_first=seen.day_first,
    )


def columns_of(
    rows: Sequence[Sequence[str]], index: Mapping[Column, int]
) -> dict[Column, list[str]]:
    """The stripped cells of each column; empty ones where a row is too short."""
    columns = list(zip_longest(*rows, fillvalue=""))
    return {
        column: list(map(str.strip, columns[place])) if place < len(columns) else [""] * len(rows)
        for column, place in index.items()
    }


def day_cells(cells: Mapping[Column, Sequence[str]]) -> Iterable[str]:
    """What says the day of each row: its date, else the date of the trade. None: no such column."""
    dates, trade_dates = (cells.get(column) for column in DAYS)
    if dates is None or trade_dates is None:
        return dates or trade_dates or ()
    return (date or other for date, other in zip(dates, trade_dates, strict=True))


class _Seen:
    """What the rows looked at so far have in common."""

    def __init__(self, header: Header) -> None:
        place = _place_without_title(header)
        self.index = header.index if place is None else {**header.index, Column.CURRENCY: place}
        self.evidence = {c: SignEvidence() for c in NUMBER_COLUMNS if c in header}
        self.currencies: set[str] = set()
        self.names_are_tickers = Column.NAME in header and header.index.keys().isdisjoint(
            IDENTIFIERS
        )
        self.day_first = False
        asked = {*self.evidence, *((Column.NAME,) if self.names_are_tickers else ())}
        asked |= {Column.CURRENCY} if place is not None else set()
        asked |= set(DAYS) if header.kind is TableKind.ACTIVITIES else set()
        self.telling = {column: at for column, at in self.index.items() if column in asked}
        self._may_name_currencies, self._names_some = place is not None, False

    @property
    def names_currencies(self) -> bool:
        """Whether nothing but codes of currencies stands in the column without a title."""
        return self._may_name_currencies and self._names_some

    def look_at(self, cells: Mapping[Column, Sequence[str]]) -> None:
        """cells: the next rows, by column."""
        for column, evidence in self.evidence.items():
            evidence.look_at(cells[column])
        self.currencies |= _currencies_in(cells)
        if self.names_are_tickers:
            rest = (name for name in cells[Column.NAME] if key(name) not in _NOT_NAMES)
            self.names_are_tickers = all(map(_BARE_TICKER.fullmatch, rest))
        if self._may_name_currencies:
            codes = set(cells[Column.CURRENCY]) - {""}
            self._names_some |= bool(codes)
            self._may_name_currencies = codes <= CURRENCIES
        self.day_first = self.day_first or any(map(has_day_first, day_cells(cells)))


def _currencies_in(cells: Mapping[Column, Sequence[str]]) -> set[str]:
    columns = (cells.get(column, ()) for column in (Column.MARKET_VALUE, Column.PRICE))
    text = " ".join(chain(*columns))
    signs = {code for sign, code in CURRENCY_SIGNS.items() if sign in text}
    return signs | CURRENCIES.intersection(_CODES.findall(text))


def _place_without_title(header: Header) -> int | None:
    """Behind the amounts, where a column that has no title may name their currencies."""
    value = header.index.get(Column.MARKET_VALUE)
    if value is None or Column.CURRENCY in header or Column.VALUE_CURRENCY in header:
        return None
    titles = header.titles[value + 1 : value + 2]
    return value + 1 if titles and not titles[0].strip() else None


def _tell_guess(issues: IssueLog, table: HeldTable, column: Column, sign: str) -> None:
    title = table.header.titles[table.header.index[column]]
    issues.warn(
        "DECIMAL_SIGN_GUESSED",
        f'Nothing in the file settles whether "{title}" uses a point or a comma for decimals; '
        f'"{sign}" was taken as the decimal sign.',
        line=table.header_line,
        field=title,
        fix="Compare the quantities below with your broker's, before you save.",
    )
