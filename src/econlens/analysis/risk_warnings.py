"""What deserves attention: each limit that is broken, by how much, and a suggested adjustment."""

from collections.abc import Iterator

import numpy as np

from econlens.analysis.positions import Positions
from econlens.analysis.report import (
    Concentration,
    Diversification,
    Level,
    Measure,
    PositionRisk,
    RiskWarning,
    Score,
)
from econlens.analysis.wording import limit, names, percent
from econlens.domain.issues import Severity
from econlens.domain.thresholds import Band, Thresholds

UNCLASSIFIED_LIMIT = 0.10


def find_warnings(
    positions: Positions,
    concentration: Concentration,
    diversification: Diversification,
    risks: tuple[PositionRisk, ...],
    score: Score,
    thresholds: Thresholds,
) -> tuple[RiskWarning, ...]:
    """Every broken limit, the serious ones first."""
    found = [
        *_score_warning(score),
        *_large_positions(positions, thresholds.largest_position),
        *_concentrated(concentration.hhi_looked_through),
        *_sector(diversification.largest_sector),
        *_home_bias(diversification.home_bias),
        *_high_yield(positions, diversification.high_yield_share),
        *_illiquid(positions, diversification.illiquid_share),
        *_risk_shares(risks, thresholds),
        *_unclassified(positions),
        *_short_positions(positions),
        *_options(positions),
    ]
    return tuple(sorted(found, key=lambda warning: warning.severity is not Severity.WARNING))


def _score_warning(score: Score) -> Iterator[RiskWarning]:
    if not score.within_limit:
        yield RiskWarning(
            code="SCORE_ABOVE_TOLERANCE",
            severity=Severity.WARNING,
            message=(
                f"The risk score of {score.value:.1f} is above the {score.limit:g} that goes with "
                f"your {score.risk_tolerance} risk tolerance."
            ),
            suggestion=(
                "Suggested adjustment: lower the parts of the score with the most points, or "
                "check whether your stated risk tolerance still fits."
            ),
            value=score.value,
            threshold=score.limit,
        )


def _large_positions(positions: Positions, band: Band) -> Iterator[RiskWarning]:
    singles = np.where(positions.limited, positions.weights, 0.0)
    for index in np.flatnonzero(singles > band.high_above):
        symbol, weight = positions.symbols[index], float(singles[index])
        yield RiskWarning(
            code="POSITION_ABOVE_LIMIT",
            severity=Severity.WARNING,
            message=(
                f"{symbol} is {percent(weight)} of the portfolio, above the "
                f"{limit(band.high_above)} limit for a single security."
            ),
            suggestion=(
                f"Suggested adjustment: bring {symbol} down to {limit(band.high_above)} and "
                "spread the difference over other holdings."
            ),
            value=weight,
            threshold=band.high_above,
            symbols=(symbol,),
        )
    yield from _noticeable_positions(positions, band, singles)


