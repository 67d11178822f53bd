"""One position of a portfolio."""

from dataclasses import dataclass
from decimal import Decimal

from econlens.domain.assets import (
    AssetType,
    Category,
    ClassificationSource,
    Region,
    Sector,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A classified position. Money in the portfolio's currency; rates in percent a year.

    market_value is negative for short positions. quantity, price and cost_basis are None where
    the source does not know them: unknown is never zero.
    """

    symbol: str
    name: str
    asset_type: AssetType
    market_value: Decimal
    quantity: Decimal | None = None
    price: Decimal | None = None
    cost_basis: Decimal | None = None
    category: Category | None = None
    sector: Sector | None = None
    region: Region | None = None
    expense_ratio: Decimal | None = None
    dividend_yield: Decimal | None = None
    account: str | None = None
    classification_source: ClassificationSource = ClassificationSource.GIVEN
