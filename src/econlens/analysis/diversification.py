"""How the portfolio spreads over sectors, regions, types and qualities."""

from collections.abc import Mapping

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.benchmarks import (
    MAKE_UP_DATE,
    PLACE_COUNT,
    REGION_KEYS,
    SECTOR_COUNT,
    SECTOR_KEYS,
    UNCLASSIFIED,
    world_cells,
)
from econlens.analysis.exposures import category_weights, region_weights, type_weights
from econlens.analysis.positions import Positions
from econlens.analysis.report import Basis, Diversification, Measure, Unit
from econlens.analysis.wording import label, level_of, percent, rating
from econlens.domain.assets import AssetType, Category, Region
from econlens.domain.thresholds import Band, Thresholds

PLACES = REGION_KEYS[:PLACE_COUNT]


def evenness(weights: FloatArray, class_count: int) -> float | None:
    """Normalised entropy −Σ w ln w / ln K: 0 all in one class, 1 spread evenly over all K.

    weights (k,) ≥ 0 of the classes held, k ≤ K, scaled to sum to 1; K ≥ 2 is the number of classes
    there are, not held. None where all weights are zero. Source: Shannon entropy, Pielou's
    evenness (1966). NaN in, NaN out.
    """
    total = weights.sum()
    if total == 0:
        return None
    shares = weights[weights != 0] / total
    return abs(float(-(shares * np.log(shares)).sum() / np.log(class_count)))


def distance(weights: FloatArray, benchmark: FloatArray) -> float:
    """½ Σ |w − b| for two arrays of one shape, each summing to 1: 0 the same, 1 nothing shared."""
    return float(np.abs(weights - benchmark).sum() / 2)


def overlap(weights: FloatArray, benchmark: FloatArray) -> float:
    """Σ min(w, b) for two arrays of one shape, each ≥ 0 and summing to 1. NaN in, NaN out."""
    return float(np.minimum(weights, benchmark).sum())


def active_share(weights: FloatArray, benchmark: FloatArray) -> float:
    """1 − Σ min(w, b): the share that differs from the benchmark.

    Source: Cremers & Petajisto, "How Active Is Your Fund Manager?", 2009. Shapes as overlap.
    """
    return 1 - overlap(weights, benchmark)


def assess_diversification(positions: Positions, thresholds: Thresholds) -> Diversification:
    """All diversification figures of the positions, by gross weight, funds looked through."""
    return Diversification(
        largest_sector=_largest_sector(positions, thresholds.sector),
        sector_distance=_sector_distance(positions),
        home_bias=_home_bias(positions, thresholds.home_bias),
        asset_type_evenness=_evenness_of(type_weights(positions), len(AssetType), "asset types"),
        category_evenness=_evenness_of(category_weights(positions), len(Category), "categories"),
        region_evenness=_evenness_of(_place_weights(positions), PLACE_COUNT, "regions"),
        bond_share=_bond_share(positions),
        high_yield_share=_high_yield_share(positions, thresholds.high_yield),
        illiquid_share=_illiquid_share(positions, thresholds.illiquid),
        market_overlap=_market_overlap(positions),
        active_share=_active_share(positions),
    )


def _basis(positions: Positions) -> Basis:
    """Figures that look through funds are estimates as soon as there is a fund."""
    has_funds = any(profile.classification.is_fund for profile in positions.profiles)
    return Basis.ASSET_CLASS if has_funds else Basis.WEIGHTS


def _undefined(explanation: str, band: Band | None = None) -> Measure:
    return Measure(
        value=None,
        unit=Unit.FRACTION,
        basis=Basis.WEIGHTS,
        explanation=explanation,
        band=band,
        covered=0.0,
    )


def _largest_sector(positions: Positions, band: Band) -> Measure:
    sectors = positions.cells.sum(axis=0)[:SECTOR_COUNT]
    covered = float(sectors.sum())
    if covered == 0:
        return _undefined("No holding has a known sector, so there is no largest one.", band)
    largest = float(sectors.max() / covered)
    name = label(SECTOR_KEYS[int(sectors.argmax())])
    return Measure(
        value=largest,
        unit=Unit.FRACTION,
        basis=_basis(positions),
        level=level_of(largest, band),
        band=band,
        covered=covered,
        explanation=(
            f"{name} is the largest sector, {percent(largest)} of the shares you hold, directly "
            f"and in funds; {rating(largest, band)}."
        ),
    )


def _sector_distance(positions: Positions) -> Measure:
    sectors = positions.cells.sum(axis=0)[:SECTOR_COUNT]
    covered = float(sectors.sum())
    if covered == 0:
        return _undefined("No holding has a known sector, so there is nothing to compare.")
    value = distance(sectors / covered, world_cells().sum(axis=0))
    return Measure(
        value=value,
        unit=Unit.FRACTION,
        basis=_basis(positions),
        covered=covered,
        explanation=(
            f"{percent(value)} of your shares would have to change sector to match the world "
            f"market (approximate make-up, {MAKE_UP_DATE})."
        ),
    )


