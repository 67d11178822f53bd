"""Positions out of the rows of a sheet that are holdings, worked out column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat

from econlens.domain.assets import AssetType
from econlens.importing.accounts import AccountNames
from econlens.importing.markets import MINOR_UNITS
from econlens.importing.money import (
    is_priced_per_hundred,
    price_currency,
    row_currency,
    times,
    unit_factor,
)
from econlens.importing.pence import settled
from econlens.importing.result import ImportedPosition
from econlens.importing.row_words import ASSET_TYPES
from econlens.importing.sheet import Sheet
from econlens.importing.symbols import SymbolTraits, is_isin, with_exchange
from econlens.importing.words import Column, key

LONGEST_NAME = 200
Amounts = Sequence[Decimal | None]
Types = Sequence[AssetType | None]


@dataclass(frozen=True, slots=True)
class HeldRows:
    """rows: which rows of the sheet are holdings. traits[i]: of the symbol in rows[i]."""

    sheet: Sheet
    rows: Sequence[int]
    traits: Sequence[SymbolTraits]

    def texts(self, column: Column) -> Sequence[str]:
        cells = self.sheet.texts.get(column)
        return [cells[at] for at in self.rows] if cells else [""] * len(self.rows)

    def amounts(self, column: Column) -> Amounts:
        read = self.sheet.numbers.get(column)
        return [read.values[at] for at in self.rows] if read else [None] * len(self.rows)


def read_holdings(
    held: HeldRows, usual_currency: str | None, accounts: AccountNames
) -> list[ImportedPosition]:
    quantities, prices = _quantities(held), held.amounts(Column.PRICE)
    values = held.amounts(Column.MARKET_VALUE)
    types = _types(held, quantities, prices, values)
    symbols = _symbols(held, types)
    factors = list(map(unit_factor, quantities, prices, values, types))
    currencies = [
        row_currency(held.sheet, at, symbol, usual_currency)
        for at, symbol in zip(held.rows, symbols, strict=True)
    ]
    price_currencies = _price_currencies(held, currencies)
    fields = {
        "symbol": symbols,
        "line": [held.sheet.lines[at] for at in held.rows],
        "name": [name[:LONGEST_NAME] for name in held.texts(Column.NAME)],
        "quantity": quantities,
        "price": prices,
        "market_value": values,
        "cost_basis": _costs(held, quantities, factors, price_currencies),
        "currency": currencies,
        "price_currency": price_currencies,
        "account": [accounts.short(held.sheet.account(at)) for at in held.rows],
        "portfolio": [name[:LONGEST_NAME] or None for name in held.texts(Column.PORTFOLIO)],
        "asset_type": types,
        "isin": [isin if is_isin(isin) else None for isin in held.texts(Column.ISIN)],
    }
    # By position: a call with so many names takes much longer.
    columns = (fields.get(name, repeat(None)) for name in ImportedPosition.__struct_fields__)
    positions = [ImportedPosition(*row) for row in zip(*columns, strict=False)]
    return list(map(settled, positions, factors))


def _quantities(held: HeldRows) -> Amounts:
    """Negative for what is held short."""
    quantities = held.amounts(Column.QUANTITY)
    if Column.DIRECTION not in held.sheet.texts:
        return quantities
    return [
        -quantity if quantity and quantity > 0 and key(direction) == "short" else quantity
        for quantity, direction in zip(quantities, held.texts(Column.DIRECTION), strict=True)
    ]


def _types(held: HeldRows, quantities: Amounts, prices: Amounts, values: Amounts) -> Types:
    """By the symbol's form, the type column, and for CUSIPs by how they are priced."""
    stated = map(_stated_type, held.texts(Column.ASSET_TYPE), held.texts(Column.LOOSE_TYPE))
    types = [
        AssetType.OPTION if traits.is_option else kind
        for traits, kind in zip(held.traits, stated, strict=True)
    ]
    for at, traits in enumerate(held.traits):
        is_bond = traits.is_cusip and is_priced_per_hundred(quantities[at], prices[at], values[at])
        if types[at] is None and is_bond:
            types[at] = AssetType.BOND
    return types


def _stated_type(strict: str, loose: str) -> AssetType | None:
    stated = ASSET_TYPES.get(key(strict))
    # A column called just "Type" often says in which account a lot lies: "Cash" or "Margin".
    maybe = ASSET_TYPES.get(key(loose)) if loose else None
    return stated or (None if maybe is AssetType.CASH else maybe)


def _symbols(held: HeldRows, types: Types) -> Sequence[str]:
    symbols = [traits.normal for traits in held.traits]
    if Column.EXCHANGE not in held.sheet.texts:
        return symbols
    written, exchanges = held.texts(Column.SYMBOL), held.texts(Column.EXCHANGE)
    return [
        with_exchange(symbol, exchange) if text and kind is not AssetType.OPTION else symbol
        for symbol, text, exchange, kind in zip(symbols, written, exchanges, types, strict=True)
    ]


def _costs(
    held: HeldRows,
    quantities: Amounts,
    factors: Sequence[Decimal],
    price_currencies: Sequence[str | None],
) -> Amounts:
    """As stated, else quantity × unit cost; unknown where that is in another currency."""
    costs, unit_costs = held.amounts(Column.COST_BASIS), held.amounts(Column.UNIT_COST)
    if Column.UNIT_COST not in held.sheet.texts:
        return costs
    return [
        times(quantity, None if _is_foreign(code) else unit_cost, factor) if cost is None else cost
        for cost, quantity, unit_cost, factor, code in zip(
            costs, quantities, unit_costs, factors, price_currencies, strict=True
        )
    ]


def _is_foreign(price_currency: str | None) -> bool:
    """Pence are settled later."""
    return price_currency is not None and price_currency not in MINOR_UNITS


def _price_currencies(held: HeldRows, currencies: Sequence[str | None]) -> Sequence[str | None]:
    sheet = held.sheet
    if Column.PRICE not in sheet.header.currency and Column.CURRENCY not in sheet.texts:
        return [None] * len(held.rows)
    return [
        price_currency(sheet, at, currency)
        for at, currency in zip(held.rows, currencies, strict=True)
    ]
