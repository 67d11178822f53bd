"""What the portfolio is made of, by type, category, sector and region."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from econlens.analysis.benchmarks import REGION_KEYS, SECTOR_KEYS, UNCLASSIFIED
from econlens.analysis.positions import Positions
from econlens.analysis.profiles import Profile
from econlens.analysis.report import Exposure, Exposures
from econlens.analysis.wording import label

CENT = Decimal("0.01")


def type_weights(positions: Positions) -> dict[str, float]:
    """Gross weight of each asset type held."""
    return _weights_by(positions, lambda profile: profile.classification.asset_type)


def category_weights(positions: Positions) -> dict[str, float]:
    """Gross weight of each category held; "unclassified" for what has none (crypto, options)."""
    return _weights_by(positions, lambda profile: profile.classification.category or UNCLASSIFIED)


def sector_weights(positions: Positions) -> dict[str, float]:
    """Gross weight of each sector, funds looked through; "not_equity" for bonds, cash and so on."""
    return dict(zip(SECTOR_KEYS, positions.cells.sum(axis=0).tolist(), strict=True))


def region_weights(positions: Positions) -> dict[str, float]:
    """Gross weight of each region, world funds split; "global" is what has no single country."""
    return dict(zip(REGION_KEYS, positions.cells.sum(axis=1).tolist(), strict=True))


def _weights_by(positions: Positions, key_of: Callable[[Profile], str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for profile, weight in zip(positions.profiles, positions.profile_weights, strict=True):
        key = key_of(profile)
        weights[key] = weights.get(key, 0.0) + float(weight)
    return weights


def gather_exposures(positions: Positions) -> Exposures:
    """Every list sums to 1, or is empty where nothing of value is held."""
    total = Decimal(repr(positions.gross_total))
    return Exposures(
        asset_types=_sorted_exposures(type_weights(positions), total),
        categories=_sorted_exposures(category_weights(positions), total),
        sectors=_sorted_exposures(sector_weights(positions), total),
        regions=_sorted_exposures(region_weights(positions), total),
    )


def _sorted_exposures(weights: Mapping[str, float], total: Decimal) -> tuple[Exposure, ...]:
    """The classes that are held, largest first; values are gross and rounded to cents."""
    held = [(key, weight) for key, weight in weights.items() if weight > 0]
    return tuple(
        Exposure(
            key=str(key),
            label=label(key),
            weight=weight,
            value=(total * Decimal(repr(weight))).quantize(CENT),
        )
        for key, weight in sorted(held, key=lambda item: (-item[1], item[0]))
    )