def _place_weights(positions: Positions) -> dict[str, float]:
    regions = region_weights(positions)
    return {place: regions[place] for place in PLACES}


def _home_bias(positions: Positions, band: Band) -> Measure:
    places = _place_weights(positions)
    covered = sum(places.values())
    if covered == 0:
        return _undefined("No holding has a known country, so there is no US share.", band)
    share = places[Region.US] / covered
    return Measure(
        value=share,
        unit=Unit.FRACTION,
        basis=_basis(positions),
        level=level_of(share, band),
        band=band,
        covered=covered,
        explanation=(
            f"{percent(share)} of what has a country is in the United States (cash, gold and "
            f"crypto have none); {rating(share, band)}."
        ),
    )


def _evenness_of(weights: Mapping[str, float], class_count: int, classes: str) -> Measure:
    known = np.array([weight for key, weight in weights.items() if key != UNCLASSIFIED])
    value = evenness(known, class_count)
    if value is None:
        return _undefined(f"Nothing of value is held in known {classes}.")
    return Measure(
        value=value,
        unit=Unit.RATIO,
        basis=Basis.WEIGHTS,
        covered=float(known.sum()),
        explanation=(
            f"Your spread over {classes} is {value:.2f} on a scale from 0, all in one, to 1, "
            f"the same in each of the {class_count}."
        ),
    )


def _bond_share(positions: Positions) -> Measure:
    if positions.gross_total == 0:
        return _undefined("Nothing of value is held.")
    share = positions.share_of([profile.bond_share for profile in positions.profiles])
    kinds = [
        f"{label(category).lower()} {percent(weight)}"
        for category, weight in sorted(_bond_categories(positions).items())
    ]
    detail = f": {', '.join(kinds)}" if kinds else ""
    return Measure(
        value=share,
        unit=Unit.FRACTION,
        basis=_basis(positions),
        explanation=f"Bonds are {percent(share)} of the portfolio{detail}.",
    )


def _bond_categories(positions: Positions) -> dict[str, float]:
    weights: dict[str, float] = {}
    for profile, weight in zip(positions.profiles, positions.profile_weights, strict=True):
        key = profile.classification.category or UNCLASSIFIED
        if profile.bond_share > 0 and weight > 0:
            weights[key] = weights.get(key, 0.0) + float(weight) * profile.bond_share
    return weights


def _high_yield_share(positions: Positions, band: Band) -> Measure:
    shares = [float(profile.classification.is_high_yield) for profile in positions.profiles]
    return _banded_share(positions, shares, band, "High-yield bonds are {} of the portfolio")


def _illiquid_share(positions: Positions, band: Band) -> Measure:
    shares = [float(profile.classification.is_illiquid) for profile in positions.profiles]
    subject = "{} of the portfolio may be hard to sell at once (single bonds, options, other)"
    return _banded_share(positions, shares, band, subject)


def _banded_share(positions: Positions, shares: list[float], band: Band, sentence: str) -> Measure:
    if positions.gross_total == 0:
        return _undefined("Nothing of value is held.", band)
    share = positions.share_of(shares)
    return Measure(
        value=share,
        unit=Unit.FRACTION,
        basis=Basis.WEIGHTS,
        level=level_of(share, band),
        band=band,
        explanation=f"{sentence.format(percent(share))}; {rating(share, band)}.",
    )


def _equity_cells(positions: Positions) -> tuple[FloatArray, float]:
    """Shares by place and sector, (3, 11), scaled to sum to 1, and what they cover."""
    cells = positions.cells[:PLACE_COUNT, :SECTOR_COUNT]
    covered = float(cells.sum())
    return (cells / covered if covered > 0 else cells), covered


def _market_overlap(positions: Positions) -> Measure:
    cells, covered = _equity_cells(positions)
    if covered == 0:
        return _undefined("No shares of known sector and region, so nothing overlaps.")
    value = overlap(cells, world_cells())
    return Measure(
        value=value,
        unit=Unit.FRACTION,
        basis=Basis.ASSET_CLASS,
        covered=covered,
        explanation=(
            f"{percent(value)} of your shares lie in the same regions and sectors as the world "
            f"market's (approximate make-up, {MAKE_UP_DATE})."
        ),
    )


def _active_share(positions: Positions) -> Measure:
    cells, covered = _equity_cells(positions)
    if covered == 0:
        return _undefined("No shares of known sector and region, so nothing differs.")
    value = active_share(cells, world_cells())
    return Measure(
        value=value,
        unit=Unit.FRACTION,
        basis=Basis.ASSET_CLASS,
        covered=covered,
        explanation=(
            f"At least {percent(value)} of your shares differ from the world market, compared by "
            "region and sector; compared share by share it can only be more."
        ),
    )
