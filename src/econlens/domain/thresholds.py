"""The limits a portfolio is measured against: those of ANALYSIS.md until a user changes them.

All are fractions of one, except score limits (1 to 10).
"""

from dataclasses import dataclass

from econlens.domain.user import RiskTolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Up to moderate_above is low, above high_above is high."""

    moderate_above: float
    high_above: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    hhi: Band = Band(moderate_above=0.20, high_above=0.40)
    largest_position: Band = Band(moderate_above=0.05, high_above=0.10)
    sector: Band = Band(moderate_above=0.25, high_above=0.40)
    home_bias: Band = Band(moderate_above=0.70, high_above=0.85)
    illiquid: Band = Band(moderate_above=0.10, high_above=0.25)
    high_yield: Band = Band(moderate_above=0.10, high_above=0.25)
    risk_share_over_weight: float = 2.0


MAX_SCORE = {
    RiskTolerance.CONSERVATIVE: 4.0,
    RiskTolerance.MODERATE: 7.0,
    RiskTolerance.AGGRESSIVE: 10.0,
}
