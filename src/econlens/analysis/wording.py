"""How figures and classes read in a sentence."""

from collections.abc import Sequence

from econlens.analysis.benchmarks import NOT_EQUITY, UNCLASSIFIED
from econlens.analysis.report import Level
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.thresholds import Band

# Where two enumerations share a key (real estate, emerging markets), they share its meaning too.
_LABELS: dict[str, str] = {
    AssetType.STOCK: "Stocks",
    AssetType.ETF: "ETFs",
    AssetType.MUTUAL_FUND: "Mutual funds",
    AssetType.BOND: "Bonds",
    AssetType.REIT: "REITs",
    AssetType.COMMODITY: "Commodities",
    AssetType.CASH: "Cash",
    AssetType.CRYPTO: "Crypto",
    AssetType.OPTION: "Options",
    AssetType.OTHER: "Other",
    Category.US_LARGE_CAP: "US large cap",
    Category.US_MID_CAP: "US mid cap",
    Category.US_SMALL_CAP: "US small cap",
    Category.INTERNATIONAL_DEVELOPED: "International developed",
    Category.EMERGING_MARKETS: "Emerging markets",
    Category.GOVERNMENT_BONDS: "Government bonds",
    Category.CORPORATE_BONDS: "Corporate bonds",
    Category.HIGH_YIELD_BONDS: "High-yield bonds",
    Category.INTERNATIONAL_BONDS: "International bonds",
    Category.INFLATION_PROTECTED: "Inflation-protected bonds",
    Category.REAL_ESTATE: "Real estate",
    Category.COMMODITIES: "Commodities",
    Category.CASH_EQUIVALENTS: "Cash equivalents",
    Region.US: "United States",
    Region.DEVELOPED_INTERNATIONAL: "Developed international",
    Region.GLOBAL: "No single country",
    Sector.COMMUNICATION_SERVICES: "Communication services",
    Sector.CONSUMER_DISCRETIONARY: "Consumer discretionary",
    Sector.CONSUMER_STAPLES: "Consumer staples",
    Sector.ENERGY: "Energy",
    Sector.FINANCIALS: "Financials",
    Sector.HEALTH_CARE: "Health care",
    Sector.INDUSTRIALS: "Industrials",
    Sector.INFORMATION_TECHNOLOGY: "Information technology",
    Sector.MATERIALS: "Materials",
    Sector.UTILITIES: "Utilities",
    NOT_EQUITY: "Not equity",
    UNCLASSIFIED: "Unclassified",
}


def label(key: str) -> str:
    """The name of an asset type, category, region or sector for people."""
    return _LABELS[key]


def percent(fraction: float) -> str:
    return f"{fraction * 100:.1f} %"


def limit(fraction: float) -> str:
    """A limit in per cent, without the decimals it does not have."""
    return f"{fraction * 100:g} %"


def names(symbols: Sequence[str], shown: int = 3) -> str:
    """A few symbols in a sentence: "A, B, C and 4 more"."""
    rest = len(symbols) - shown
    listed = ", ".join(symbols[:shown])
    return f"{listed} and {rest} more" if rest > 0 else listed


def level_of(value: float, band: Band) -> Level:
    if value > band.high_above:
        return Level.HIGH
    return Level.MODERATE if value > band.moderate_above else Level.LOW


def rating(value: float, band: Band) -> str:
    """How a fraction stands to its band, as the end of a sentence."""
    level = level_of(value, band)
    if level is Level.HIGH:
        return f"above {limit(band.high_above)} is called high"
    if level is Level.MODERATE:
        return f"{limit(band.moderate_above)} to {limit(band.high_above)} is called moderate"
    return f"up to {limit(band.moderate_above)} is called low"
