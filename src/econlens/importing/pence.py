"""Amounts as the file writes them become amounts in whole currencies, and missing values follow."""

from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from econlens.domain.assets import AssetType
from econlens.importing.markets import MINOR_UNITS
from econlens.importing.money import times
from econlens.importing.result import ImportedPosition

_HUNDREDTH: Final = Decimal("0.01")
_ONE: Final = Decimal(1)


def major_unit(currency: str | None) -> tuple[Decimal, str | None]:
    """(0.01, "GBP") of pence: what to multiply by, and the currency that it then is."""
    if currency in MINOR_UNITS:
        return _HUNDREDTH, MINOR_UNITS[currency]
    return _ONE, currency


def settled(position: ImportedPosition, factor: Decimal) -> ImportedPosition:
    """The position with its value worked out where the file states none, and pence as pounds.

    factor: by which quantity × price gives the value, as `unit_factor` says. A hundredth on a
    British share means that the price alone is in pence.
    """
    if position.price_currency in MINOR_UNITS and factor == _HUNDREDTH:
        factor = _ONE  # it told of the pence that are converted here
    if position.price_currency:
        position = _with_price_in_own_currency(position)
    if position.market_value is None and position.price is not None:
        value = times(position.quantity, position.price, factor)
        position = replace(position, market_value=value)
    return _in_pounds(position, factor)


def _with_price_in_own_currency(position: ImportedPosition) -> ImportedPosition:
    scale, currency = major_unit(position.price_currency)
    price = times(position.price, scale, _ONE)
    if position.market_value is None:  # what is worked out of the price is in its currency
        return replace(position, price=price, currency=currency, price_currency=None)
    return replace(position, price=price, price_currency=currency)


def _in_pounds(position: ImportedPosition, factor: Decimal) -> ImportedPosition:
    scale, currency = major_unit(position.currency)
    price_in_pence = (
        factor == _HUNDREDTH and currency == "GBP" and position.asset_type is not AssetType.BOND
    )
    if scale == _ONE and not price_in_pence:
        return position
    amounts = _ONE if price_in_pence else scale
    return replace(
        position,
        price=times(position.price, _HUNDREDTH, _ONE),
        market_value=times(position.market_value, amounts, _ONE),
        cost_basis=times(position.cost_basis, amounts, _ONE),
        currency=currency,
    )
