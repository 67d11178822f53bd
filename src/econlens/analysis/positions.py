"""Holdings as arrays: one entry per security, the same security in two accounts counted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.classification import Classification, Hint, hint_from_name
from econlens.analysis.profiles import Profile, profile_of
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding


@dataclass(frozen=True, eq=False)
class Positions:
    """n securities of p profiles, largest first (by absolute value), so that no order matters.

    values: (n,) market values, negative for shorts. profile_index: (n,) into profiles.
    Rates and shares are dimensionless; values are in the portfolio's currency. No NaN.
    """

    symbols: tuple[str, ...]
    names: tuple[str, ...]
    values: FloatArray
    profiles: tuple[Profile, ...]
    profile_index: npt.NDArray[np.intp]

    @cached_property
    def net_total(self) -> float:
        return float(self.values.sum())

    @cached_property
    def gross_total(self) -> float:
        return float(np.abs(self.values).sum())

    @cached_property
    def has_shorts(self) -> bool:
        return bool((self.values < 0).any())

    @cached_property
    def weights(self) -> FloatArray:
        """Gross weights |v| / Σ|v|, (n,): the plain weights where nothing is short."""
        return _divide(np.abs(self.values), self.gross_total)

    @cached_property
    def net_weights(self) -> FloatArray:
        """v / Σv, (n,), for risk; gross weights where Σv is not above zero."""
        return _divide(self.values, self.net_total) if self.net_total > 0 else self.weights

    @cached_property
    def profile_weights(self) -> FloatArray:
        """Gross weight of each profile, (p,)."""
        weights = np.zeros(len(self.profiles))
        np.add.at(weights, self.profile_index, self.weights)
        return weights

    @cached_property
    def cells(self) -> FloatArray:
        """Gross weight by region and sector, (5, 13), funds looked through; sums to 1 or is 0."""
        if not self.profiles:
            return np.zeros((5, 13))
        return np.asarray(np.tensordot(self.profile_weights, self.profile_cells, axes=1))

    @cached_property
    def profile_cells(self) -> FloatArray:
        """(p, 5, 13): what each profile holds by region and sector."""
        return np.stack([profile.cells for profile in self.profiles])

    @cached_property
    def limited(self) -> npt.NDArray[np.bool_]:
        """(n,): single securities, which position limits apply to."""
        flags = np.array([profile.classification.is_limited for profile in self.profiles], bool)
        return flags[self.profile_index]

    def of_profiles(self, amounts: Sequence[float]) -> FloatArray:
        """Spread one number per profile (p,) over the positions (n,)."""
        return np.array(amounts, dtype=np.float64)[self.profile_index]

    def share_of(self, amounts: Sequence[float]) -> float:
        """The share of the portfolio that has something: Σ gross weight · amount per profile."""
        return float(self.profile_weights @ np.array(amounts, dtype=np.float64))


def _divide(values: FloatArray, total: float) -> FloatArray:
    return values / total if total > 0 else np.zeros_like(values)


# What a profile follows from. Looked up by it, since to hash a whole profile takes far longer.
_Kind = tuple[AssetType, Category | None, Sector | None, Region | None, Hint]
_Key = tuple[str, _Kind]


def gather_positions(holdings: Sequence[Holding]) -> Positions:
    """Merge holdings of one symbol and classification and lay them out as arrays.

    Raises ValueError for a market value that is not a finite number: nothing can be said of it.
    """
    values: dict[_Key, Decimal] = {}
    names: dict[_Key, str] = {}
    for holding in holdings:
        if not holding.market_value.is_finite():
            raise ValueError(f"The market value of {holding.symbol} is not a number.")
        key = (holding.symbol, _kind(holding))
        values[key] = values.get(key, Decimal(0)) + holding.market_value
        names[key] = min(names.get(key, holding.name), holding.name)
    return _lay_out(values, names)


def _kind(holding: Holding) -> _Kind:
    return (
        holding.asset_type,
        holding.category,
        holding.sector,
        holding.region,
        hint_from_name(holding),
    )


def _profile(kind: _Kind) -> Profile:
    asset_type, category, sector, region, hint = kind
    return profile_of(
        Classification(
            asset_type=asset_type, category=category, sector=sector, region=region, hint=hint
        )
    )


def _lay_out(values: dict[_Key, Decimal], names: dict[_Key, str]) -> Positions:
    profile_of_kind = {kind: _profile(kind) for kind in {kind for _, kind in values}}
    kinds = sorted(profile_of_kind, key=lambda kind: profile_of_kind[kind].sort_key)
    rank = {kind: index for index, kind in enumerate(kinds)}
    keys = sorted(values, key=lambda key: (-abs(values[key]), key[0], rank[key[1]]))
    return Positions(
        symbols=tuple(symbol for symbol, _ in keys),
        names=tuple(names[key] for key in keys),
        values=np.array([float(values[key]) for key in keys], dtype=np.float64),
        profiles=tuple(profile_of_kind[kind] for kind in kinds),
        profile_index=np.array([rank[kind] for _, kind in keys], dtype=np.intp),
    )
