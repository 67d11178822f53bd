"""Holdings and portfolios that the analysis tests share."""

from decimal import Decimal

from hypothesis import strategies as st

from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding


def holding(
    symbol: str,
    value: float | str,
    asset_type: AssetType = AssetType.STOCK,
    category: Category | None = None,
    sector: Sector | None = None,
    region: Region | None = None,
    *,
    name: str = "",
) -> Holding:
    return Holding(
        symbol=symbol,
        name=name or symbol,
        asset_type=asset_type,
        market_value=Decimal(str(value)),
        category=category,
        sector=sector,
        region=region,
    )


def us_stock(
    symbol: str, value: float | str, sector: Sector = Sector.INFORMATION_TECHNOLOGY
) -> Holding:
    return holding(symbol, value, AssetType.STOCK, Category.US_LARGE_CAP, sector, Region.US)


def us_market(value: float | str, symbol: str = "VTI") -> Holding:
    return holding(symbol, value, AssetType.ETF, Category.US_LARGE_CAP, None, Region.US)


def world_ex_us(value: float | str) -> Holding:
    category = Category.INTERNATIONAL_DEVELOPED
    return holding("VXUS", value, AssetType.ETF, category, None, Region.GLOBAL)


def us_bonds(value: float | str) -> Holding:
    category = Category.GOVERNMENT_BONDS
    name = "Total Bond Market Aggregate"
    return holding("BND", value, AssetType.ETF, category, None, Region.US, name=name)


def cash(value: float | str) -> Holding:
    return holding("CASH", value, AssetType.CASH, Category.CASH_EQUIVALENTS)


def equal_stocks(count: int) -> list[Holding]:
    """Stocks of one value each, their sectors taken in turn."""
    sectors = list(Sector)
    return [us_stock(f"S{index}", 100, sectors[index % len(sectors)]) for index in range(count)]


NAMES = (
    "Plain",
    "Short-Term Treasury",
    "20+ Year",
    "Gold Shares",
    "Target 2045",
    "Bitcoin",
    "Muni",
)


def holdings_of_any_kind(
    *, min_size: int = 1, max_size: int = 12, shorts: bool = False
) -> st.SearchStrategy[list[Holding]]:
    """Lists of holdings with distinct symbols, in cents up to a million."""
    least = -10_000_000 if shorts else 1
    one = st.builds(
        Holding,
        symbol=st.uuids().map(str),
        name=st.sampled_from(NAMES),
        asset_type=st.sampled_from(AssetType),
        market_value=st.integers(least, 100_000_000).map(lambda cents: Decimal(cents) / 100),
        category=st.none() | st.sampled_from(Category),
        sector=st.none() | st.sampled_from(Sector),
        region=st.none() | st.sampled_from(Region),
    )
    unique = {"unique_by": lambda one: one.symbol}
    return st.lists(one, min_size=min_size, max_size=max_size, **unique)
