"""Which currency a row's money is in, and what its missing amounts must be."""

from decimal import Decimal
from functools import lru_cache

from econlens.domain.assets import AssetType
from econlens.importing.decimal_sign import multiplier
from econlens.importing.markets import CURRENCY_SIGNS, MINOR_UNITS
from econlens.importing.sheet import Sheet
from econlens.importing.symbols import currency_of_suffix
from econlens.importing.words import Column

_CONTRACT = Decimal(100)
_STATE_CURRENCY = frozenset((Column.CURRENCY, Column.VALUE_CURRENCY))
_PER_HUNDRED = Decimal("0.01")


def row_currency(sheet: Sheet, at: int, symbol: str, usual: str | None) -> str | None:
    """Title of the value column, the row's own currency, the symbol's exchange, broker, sign."""
    if named := sheet.header.currency.get(Column.MARKET_VALUE):
        return named
    stated = stated_currency(sheet, at)
    return stated or currency_of_suffix(symbol) or usual or sign_currency(sheet, at)


def stated_currency(sheet: Sheet, at: int) -> str | None:
    """The code in one of the row's currency columns: USD, or GBX and GBp for pence."""
    if _STATE_CURRENCY.isdisjoint(sheet.texts):
        return None
    of_value = _code(sheet.text(at, Column.VALUE_CURRENCY))
    return of_value or _code(sheet.text(at, Column.CURRENCY))


def price_currency(sheet: Sheet, at: int, of_value: str | None) -> str | None:
    """That of the price where it is not the value's: "Local price in USD, value in EUR"."""
    code = sheet.header.currency.get(Column.PRICE) or _code(sheet.text(at, Column.CURRENCY))
    return None if code == of_value else code


def _code(text: str) -> str | None:
    """Any three letters: a currency we have no rate for must be told, not taken for the usual."""
    return _short_code(text) if len(text) == 3 else None


@lru_cache(maxsize=256)
def _short_code(text: str) -> str | None:
    if text in MINOR_UNITS:
        return text
    return text.upper() if text.isascii() and text.isalpha() else None


def unit_factor(
    quantity: Decimal | None,
    price: Decimal | None,
    value: Decimal | None,
    asset_type: AssetType | None,
) -> Decimal:
    """What quantity × price is multiplied by: seen in the row itself, else usual for the type."""
    if quantity and price and value and (seen := multiplier(quantity, price, value)):
        return seen
    if asset_type is AssetType.OPTION:
        return _CONTRACT
    return _PER_HUNDRED if asset_type is AssetType.BOND else Decimal(1)


def is_priced_per_hundred(
    quantity: Decimal | None, price: Decimal | None, value: Decimal | None
) -> bool:
    """As bonds are, per hundred of face value."""
    return bool(quantity and price and value) and (
        unit_factor(quantity, price, value, None) == _PER_HUNDRED
    )


def times(quantity: Decimal | None, price: Decimal | None, factor: Decimal) -> Decimal | None:
    """Their product, None if either is unknown."""
    return None if quantity is None or price is None else quantity * price * factor


def sign_currency(sheet: Sheet, at: int) -> str | None:
    """By the one sign of the table; by the row's own where the table has several."""
    if len(sheet.signs) < 2:
        return next(iter(sheet.signs), None)
    text = sheet.text(at, Column.MARKET_VALUE) + sheet.text(at, Column.PRICE)
    signed = (code for sign, code in CURRENCY_SIGNS.items() if sign in text)
    return next(signed, None) or next((code for code in sorted(sheet.signs) if code in text), None)
