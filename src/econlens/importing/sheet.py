"""A table read by column: text and numbers by meaning instead of by position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, zip_longest

from econlens.importing.decimal_sign import DecimalSigns, settle_signs
from econlens.importing.header import Header
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.markets import CURRENCIES, CURRENCY_SIGNS, EXCHANGE_SUFFIX, HOME_EXCHANGES
from econlens.importing.numbers import NumberError, Numbers, parse, read_numbers
from econlens.importing.row_words import CASH_WORDS, TOTAL_WORDS
from econlens.importing.words import Column, key

NUMBER_COLUMNS = (
    Column.QUANTITY,
    Column.PRICE,
    Column.UNIT_COST,
    Column.MARKET_VALUE,
    Column.COST_BASIS,
)
_LONGEST_NAME = 200
_CODES = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
_BARE_TICKER = re.compile(r"[A-Z][A-Z0-9]{0,5}(?:[./-][A-Z]{1,3})?")
_EXCHANGES = "|".join(map(re.escape, sorted(HOME_EXCHANGES | EXCHANGE_SUFFIX.keys())))
_NAMED_SYMBOL = re.compile(
    rf"\((?:(?P<listed>(?:{_EXCHANGES}): ?[A-Z0-9.]{{1,7}})"
    r"|FUND: ?(?P<id>[0-9A-Z]{7})|(?:ISIN:? ?)?(?P<isin>[A-Z]{2}[A-Z0-9]{9}[0-9]))\)\s*$"
)
_IDENTIFIERS = (Column.SYMBOL, Column.ISIN, Column.LOCAL_ID)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Row `at` begins on line lines[at]. Cells that the file leaves out are empty.

    texts: the stripped cells of every known column. identifiers: ticker, else ISIN, else CUSIP or
    WKN of each row; empty where it has none. signs: the currencies whose signs stand in values or
    prices. is_even: every number can be read, and no row is
    wider than the header.
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
    account_of_table: str = ""

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


def read_sheet(
    table: HeldTable, fallback_sign: str, issues: IssueLog, decimal_sign: str | None = None
) -> Sheet:
    """Numbers of every number column, its decimal sign given, or settled over all rows."""
    texts = _texts(table)
    cells = {column: texts[column] for column in NUMBER_COLUMNS if column in texts}
    if decimal_sign:
        settled = DecimalSigns(dict.fromkeys(cells, decimal_sign))
    else:
        settled = settle_signs(cells, fallback_sign)
    for column in settled.guessed:
        _tell_guess(issues, table, column, settled.signs[column])
    numbers = {c: read_numbers(column, settled.signs[c]) for c, column in cells.items()}
    sign = next(iter(settled.signs.values()), fallback_sign)
    widest = max(map(len, table.rows), default=0)
    has_problems = any(read.problems for read in numbers.values())
    return Sheet(
        header=table.header,
        rows=table.rows,
        lines=table.lines,
        texts=texts,
        identifiers=_identifiers(texts, len(table.rows)),
        signs=_signs(texts),
        is_even=not has_problems and widest <= len(table.header.titles),
        numbers=numbers,
        decimal_sign=sign,
        account_of_table=table.account,
    )


def _identifiers(texts: Mapping[Column, Sequence[str]], count: int) -> list[str]:
    if Column.NAME in texts and not any(column in texts for column in _IDENTIFIERS):
        return _identifiers_in_names(texts[Column.NAME])
    found = [""] * count
    for column in (column for column in _IDENTIFIERS if column in texts):
        found = [one or _usable(other) for one, other in zip(found, texts[column], strict=True)]
    return found


def _identifiers_in_names(names: Sequence[str]) -> list[str]:
    """All names, if all are tickers; else what stands behind a name, as in "(LSE:SMT)"."""
    rest = (name for name in names if key(name) not in TOTAL_WORDS | CASH_WORDS | {""})
    if all(_BARE_TICKER.fullmatch(name) for name in rest):
        return list(names)
    found = [_NAMED_SYMBOL.search(name[:_LONGEST_NAME]) for name in names]
    return [(each["id"] or each["isin"] or each["listed"]) if each else "" for each in found]


def _signs(texts: Mapping[Column, Sequence[str]]) -> frozenset[str]:
    cells = " ".join(chain(*(texts.get(c, ()) for c in (Column.MARKET_VALUE, Column.PRICE))))
    signs = {code for sign, code in CURRENCY_SIGNS.items() if sign in cells}
    return frozenset(signs | CURRENCIES.intersection(_CODES.findall(cells)))


@lru_cache(maxsize=4_096)
def _usable(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return text if key(text) and text.upper() != "N/A" else ""


def _texts(table: HeldTable) -> dict[Column, list[str]]:
    columns = list(zip_longest(*table.rows, fillvalue=""))
    missing = [""] * len(table.rows)
    index = table.header.index
    if (place := _untitled_currencies(table, columns)) is not None:
        index = {**index, Column.CURRENCY: place}
    return {
        column: list(map(str.strip, columns[place])) if place < len(columns) else missing
        for column, place in index.items()
    }


def _untitled_currencies(table: HeldTable, columns: Sequence[Sequence[str]]) -> int | None:
    """Where a column without a title names the currency of the amount before it."""
    header = table.header
    value = header.index.get(Column.MARKET_VALUE)
    if value is None or Column.CURRENCY in header or Column.VALUE_CURRENCY in header:
        return None
    place = value + 1
    if place >= min(len(columns), len(header.titles)) or header.titles[place].strip():
        return None
    codes = set(map(str.strip, columns[place])) - {""}
    return place if codes and codes <= CURRENCIES else None


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
