"""How much of the portfolio hangs on few names."""

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.positions import Positions
from econlens.analysis.report import Basis, Concentration, Level, Measure, Unit
from econlens.analysis.wording import level_of, percent, rating
from econlens.domain.thresholds import Band, Thresholds

# The US agencies call a market moderately concentrated above 0.10 and highly above 0.18.
DOJ_FTC_BAND = Band(moderate_above=0.10, high_above=0.18)

NOTHING_HELD = "Nothing of value is held, so this is undefined."


def herfindahl(weights: FloatArray) -> float | None:
    """HHI = Σ w², between 1/n and 1, for weights (n,) ≥ 0 summing to 1; None where all are zero.

    Source: Herfindahl-Hirschman index; DOJ/FTC Merger Guidelines 2023, §2.1. NaN in, NaN out.
    """
    return float(weights @ weights) if weights.any() else None


def looked_through_herfindahl(weights: FloatArray, effective_counts: FloatArray) -> float | None:
    """Σ w² / n_eff for weights (n,) and the number of names each is worth, (n,) ≥ 1.

    Overlap between funds is not netted: two funds of one index count as two. None where all
    weights are zero. NaN in, NaN out.
    """
    return float((weights**2 / effective_counts).sum()) if weights.any() else None


def effective_holdings(hhi: float | None) -> float | None:
    """1 / HHI: as many equal positions would be as concentrated. None where HHI is."""
    return None if hhi is None else 1 / hhi


def assess_concentration(positions: Positions, thresholds: Thresholds) -> Concentration:
    """All concentration figures of the positions, by gross weight."""
    plain = herfindahl(positions.weights)
    counts = positions.of_profiles([profile.effective_count for profile in positions.profiles])
    looked_through = looked_through_herfindahl(positions.weights, counts)
    strict = Level.LOW if plain is None else level_of(plain, DOJ_FTC_BAND)
    return Concentration(
        hhi=_hhi_measure(
            plain,
            thresholds.hhi,
            Basis.WEIGHTS,
            "your holdings",
            f" On the stricter scale of the DOJ/FTC Merger Guidelines (0.1 / 0.18) it is {strict}.",
        ),
        effective_holdings=_count_measure(plain, Basis.WEIGHTS, "Your holdings"),
        hhi_looked_through=_hhi_measure(
            looked_through,
            thresholds.hhi,
            Basis.ASSET_CLASS,
            "your holdings, with each fund counted as the many names in it,",
        ),
        effective_holdings_looked_through=_count_measure(
            looked_through, Basis.ASSET_CLASS, "With funds looked through, your holdings"
        ),
        doj_ftc_level=strict,
        largest_position=_largest_position(positions, thresholds.largest_position),
    )


def _hhi_measure(
    hhi: float | None, band: Band, basis: Basis, subject: str, beside: str = ""
) -> Measure:
    if hhi is None:
        return Measure(value=None, unit=Unit.RATIO, basis=basis, explanation=NOTHING_HELD)
    level = level_of(hhi, band)
    return Measure(
        value=hhi,
        unit=Unit.RATIO,
        basis=basis,
        level=level,
        band=band,
        explanation=(
            f"The concentration index of {subject} is {hhi:.3f}, which is {level}: "
            f"0 is spread over very many, 1 is a single one, above {band.high_above:g} is high."
            f"{beside}"
        ),
    )


def _count_measure(hhi: float | None, basis: Basis, subject: str) -> Measure:
    count = effective_holdings(hhi)
    if count is None:
        return Measure(value=None, unit=Unit.COUNT, basis=basis, explanation=NOTHING_HELD)
    return Measure(
        value=count,
        unit=Unit.COUNT,
        basis=basis,
        explanation=f"{subject} are as spread out as {count:.1f} equal positions would be.",
    )


def _largest_position(positions: Positions, band: Band) -> Measure:
    singles = np.where(positions.limited, positions.weights, 0.0)
    largest = float(singles.max(initial=0.0))
    if positions.gross_total == 0:
        return Measure(
            value=None, unit=Unit.FRACTION, basis=Basis.WEIGHTS, explanation=NOTHING_HELD
        )
    explanation = (
        f"Your largest single security, {positions.symbols[int(singles.argmax())]}, is "
        f"{percent(largest)} of the portfolio; {rating(largest, band)}."
        if largest > 0
        else "You hold no single securities that a limit applies to: only funds, cash or "
        "government bonds."
    )
    return Measure(
        value=largest,
        unit=Unit.FRACTION,
        basis=Basis.WEIGHTS,
        level=level_of(largest, band),
        band=band,
        explanation=explanation,
    )
