"""What is lost in the worst periods. Losses are positive; a negative one is a gain even then.

Returns are (t,) or (t, k), as in performance.py; NaN in, NaN out; no periods give NaN.
"""

import math
from statistics import NormalDist

import numpy as np

from econlens.analysis.asset_classes import FloatArray


def historical_tail(returns: FloatArray, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Historical value at risk and conditional value at risk of one period, each () or (k,).

    VaR: minus the type-7 quantile (Hyndman & Fan 1996) at 1 − confidence. CVaR: the mean of the
    worst (1 − confidence) · t periods, the last of them counted by its fraction (Rockafellar &
    Uryasev, "Conditional value-at-risk for general loss distributions", 2002).
    """
    count = len(returns)
    if count == 0:
        undefined = np.full(returns.shape[1:], np.nan)
        return undefined, undefined
    tail = (1 - confidence) * count
    place = (1 - confidence) * (count - 1)
    needed = min(max(math.ceil(tail), int(place) + 2), count)
    worst = _smallest(returns, needed)
    return _quantile_loss(worst, place), _tail_loss(worst, tail)


def value_at_risk(returns: FloatArray, confidence: float = 0.95) -> FloatArray:
    """The loss of one period that is exceeded with probability 1 − confidence; () or (k,)."""
    return historical_tail(returns, confidence)[0]


def conditional_value_at_risk(returns: FloatArray, confidence: float = 0.95) -> FloatArray:
    """The mean loss of the periods at least that bad; () or (k,)."""
    return historical_tail(returns, confidence)[1]


def _smallest(returns: FloatArray, count: int) -> FloatArray:
    """The count smallest returns in order, (count,) or (count, k). NaN where there is a NaN."""
    # One row per portfolio: partitioning contiguous memory is several times faster.
    rows = np.array(returns.T, order="C")
    rows.partition(count - 1, axis=-1)
    smallest = np.sort(rows[..., :count], axis=-1)
    # Partition moves NaN to the end, out of the tail: bring it back.
    missing = np.isnan(rows[..., count - 1 :]).any(axis=-1)
    return np.where(missing, np.nan, smallest.T)


def _quantile_loss(worst: FloatArray, place: float) -> FloatArray:
    below = min(int(place), len(worst) - 1)
    above = min(below + 1, len(worst) - 1)
    return np.asarray(-(worst[below] + (place - below) * (worst[above] - worst[below])))


def _tail_loss(worst: FloatArray, tail: float) -> FloatArray:
    whole = min(int(tail), len(worst) - 1)
    losses = worst[:whole].sum(axis=0) + (tail - whole) * worst[whole]
    return np.asarray(-losses / tail)


def skewness(returns: FloatArray) -> FloatArray:
    """m₃ / m₂^1.5 with moments over t; NaN where nothing moves."""
    return _standard_moment(returns, 3)


def excess_kurtosis(returns: FloatArray) -> FloatArray:
    """m₄ / m₂² − 3 with moments over t; NaN where nothing moves."""
    return _standard_moment(returns, 4) - 3


def _standard_moment(returns: FloatArray, order: int) -> FloatArray:
    if len(returns) == 0:
        return np.full(returns.shape[1:], np.nan)
    moves = returns - returns.mean(axis=0)
    variance = (moves**2).mean(axis=0)
    # Against the size of the returns, so that equal returns do not become a moment of rounding.
    moved = variance > (1e-12 * np.abs(returns).max(axis=0)) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        moment = (moves**order).mean(axis=0) / variance ** (order / 2)
    return np.asarray(np.where(moved, moment, np.nan))


def cornish_fisher_quantile(z: float, skew: FloatArray, kurtosis: FloatArray) -> FloatArray:
    """z + (z²−1)S/6 + (z³−3z)K/24 − (2z³−5z)S²/36: the normal quantile z, bent by S and excess K.

    Any shapes that broadcast. Source: Cornish & Fisher 1937.
    """
    return np.asarray(
        z
        + (z**2 - 1) * skew / 6
        + (z**3 - 3 * z) * kurtosis / 24
        - (2 * z**3 - 5 * z) * skew**2 / 36
    )


def cornish_fisher_is_valid(
    skew: FloatArray, kurtosis: FloatArray
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether the bent quantiles still rise with z everywhere, without which they mean nothing.

    Their slope is (K/8 − S²/6) z² + S/3 · z + 1 − K/8 + 5S²/36; it must not be negative for any z.
    Source: Maillard, "A User's Guide to the Cornish Fisher Expansion", 2012. False for NaN.
    """
    square = kurtosis / 8 - skew**2 / 6
    constant = 1 - kurtosis / 8 + 5 * skew**2 / 36
    discriminant = skew**2 / 9 - 4 * square * constant
    return np.asarray((square >= 0) & (discriminant <= 0) & (constant >= 0))


def cornish_fisher_value_at_risk(returns: FloatArray, confidence: float = 0.95) -> FloatArray:
    """−(x̄ + s · bent quantile) of one period; NaN outside the domain of validity. () or (k,)."""
    if len(returns) < 2:
        return np.full(returns.shape[1:], np.nan)
    skew, kurtosis = skewness(returns), excess_kurtosis(returns)
    z = NormalDist().inv_cdf(1 - confidence)
    bent = cornish_fisher_quantile(z, skew, kurtosis)
    loss = -(returns.mean(axis=0) + returns.std(axis=0, ddof=1) * bent)
    return np.asarray(np.where(cornish_fisher_is_valid(skew, kurtosis), loss, np.nan))


def priips_value_at_risk(
    volatility: float, skew: float, kurtosis: float, period_count: int
) -> float:
    """VaR in return space at 97.5 % over period_count periods, a negative log return.

    volatility, skew and excess kurtosis of the log returns of one period. Source: Delegated
    Regulation (EU) 2017/653, annex II, point 12.
    """
    root = math.sqrt(period_count)
    bent = -1.96 + 0.474 * skew / root - 0.0687 * kurtosis / period_count
    bent += 0.146 * skew**2 / period_count
    return volatility * root * bent - volatility**2 * period_count / 2


def value_at_risk_equivalent_volatility(return_space_var: float, years: float) -> float:
    """VEV = (√(3.842 − 2 · VaR) − 1.96) / √years, a fraction a year. Source: as above, point 13."""
    return (math.sqrt(3.842 - 2 * return_space_var) - 1.96) / math.sqrt(years)
