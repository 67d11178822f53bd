"""Fill what a holding's source left out: from the reference table, else from the name."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from econlens.domain.assets import (
    FUND_TYPES,
    AssetType,
    Category,
    ClassificationSource,
    Region,
    Sector,
)
from econlens.reference.infer import Traits, infer
from econlens.reference.table import ReferenceAsset, lookup

# Types whose risk needs no category to be told.
_TYPES_WITHOUT_CATEGORY = frozenset({AssetType.CRYPTO, AssetType.OPTION})
# A share, a coin, an option and a bond may bear the same symbol: LTC is a REIT and Litecoin.
_TYPES_SHARING_SYMBOLS = frozenset({AssetType.CRYPTO, AssetType.OPTION, AssetType.BOND})

_Kinds = tuple[AssetType | None, Category | None, Sector | None, Region | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """source is that of the least certain trait. expense_ratio is in percent a year.

    name is the given one, else the table's, else the symbol; reference_name is the table's.
    """

    name: str
    reference_name: str | None
    asset_type: AssetType
    category: Category | None
    sector: Sector | None
    region: Region | None
    expense_ratio: Decimal | None
    source: ClassificationSource

    @property
    def tells_risk(self) -> bool:
        """Whether enough is known to estimate risk by asset class.

        A fund of shares and bonds or of coins has no category, but a region.
        """
        if self.asset_type in _TYPES_WITHOUT_CATEGORY:
            return True
        is_placed_fund = self.asset_type in FUND_TYPES and self.region is not None
        return is_placed_fund or (
            self.asset_type is not AssetType.OTHER and self.category is not None
        )


def classify(
    symbol: str,
    name: str = "",
    *,
    asset_type: AssetType | None = None,
    category: Category | None = None,
    sector: Sector | None = None,
    region: Region | None = None,
    expense_ratio: Decimal | None = None,
) -> Classification:
    """Given values win, then the reference table, then inference. Never raises.

    An asset that nothing is known about is of type OTHER and source UNKNOWN.
    """
    known = _classified(symbol, name, asset_type, category, sector, region)
    return known if expense_ratio is None else replace(known, expense_ratio=expense_ratio)


# A file of many portfolios names the same securities again and again.
@lru_cache(maxsize=8_192)
def _classified(
    symbol: str,
    name: str,
    asset_type: AssetType | None,
    category: Category | None,
    sector: Sector | None,
    region: Region | None,
) -> Classification:
    reference = _lookup_as(symbol, asset_type)
    if reference is None:
        filler, filler_source = infer(symbol, name, asset_type), ClassificationSource.INFERRED
    else:
        filler, filler_source = _traits(reference), ClassificationSource.REFERENCE
    given = (asset_type, category, sector, region)
    known = (
        asset_type or filler.asset_type,
        category or filler.category,
        sector or filler.sector,
        region or filler.region,
    )
    return Classification(
        name=name or (reference.name if reference else symbol),
        reference_name=reference.name if reference else None,
        asset_type=known[0] or AssetType.OTHER,
        category=known[1],
        sector=known[2],
        region=known[3],
        expense_ratio=filler.expense_ratio,
        source=_source(given, known, filler_source),
    )


def _lookup_as(symbol: str, asset_type: AssetType | None) -> ReferenceAsset | None:
    """The table's asset of this symbol, unless it is plainly another thing than asset_type."""
    found = lookup(symbol)
    if asset_type is AssetType.CRYPTO and (found is None or found.asset_type is not asset_type):
        return lookup(f"{symbol}-USD")
    if found is None or asset_type is None or asset_type is found.asset_type:
        return found
    is_coin = found.asset_type is AssetType.CRYPTO
    return None if is_coin or asset_type in _TYPES_SHARING_SYMBOLS else found


def _traits(asset: ReferenceAsset) -> Traits:
    return Traits(
        asset_type=asset.asset_type,
        category=asset.category,
        sector=asset.sector,
        region=asset.region,
        expense_ratio=asset.expense_ratio,
    )


def _source(given: _Kinds, known: _Kinds, filler: ClassificationSource) -> ClassificationSource:
    """An expense ratio is no part of the classification, so it does not count."""
    if known[0] is None:
        return ClassificationSource.UNKNOWN
    return ClassificationSource.GIVEN if known == given else filler
