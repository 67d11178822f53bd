"""One number from 1 to 10, as a sum of named parts.

Two promises, proved in docs/methodology.md and tested: adding to a single security that is above
the limit never lowers the score, and splitting a holding into two of the same kind never raises it.
Both need every part to be the worst over the ways to trim such positions (see trimming.py).
"""

import numpy as np

from econlens.analysis.positions import Positions
from econlens.analysis.report import Level, Score, ScorePart
from econlens.analysis.score_drivers import gather_drivers
from econlens.analysis.score_parts import HIGHEST, score_parts
from econlens.domain.thresholds import MAX_SCORE
from econlens.domain.user import RiskTolerance

ROUNDED_TO_DIGITS = 6
NOTICEABLE_POINTS = 0.05


def score_portfolio(
    positions: Positions, volatility: float | None, tolerance: RiskTolerance
) -> Score:
    """Score the positions; volatility is theirs, None where it is undefined.

    An empty portfolio scores 1. One whose shorts outweigh what is owned scores 10.
    """
    drivers = gather_drivers(positions, _scored_volatility(positions, volatility))
    parts = _clip(score_parts(positions, drivers))
    value = round(sum(part.points for part in parts), ROUNDED_TO_DIGITS)
    highest = MAX_SCORE[tolerance]
    return Score(
        value=value,
        level=_level(value),
        parts=tuple(parts),
        risk_tolerance=tolerance,
        limit=highest,
        within_limit=value <= highest,
        summary=_summary(value, parts, positions, tolerance),
    )


def _scored_volatility(positions: Positions, volatility: float | None) -> float:
    if volatility is not None:
        return volatility
    return np.inf if positions.gross_total > 0 else 0.0


def _clip(parts: list[ScorePart]) -> list[ScorePart]:
    excess = sum(part.points for part in parts) - HIGHEST
    if excess <= 0:
        return parts
    cap = ScorePart(
        key="top_of_scale",
        label="Top of the scale",
        points=-excess,
        max_points=0.0,
        explanation="The parts come to more than 10, where the scale ends.",
    )
    return [*parts, cap]


def _level(value: float) -> Level:
    if value > MAX_SCORE[RiskTolerance.MODERATE]:
        return Level.HIGH
    return Level.MODERATE if value > MAX_SCORE[RiskTolerance.CONSERVATIVE] else Level.LOW


def _summary(
    value: float, parts: list[ScorePart], positions: Positions, tolerance: RiskTolerance
) -> str:
    if positions.gross_total == 0:
        return "Nothing of value is held, so there is no risk to score yet."
    within = "within" if value <= MAX_SCORE[tolerance] else "above"
    added = max(parts[1:], key=lambda part: part.points)
    driver = ""
    if added.points > NOTICEABLE_POINTS:
        driver = f" Beyond volatility, it comes most from: {added.label.lower()}."
    return (
        f"{value:.1f} of 10, {within} the {MAX_SCORE[tolerance]:g} that goes with a {tolerance} "
        f"risk tolerance.{driver}"
    )
