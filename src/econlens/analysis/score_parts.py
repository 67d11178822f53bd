"""The parts of the score, each with its points and what would lower them."""

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.benchmarks import REGION_KEYS, SECTOR_KEYS
from econlens.analysis.positions import Positions
from econlens.analysis.report import ScorePart
from econlens.analysis.score_drivers import (
    CONCENTRATION,
    CREDIT,
    GEOGRAPHY,
    LIQUIDITY,
    POSITION_LIMIT,
    SECTOR,
    Drivers,
    Ramp,
    excess_over_limit,
)
from econlens.analysis.wording import label, limit, percent

LOWEST, HIGHEST = 1.0, 10.0
# Below this, points are rounding noise.
LEAST_POINTS = 1e-9


def score_parts(positions: Positions, drivers: Drivers) -> list[ScorePart]:
    """All parts, before the scale ends at 10; what large positions hide only where they do."""
    points = drivers.points()
    volatility, sector, geography, credit, liquidity = (float(value) for value in points[0])
    parts = [
        _volatility_part(float(drivers.volatility[0]), volatility),
        _concentration_part(positions),
        _sector_part(drivers.sectors[0], sector),
        _geography_part(drivers.places[0], geography),
        _credit_part(float(drivers.high_yield[0]), credit),
        _liquidity_part(float(drivers.illiquid[0]), liquidity),
    ]
    hidden = float((points.max(axis=0) - points[0]).sum())
    return [*parts, _hidden_part(hidden)] if hidden > LEAST_POINTS else parts


def _advice(ramp: Ramp, points: float) -> str:
    return f"up to {limit(ramp.start)} adds nothing" if points > 0 else "this adds nothing"


def _credit_part(share: float, points: float) -> ScorePart:
    return ScorePart(
        key="credit",
        label="Credit quality",
        points=points,
        max_points=CREDIT.max_points,
        explanation=(
            f"High-yield bonds are {percent(share)} of the portfolio; {_advice(CREDIT, points)}."
        ),
    )


def _liquidity_part(share: float, points: float) -> ScorePart:
    return ScorePart(
        key="liquidity",
        label="Liquidity",
        points=points,
        max_points=LIQUIDITY.max_points,
        explanation=(
            f"{percent(share)} of the portfolio may be hard to sell at once; "
            f"{_advice(LIQUIDITY, points)}."
        ),
    )


def _volatility_part(volatility: float, points: float) -> ScorePart:
    if np.isinf(volatility):
        text = "Short positions are worth as much as what you own, so any loss may exceed it all."
    else:
        text = (
            f"The estimated volatility is {percent(volatility)} a year; a larger share of bonds "
            "or cash, or holdings that move less together, would lower it."
        )
    return ScorePart(
        key="volatility", label="Volatility", points=points, max_points=HIGHEST, explanation=text
    )


def _concentration_part(positions: Positions) -> ScorePart:
    excess = excess_over_limit(positions.weights, positions.limited)
    points = float(CONCENTRATION.points(excess))
    large = positions.limited & (positions.weights > POSITION_LIMIT)
    listed = ", ".join(positions.symbols[index] for index in np.flatnonzero(large))
    if points > 0:
        text = (
            f"{percent(excess)} of the portfolio lies above the limit of {limit(POSITION_LIMIT)} "
            f"for a single security ({listed}); spreading that over others would lower it."
        )
    else:
        text = f"No single security is above {limit(POSITION_LIMIT)} of the portfolio."
    return ScorePart(
        key="concentration",
        label="Large positions",
        points=points,
        max_points=CONCENTRATION.max_points,
        explanation=text,
    )


def _sector_part(sectors: FloatArray, points: float) -> ScorePart:
    largest = float(sectors.max())
    name = label(SECTOR_KEYS[int(sectors.argmax())])
    text = (
        f"The largest sector, {name}, is {percent(largest)} of the portfolio; "
        f"{_advice(SECTOR, points)}."
    )
    return ScorePart(
        key="sector",
        label="Sector",
        points=points,
        max_points=SECTOR.max_points,
        explanation=text if largest > 0 else "No holding has a known sector; this adds nothing.",
    )


def _geography_part(places: FloatArray, points: float) -> ScorePart:
    largest = float(places.max())
    name = label(REGION_KEYS[int(places.argmax())])
    text = (
        f"The largest region, {name}, is {percent(largest)} of the portfolio; "
        f"{_advice(GEOGRAPHY, points)}."
    )
    return ScorePart(
        key="geography",
        label="Geography",
        points=points,
        max_points=GEOGRAPHY.max_points,
        explanation=text if largest > 0 else "No holding has a known region; this adds nothing.",
    )


def _hidden_part(points: float) -> ScorePart:
    return ScorePart(
        key="hidden_by_large_positions",
        label="Hidden by large positions",
        points=points,
        max_points=HIGHEST - LOWEST,
        explanation=(
            f"A single security above {limit(POSITION_LIMIT)} gets no credit for making the rest "
            "look calmer or more mixed: with some of them cut back to that, the other parts would "
            "be this much higher. Spreading the large positions over more holdings removes it."
        ),
    )
