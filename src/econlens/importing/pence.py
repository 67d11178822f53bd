"""Prices in pence and other hundredths become amounts in the currency itself."""

from decimal import Decimal
from typing import Final

import msgspec

from econlens.domain.assets import AssetType
from econlens.importing.markets import MINOR_UNITS
from econlens.importing.result import ImportedPosition

_HUNDREDTH: Final = Decimal("0.01")
_ONE: Final = Decimal(1)


def major_unit(currency: str | None) -> tuple[Decimal, str | None]:
    """(0.01, "GBP") of pence: what to multiply by, and the currency that it then is."""
    if currency in MINOR_UNITS:
        return _HUNDREDTH, MINOR_UNITS[currency]
    return _ONE, currency


def in_major_unit(position: ImportedPosition, factor: Decimal) -> ImportedPosition:
    """The position with price, value and cost in pounds.

    factor: by which quantity × price gives the value, as `unit_factor` says. A hundredth on a
    British share means that the price alone is in pence.
    """
    scale, currency = major_unit(position.currency)
    price_in_pence = (
        factor == _HUNDREDTH and currency == "GBP" and position.asset_type is not AssetType.BOND
    )
    if scale == _ONE and not price_in_pence:
        return position
    amounts = _ONE if price_in_pence else scale
    return msgspec.structs.replace(
        position,
        price=_times(position.price, _HUNDREDTH),
        market_value=_times(position.market_value, amounts),
        cost_basis=_times(position.cost_basis, amounts),
        currency=currency,
    )


def _times(amount: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if amount is None else amount * factor