def _noticeable_positions(
    positions: Positions, band: Band, singles: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Iterator[RiskWarning]:
    noticed = np.flatnonzero((singles > band.moderate_above) & (singles <= band.high_above))
    if noticed.size:
        symbols = tuple(positions.symbols[index] for index in noticed)
        yield RiskWarning(
            code="POSITION_NOTICEABLE",
            severity=Severity.INFO,
            message=(
                f"Single securities between {limit(band.moderate_above)} and "
                f"{limit(band.high_above)} of the portfolio: {names(symbols)}."
            ),
            suggestion=f"Keep them below {limit(band.high_above)} as they grow.",
            value=float(singles[noticed].max()),
            threshold=band.moderate_above,
            symbols=symbols,
        )


def _is_high(measure: Measure) -> bool:
    return measure.level is Level.HIGH


def _broken(
    measure: Measure, code: str, suggestion: str, symbols: tuple[str, ...] = ()
) -> RiskWarning:
    if measure.value is None or measure.band is None:
        raise ValueError("Only a measure with a value and a band can break a limit.")
    return RiskWarning(
        code=code,
        severity=Severity.WARNING,
        message=measure.explanation,
        suggestion=f"Suggested adjustment: {suggestion}",
        value=measure.value,
        threshold=measure.band.high_above,
        symbols=symbols,
    )


def _concentrated(hhi: Measure) -> Iterator[RiskWarning]:
    if _is_high(hhi):
        yield _broken(
            hhi, "CONCENTRATED", "hold more names, or funds that hold many names for you."
        )


def _sector(sector: Measure) -> Iterator[RiskWarning]:
    """A lone stock beside bonds is all of its sector, so it must matter in the whole too."""
    if not _is_high(sector) or sector.value is None or sector.band is None:
        return
    if sector.value * sector.covered > sector.band.moderate_above:
        yield _broken(
            sector, "SECTOR_CONCENTRATED", "add holdings from other sectors, or a broad fund."
        )


def _home_bias(home: Measure) -> Iterator[RiskWarning]:
    if _is_high(home):
        yield _broken(home, "HOME_BIAS", "add developed and emerging markets outside the US.")


def _symbols(positions: Positions, flags: list[bool]) -> tuple[str, ...]:
    flagged = np.array(flags, dtype=bool)[positions.profile_index]
    return tuple(positions.symbols[index] for index in np.flatnonzero(flagged))


def _high_yield(positions: Positions, share: Measure) -> Iterator[RiskWarning]:
    if _is_high(share):
        flags = [profile.classification.is_high_yield for profile in positions.profiles]
        yield _broken(
            share,
            "HIGH_YIELD",
            "replace part of it with investment-grade or government bonds.",
            _symbols(positions, flags),
        )


def _illiquid(positions: Positions, share: Measure) -> Iterator[RiskWarning]:
    if _is_high(share):
        flags = [profile.classification.is_illiquid for profile in positions.profiles]
        yield _broken(
            share,
            "ILLIQUID",
            "keep more in funds, listed shares or cash that can be sold within a day.",
            _symbols(positions, flags),
        )


def _risk_shares(risks: tuple[PositionRisk, ...], thresholds: Thresholds) -> Iterator[RiskWarning]:
    """Only positions with a noticeable part of all risk; tiny ones are flagged, not warned of."""
    material = thresholds.largest_position.moderate_above
    flagged = [risk for risk in risks if risk.flagged and risk.share_of_risk > material]
    if not flagged:
        return
    worst = max(flagged, key=lambda risk: risk.share_of_risk)
    symbols = tuple(risk.symbol for risk in flagged)
    factor = thresholds.risk_share_over_weight
    yield RiskWarning(
        code="RISK_ABOVE_WEIGHT",
        severity=Severity.WARNING,
        message=(
            f"These carry more than {factor:g} times their weight in risk: {names(symbols)}. "
            f"{worst.symbol} is {percent(worst.weight)} of the value and an estimated "
            f"{percent(worst.share_of_risk)} of the risk."
        ),
        suggestion=(
            "Suggested adjustment: where that is more risk than you meant to take, hold less of "
            "them or more of what moves differently."
        ),
        value=worst.share_of_risk,
        threshold=factor * abs(worst.weight),
        symbols=symbols,
    )


def _unclassified(positions: Positions) -> Iterator[RiskWarning]:
    flags = [profile.classification.is_guessed for profile in positions.profiles]
    share = positions.share_of([float(flag) for flag in flags])
    if share > UNCLASSIFIED_LIMIT:
        symbols = _symbols(positions, flags)
        yield RiskWarning(
            code="UNCLASSIFIED",
            severity=Severity.WARNING,
            message=(
                f"For {percent(share)} of the portfolio it is not known what it invests in "
                f"({names(symbols)}); its risk is estimated as that of US shares."
            ),
            suggestion="State the category, sector or region of these holdings.",
            value=share,
            threshold=UNCLASSIFIED_LIMIT,
            symbols=symbols,
        )


def _short_positions(positions: Positions) -> Iterator[RiskWarning]:
    short = np.flatnonzero(positions.values < 0)
    if short.size:
        symbols = tuple(positions.symbols[index] for index in short)
        yield RiskWarning(
            code="SHORT_POSITIONS",
            severity=Severity.WARNING,
            message=f"You owe {names(symbols)}: a short position can lose more than it is worth.",
            suggestion=(
                "Suggested adjustment: check that the rest of the portfolio can bear a rise in "
                "their prices."
            ),
            value=float(positions.weights[short].sum()),
            threshold=0.0,
            symbols=symbols,
        )


def _options(positions: Positions) -> Iterator[RiskWarning]:
    flags = [profile.classification.is_option for profile in positions.profiles]
    symbols = _symbols(positions, flags)
    if symbols:
        yield RiskWarning(
            code="OPTIONS",
            severity=Severity.INFO,
            message=(
                f"Options are counted by their market value ({names(symbols)}); the shares behind "
                "them may be worth many times that."
            ),
            suggestion="Look at what you would own or owe if they were exercised.",
            value=positions.share_of([float(flag) for flag in flags]),
            threshold=0.0,
            symbols=symbols,
        )
