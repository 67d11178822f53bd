"""One widely held fund for each category, to stand for any fund of its kind. No recommendation."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from econlens.domain.assets import Category, ClassificationSource
from econlens.domain.holding import Holding
from econlens.reference.classify import classify

EXAMPLE_SYMBOLS = {
    Category.US_LARGE_CAP: "VTI",
    Category.US_MID_CAP: "VO",
    Category.US_SMALL_CAP: "VB",
    Category.INTERNATIONAL_DEVELOPED: "VEA",
    Category.EMERGING_MARKETS: "VWO",
    Category.GOVERNMENT_BONDS: "GOVT",
    Category.CORPORATE_BONDS: "VCIT",
    Category.HIGH_YIELD_BONDS: "HYG",
    Category.INTERNATIONAL_BONDS: "BNDX",
    Category.INFLATION_PROTECTED: "SCHP",
    Category.REAL_ESTATE: "VNQ",
    Category.COMMODITIES: "PDBC",
    Category.CASH_EQUIVALENTS: "SGOV",
}


def example_funds() -> Mapping[Category, Holding]:
    """A holding of value zero for each category."""
    return {category: _asset(symbol) for category, symbol in EXAMPLE_SYMBOLS.items()}


def known_assets(symbols: Iterable[str]) -> Mapping[str, Holding]:
    """Those of the symbols that the reference table knows, as holdings of value zero."""
    found = {symbol: _asset(symbol) for symbol in symbols}
    known = ClassificationSource.REFERENCE
    return {symbol: one for symbol, one in found.items() if one.classification_source is known}


def _asset(symbol: str) -> Holding:
    known = classify(symbol)
    return Holding(
        symbol=symbol,
        name=known.name,
        asset_type=known.asset_type,
        market_value=Decimal(0),
        category=known.category,
        sector=known.sector,
        region=known.region,
        expense_ratio=known.expense_ratio,
        classification_source=known.source,
    )
