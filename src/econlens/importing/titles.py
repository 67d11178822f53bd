"""Find the line of titles in a table of any sort, and guess what each column is."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from econlens.importing.canonical_header import find_canonical_header
from econlens.importing.dates import find_date
from econlens.importing.decimal_sign import multiplier
from econlens.importing.header import map_columns, match_header
from econlens.importing.markets import CURRENCIES
from econlens.importing.numbers import NumberError, SignEvidence, parse
from econlens.importing.symbols import is_isin, looks_like_ticker
from econlens.importing.table import Table
from econlens.importing.words import Column

_ROWS_LOOKED_AT: Final = 20
_MOST_NUMBER_COLUMNS: Final = 8
_LONGEST_TICKER: Final = 8


def title_row(table: Table) -> int | None:
    """The row that is a header we know; else the widest one of words alone that rows follow."""
    if canonical := find_canonical_header(table):
        return canonical.at
    known = next((at for at, row in enumerate(table.rows) if match_header(row)), None)
    if known is not None:
        return known
    widths = [_width_as_titles(row) for row in table.rows[:-1]]
    widest = max(widths, default=0)
    return widths.index(widest) if widest > 1 else None


def _width_as_titles(row: Sequence[str]) -> int:
    """How many cells are words; 0 as soon as one is a number or a date."""
    cells = [cell for cell in row if cell.strip()]
    return 0 if any(_is_number(cell) or find_date(cell) for cell in cells) else len(cells)


def _is_number(cell: str) -> bool:
    return _number(cell, ".") is not None or _number(cell, ",") is not None


def guess_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, Column]:
    """By the titles first, then by what stands under them."""
    guesses = {at: column for column, at in map_columns(titles).items()}
    cells = {at: _cells(rows, at) for at in range(len(titles)) if at not in guesses}
    for column, fits in _FORMS.items():
        if column not in guesses.values():
            at = next(
                (at for at, found in cells.items() if at not in guesses and fits(found)), None
            )
            guesses |= {} if at is None else {at: column}
    return guesses | _guess_numbers(cells, guesses)


def _cells(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at].strip() if at < len(row) else "" for row in rows[:_ROWS_LOOKED_AT]]


def _are_isins(cells: Sequence[str]) -> bool:
    return any(cells) and all(is_isin(cell) for cell in cells if cell)


def _are_currencies(cells: Sequence[str]) -> bool:
    return any(cells) and CURRENCIES.issuperset(cell.upper() for cell in cells if cell)


def _are_dates(cells: Sequence[str]) -> bool:
    return any(cells) and all(find_date(cell) for cell in cells if cell)


def _are_tickers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(
        cell.isupper() and len(cell) <= _LONGEST_TICKER and looks_like_ticker(cell)
        for cell in filled
    )


def _are_names(cells: Sequence[str]) -> bool:
    return any(" " in cell for cell in cells) and not any(map(_is_number, cells))


_FORMS: Final = {
    Column.ISIN: _are_isins,
    Column.CURRENCY: _are_currencies,
    Column.DATE: _are_dates,
    Column.SYMBOL: _are_tickers,
    Column.NAME: _are_names,
}
_PRODUCT: Final = (Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE)


def _guess_numbers(
    cells: Mapping[int, Sequence[str]], guesses: Mapping[int, Column]
) -> dict[int, Column]:
    """Three columns of which one is the product of the two others: shares, price and value."""
    if not set(_PRODUCT).isdisjoint(guesses.values()):
        return {}
    columns = {at: _numbers(found) for at, found in cells.items() if at not in guesses}
    filled = [at for at, numbers in columns.items() if any(numbers)][:_MOST_NUMBER_COLUMNS]
    for places in permutations(filled, 3):
        if _multiply(*(columns[at] for at in places)):
            return dict(zip(places, _PRODUCT, strict=True))
    return {}


def _numbers(cells: Sequence[str]) -> list[Decimal | None]:
    sign = SignEvidence(cells).sign or "."
    return [_number(cell, sign) for cell in cells]


def _multiply(
    quantities: Sequence[Decimal | None],
    prices: Sequence[Decimal | None],
    values: Sequence[Decimal | None],
) -> bool:
    rows = [row for row in zip(quantities, prices, values, strict=True) if all(row)]
    return bool(rows) and all(
        q is not None and p is not None and v is not None and multiplier(q, p, v) == 1
        for q, p, v in rows
    )


def _number(cell: str, sign: str) -> Decimal | None:
    try:
        return parse(cell, sign)
    except NumberError:
        return None
