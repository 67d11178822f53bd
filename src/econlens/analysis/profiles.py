"""What one holding is made of, as far as its classification tells.

A profile depends on type, category, sector, region and a hint from the name, on nothing else, so a
portfolio of thousands of holdings has a few dozen profiles.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from econlens.analysis import benchmarks as bench
from econlens.analysis.asset_classes import (
    CLASS_COUNT,
    CLASS_INDEX,
    EFFECTIVE_COUNT,
    HIGH_YIELD_ISSUER_VOLATILITY,
    INVESTMENT_GRADE_ISSUER_VOLATILITY,
    OPTION_VOLATILITY,
    SECTOR_FUND_EFFECTIVE_COUNT,
    SECTOR_VOLATILITY,
    STOCK_SPECIFIC_VOLATILITY,
    UNKNOWN_FUND_EFFECTIVE_COUNT,
    AssetClass,
    FloatArray,
)
from econlens.analysis.classification import Classification, Hint
from econlens.domain.assets import Category, Region, Sector


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """How one unit of value in a holding counts.

    loadings: (31,) on the 20 class factors, then the 11 sector factors.
    cells: (5, 13) shares by region and sector, summing to 1.
    specific_volatility: what is its own, a fraction a year.
    effective_count: how many equal positions it is worth.
    """

    classification: Classification
    loadings: FloatArray
    cells: FloatArray
    specific_volatility: float
    effective_count: float
    bond_share: float

    @property
    def sort_key(self) -> tuple[str, ...]:
        known = self.classification
        parts = (known.asset_type, known.category, known.sector, known.region, known.hint)
        return tuple(str(part or "") for part in parts)


_EQUITY_CLASS = {
    Category.US_LARGE_CAP: AssetClass.US_LARGE_CAP,
    Category.US_MID_CAP: AssetClass.US_MID_CAP,
    Category.US_SMALL_CAP: AssetClass.US_SMALL_CAP,
    Category.INTERNATIONAL_DEVELOPED: AssetClass.DEVELOPED_EX_US,
    Category.EMERGING_MARKETS: AssetClass.EMERGING_MARKETS,
}
_PLACE_CLASSES = (
    AssetClass.US_LARGE_CAP,
    AssetClass.DEVELOPED_EX_US,
    AssetClass.EMERGING_MARKETS,
)
_BOND_CLASS = {
    Category.CORPORATE_BONDS: AssetClass.INVESTMENT_GRADE,
    Category.HIGH_YIELD_BONDS: AssetClass.HIGH_YIELD,
    Category.INTERNATIONAL_BONDS: AssetClass.INTERNATIONAL_BONDS,
    Category.INFLATION_PROTECTED: AssetClass.INFLATION_PROTECTED,
}
_TREASURY_BY_HINT = {
    Hint.SHORT: AssetClass.SHORT_TREASURY,
    Hint.LONG: AssetClass.LONG_TREASURY,
}
_HOME_REGION = {
    Category.US_LARGE_CAP: Region.US,
    Category.US_MID_CAP: Region.US,
    Category.US_SMALL_CAP: Region.US,
    Category.INTERNATIONAL_DEVELOPED: Region.DEVELOPED_INTERNATIONAL,
    Category.EMERGING_MARKETS: Region.EMERGING_MARKETS,
    Category.INTERNATIONAL_BONDS: Region.DEVELOPED_INTERNATIONAL,
}


@lru_cache(maxsize=1024)
def profile_of(known: Classification) -> Profile:
    """The profile of everything classified this way."""
    mix = _class_mix(known)
    return Profile(
        classification=known,
        loadings=_loadings(known, mix),
        cells=_cells(known),
        specific_volatility=_specific_volatility(known),
        effective_count=_effective_count(known, mix),
        bond_share=_bond_share(known),
    )


def _bond_share(known: Classification) -> float:
    if known.hint is Hint.BALANCED:
        return 1 - bench.BALANCED_EQUITY_SHARE
    return 1.0 if known.is_bond else 0.0


def _class_mix(known: Classification) -> dict[AssetClass, float]:
    """Shares of the asset classes it behaves like; none for an option, whose sign is unknown."""
    if known.is_option:
        return {}
    if known.is_cash:
        return {AssetClass.CASH: 1.0}
    if known.is_crypto:
        return {AssetClass.CRYPTO: 1.0}
    if known.is_commodity:
        gold = known.hint is Hint.GOLD
        return {AssetClass.GOLD if gold else AssetClass.COMMODITIES: 1.0}
    if known.is_bond:
        return {_bond_class(known): 1.0}
    if known.is_real_estate:
        return {AssetClass.US_REIT: 1.0}
    if known.hint is Hint.BALANCED:
        return _balanced_mix(known)
    return _equity_mix(known)


def _bond_class(known: Classification) -> AssetClass:
    if known.hint is Hint.MUNICIPAL:
        return AssetClass.MUNICIPAL
    if known.category is Category.INTERNATIONAL_BONDS and known.region is Region.EMERGING_MARKETS:
        return AssetClass.EMERGING_SOVEREIGN
    if known.hint is Hint.AGGREGATE and known.category in {
        Category.GOVERNMENT_BONDS,
        Category.CORPORATE_BONDS,
    }:
        return AssetClass.US_AGGREGATE
    if known.category is Category.GOVERNMENT_BONDS:
        return _TREASURY_BY_HINT.get(known.hint, AssetClass.INTERMEDIATE_TREASURY)
    return _BOND_CLASS.get(known.category or Category.GOVERNMENT_BONDS, AssetClass.US_AGGREGATE)


def _equity_mix(known: Classification) -> dict[AssetClass, float]:
    places = _places(known)
    if known.category in _EQUITY_CLASS and known.region is not Region.GLOBAL:
        return {_EQUITY_CLASS[known.category]: 1.0}
    if places is None:
        return {AssetClass.US_LARGE_CAP: 1.0}
    return {place: share for place, share in zip(_PLACE_CLASSES, places, strict=True) if share > 0}


def _balanced_mix(known: Classification) -> dict[AssetClass, float]:
    equity = bench.BALANCED_EQUITY_SHARE
    mix = {part: equity * share for part, share in _equity_mix(known).items()}
    return mix | {AssetClass.US_AGGREGATE: 1 - equity}


def _effective_count(known: Classification, mix: dict[AssetClass, float]) -> float:
    """1 / Σ share² / n of each part, so that a world fund is worth more than one of its markets."""
    if known.is_cash or known.is_government_bond:
        return EFFECTIVE_COUNT[AssetClass.CASH]
    if not known.is_fund:
        return 1.0
    if known.is_guessed:
        return UNKNOWN_FUND_EFFECTIVE_COUNT
    if known.sector is not None and not known.is_real_estate:
        return SECTOR_FUND_EFFECTIVE_COUNT
    return 1 / sum(share**2 / EFFECTIVE_COUNT[part] for part, share in mix.items())


def _loadings(known: Classification, mix: dict[AssetClass, float]) -> FloatArray:
    loadings = np.zeros(CLASS_COUNT + bench.SECTOR_COUNT)
    for part, share in mix.items():
        loadings[CLASS_INDEX[part]] = share
    if _has_sector_factor(known) and known.sector is not None:
        loadings[CLASS_COUNT + bench.SECTOR_INDEX[known.sector]] = 1.0
    return loadings


def _has_sector_factor(known: Classification) -> bool:
    """REITs carry their sector in their class already."""
    return known.sector is not None and not (
        known.has_no_country or known.is_bond or known.is_real_estate
    )


def _specific_volatility(known: Classification) -> float:
    if known.is_fund or known.is_government_bond:
        return 0.0
    if known.is_option:
        return OPTION_VOLATILITY
    if known.is_bond:
        if known.is_high_yield:
            return HIGH_YIELD_ISSUER_VOLATILITY
        return INVESTMENT_GRADE_ISSUER_VOLATILITY
    if not known.is_equity:
        return 0.0
    if _has_sector_factor(known) or known.is_real_estate:
        return STOCK_SPECIFIC_VOLATILITY
    # Without a known sector, the sector's part cannot be shared with other holdings.
    return float(np.hypot(STOCK_SPECIFIC_VOLATILITY, SECTOR_VOLATILITY))


def _places(known: Classification) -> tuple[float, ...] | None:
    """Shares of us, developed ex-US and emerging markets; None where the region is not known."""
    region = known.region or _HOME_REGION.get(known.category or Category.CASH_EQUIVALENTS)
    if region is None:
        return None
    if region is not Region.GLOBAL:
        return tuple(float(key == region) for key in bench.REGION_KEYS[: bench.PLACE_COUNT])
    if known.category is Category.EMERGING_MARKETS:
        return (0.0, 0.0, 1.0)
    if known.is_bond:
        outside = known.category is Category.INTERNATIONAL_BONDS
        return bench.EX_US_BONDS if outside else bench.WORLD_BONDS
    outside = known.category is Category.INTERNATIONAL_DEVELOPED
    return bench.EX_US_EQUITY if outside else bench.WORLD_EQUITY


def _cells(known: Classification) -> FloatArray:
    """Shares by region and sector: array (5, 13) summing to 1."""
    regions = _region_row(known)
    if known.has_no_country or known.is_bond:
        return _spread(regions, bench.NOT_EQUITY)
    if known.is_real_estate:
        return _spread(regions, Sector.REAL_ESTATE)
    if known.sector is not None:
        return _spread(regions, known.sector)
    if known.is_fund and not known.is_guessed:
        return _fund_cells(known, regions)
    return _spread(regions, bench.UNCLASSIFIED)


def _region_row(known: Classification) -> FloatArray:
    row = np.zeros(len(bench.REGION_KEYS))
    places = _places(known)
    if known.has_no_country:
        row[bench.REGION_INDEX[Region.GLOBAL]] = 1.0
    elif places is None:
        row[bench.REGION_INDEX[bench.UNCLASSIFIED]] = 1.0
    else:
        row[: bench.PLACE_COUNT] = places
    return row


def _spread(regions: FloatArray, sector: str) -> FloatArray:
    cells = np.zeros((len(bench.REGION_KEYS), len(bench.SECTOR_KEYS)))
    cells[:, bench.SECTOR_INDEX[sector]] = regions
    return cells


def _fund_cells(known: Classification, regions: FloatArray) -> FloatArray:
    """A broad fund has the sectors of the markets it buys; a balanced one also holds bonds."""
    cells = np.zeros((len(bench.REGION_KEYS), len(bench.SECTOR_KEYS)))
    equity = 1.0 if known.hint is not Hint.BALANCED else bench.BALANCED_EQUITY_SHARE
    for row, share in enumerate(regions):
        make_up = bench.sector_make_up(_market(known, row))
        cells[row, : bench.SECTOR_COUNT] = equity * share * make_up
    cells[:, bench.SECTOR_INDEX[bench.NOT_EQUITY]] += (1 - equity) * regions
    return cells


def _market(known: Classification, region_row: int) -> bench.Market:
    """The market a broad fund buys in a region; without a region, the largest of all."""
    smaller = known.category in {Category.US_MID_CAP, Category.US_SMALL_CAP}
    if smaller and region_row == bench.REGION_INDEX[Region.US]:
        return bench.Market.US_SMALL_AND_MID
    if region_row < bench.PLACE_COUNT:
        return bench.PLACE_MARKETS[region_row]
    return bench.Market.US_LARGE
