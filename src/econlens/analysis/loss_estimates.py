"""How much may be lost: in a bad month, and from the highest point to the lowest. Losses are
positive fractions. Both are estimates; docs/methodology.md says what they cannot tell."""

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from econlens.analysis.asset_classes import (
    CLASS_COUNT,
    CLASS_INDEX,
    CLASS_VOLATILITY,
    AssetClass,
    FloatArray,
)
from econlens.analysis.covariance import factor_covariance, factor_model
from econlens.analysis.drawdowns import max_drawdown
from econlens.analysis.positions import Positions
from econlens.analysis.proxy_series import class_returns
from econlens.analysis.tail_risk import (
    cornish_fisher_is_valid,
    cornish_fisher_quantile,
    excess_kurtosis,
    skewness,
)

CONFIDENCE = 0.95
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Skewness and excess kurtosis of one month's return; zero for a normal one."""

    skew: float = 0.0
    kurtosis: float = 0.0


NORMAL = Shape()


def monthly_shape(returns: FloatArray, periods_per_year: float) -> Shape:
    """Of returns (t,) as if independent: S / √m and K / m for m of them a month.

    Normal where they never move, or lie outside the domain of the Cornish–Fisher expansion.
    """
    periods = max(periods_per_year / MONTHS_A_YEAR, 1.0)
    skew = skewness(returns) / math.sqrt(periods)
    kurtosis = excess_kurtosis(returns) / periods
    if not cornish_fisher_is_valid(skew, kurtosis):
        return NORMAL
    return Shape(skew=float(skew), kurtosis=float(kurtosis))


def month_value_at_risk(annual_volatility: float, shape: Shape = NORMAL) -> float:
    """−σ/√12 · q(5 %): the loss exceeded in one month out of twenty, at an expected return of zero.

    q: the normal quantile bent by skewness and kurtosis (Cornish & Fisher 1937). Zero expected
    return as in RiskMetrics (J.P. Morgan 1996): over a month it is small beside its uncertainty.
    """
    z = NormalDist().inv_cdf(1 - CONFIDENCE)
    bent = cornish_fisher_quantile(z, np.array(shape.skew), np.array(shape.kurtosis))
    return float(-annual_volatility / math.sqrt(MONTHS_A_YEAR) * bent)


def month_conditional_value_at_risk(annual_volatility: float, shape: Shape = NORMAL) -> float:
    """The mean loss of that one month out of twenty: −σ/√12 · E[q(u) | u < 5 %].

    In closed form by the moments of the normal tail (Boudt, Peterson & Croux 2008): m₁ = −φ(z)/α,
    m₂ = 1 + z·m₁, m₃ = (z² + 2)·m₁.
    """
    alpha = 1 - CONFIDENCE
    z = NormalDist().inv_cdf(alpha)
    first = -NormalDist().pdf(z) / alpha
    second, third = 1 + z * first, (z**2 + 2) * first
    bent = (
        first
        + (second - 1) * shape.skew / 6
        + (third - 3 * first) * shape.kurtosis / 24
        - (2 * third - 5 * first) * shape.skew**2 / 36
    )
    return float(-annual_volatility / math.sqrt(MONTHS_A_YEAR) * bent)


def replayed_drawdown(positions: Positions) -> float:
    """The deepest fall if 2007 to 2025 came again: 1 − exp(−√(L² + (c · s)²)).

    L: log depth of the deepest fall of today's mix of asset classes, held constant, in the
    synthetic series that replay 2007–09, 2020 and 2022. s: volatility beyond the classes (sector
    and own), which falls as deep against its size as US shares did: c = L_us / σ_us, about 5. The
    two are independent in the model, so they add in squares. 1 where nothing would be left.
    """
    model, weights = factor_model(positions), positions.net_weights
    exposure = weights @ model.loadings
    mix, sectors = exposure[:CLASS_COUNT], exposure[CLASS_COUNT:]
    sector_factors = factor_covariance()[CLASS_COUNT:, CLASS_COUNT:]
    beyond = sectors @ sector_factors @ sectors + model.specific_variance @ weights**2
    depth = _log_depth(class_returns() @ mix)
    return 1 - math.exp(-math.hypot(depth, _log_depth_per_volatility() * math.sqrt(beyond)))


def deepest_fall(returns: FloatArray) -> float:
    """max_drawdown of returns (t,); what loses more than all has lost all."""
    return float(max_drawdown(np.maximum(returns, -1.0)))


def _log_depth(returns: FloatArray) -> float:
    depth = deepest_fall(returns)
    return math.inf if depth >= 1 else -math.log1p(-depth)


@cache
def _log_depth_per_volatility() -> float:
    shares = class_returns()[:, CLASS_INDEX[AssetClass.US_LARGE_CAP]]
    return _log_depth(shares) / CLASS_VOLATILITY[AssetClass.US_LARGE_CAP]
