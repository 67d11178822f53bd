"""What a series of returns earned and how much it moved, for one portfolio or for many at once.

Returns are simple and periodic, an array (t,) or (t, k): t periods, oldest first, of k portfolios.
Every function works down the periods and answers one number per portfolio, () or (k,). What is
undefined (too few periods, nothing that moves) is NaN, and NaN in gives NaN out for that portfolio
alone; whoever shows a figure turns NaN into "unknown". Statistics use ddof = 1.
"""

from dataclasses import dataclass

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.drawdowns import max_drawdown
from econlens.analysis.tail_risk import historical_tail

TRADING_DAYS = 252.0
WEEKS = 52.0
MONTHS = 12.0

# A spread this small against the mean is rounding noise of returns that do not move at all.
NO_SPREAD = 1e-12


@dataclass(frozen=True, eq=False, kw_only=True)
class ReturnStatistics:
    """Eight statistics, each () or (k,). Losses are positive; value_at_risk is for one period."""

    annual_return: FloatArray
    annual_volatility: FloatArray
    sharpe: FloatArray
    sortino: FloatArray
    max_drawdown: FloatArray
    calmar: FloatArray
    value_at_risk: FloatArray
    conditional_value_at_risk: FloatArray


def returns_from_prices(prices: FloatArray) -> FloatArray:
    """P_t / P_(t−1) − 1 for prices (t,) or (t, k), oldest first → (t − 1,) or (t − 1, k).

    Raises ValueError for a price that is missing, zero or below, and for fewer than two: a gap must
    be closed by whoever knows why it is there.
    """
    if len(prices) < 2:
        raise ValueError("A return needs two prices.")
    if not (np.isfinite(prices) & (prices > 0)).all():
        raise ValueError("Every price must be a number above zero.")
    return np.asarray(prices[1:] / prices[:-1] - 1)


def return_statistics(
    returns: FloatArray,
    *,
    risk_free: float = 0.0,
    confidence: float = 0.95,
    periods_per_year: float = TRADING_DAYS,
) -> ReturnStatistics:
    """All eight at once, sharing what they have in common. risk_free is per period."""
    mean = _mean(returns)
    spread = _spread(returns)
    growth = annual_return(returns, periods_per_year)
    drawdown = max_drawdown(returns)
    value_at_risk, conditional = historical_tail(returns, confidence)
    root = np.sqrt(periods_per_year)
    return ReturnStatistics(
        annual_return=growth,
        annual_volatility=spread * root,
        sharpe=_ratio(mean - risk_free, spread) * root,
        sortino=_ratio(mean, _downside(returns)) * root,
        max_drawdown=drawdown,
        calmar=_ratio(growth, drawdown),
        value_at_risk=value_at_risk,
        conditional_value_at_risk=conditional,
    )


def annual_volatility(returns: FloatArray, periods_per_year: float = TRADING_DAYS) -> FloatArray:
    """s · √periods, a fraction a year; NaN for fewer than two periods."""
    return np.asarray(_spread(returns) * np.sqrt(periods_per_year))


def sharpe_ratio(
    returns: FloatArray, risk_free: float = 0.0, periods_per_year: float = TRADING_DAYS
) -> FloatArray:
    """(x̄ − rf) / s · √periods, rf per period. Source: Sharpe, "The Sharpe Ratio", 1994.

    NaN where the returns do not move.
    """
    excess = _mean(returns) - risk_free
    return np.asarray(_ratio(excess, _spread(returns)) * np.sqrt(periods_per_year))


def sortino_ratio(returns: FloatArray, periods_per_year: float = TRADING_DAYS) -> FloatArray:
    """x̄ / √mean(min(x, 0)²) · √periods. Source: Sortino & Price, 1994, with a target of 0.

    NaN where no period lost.
    """
    return np.asarray(_ratio(_mean(returns), _downside(returns)) * np.sqrt(periods_per_year))


def annual_return(returns: FloatArray, periods_per_year: float = TRADING_DAYS) -> FloatArray:
    """CAGR: (Π(1 + x))^(periods / t) − 1, a fraction a year. −1 where all was lost."""
    if len(returns) == 0:
        return _undefined(returns)
    wealth = np.prod(1 + returns, axis=0)
    years = len(returns) / periods_per_year
    return np.asarray(np.maximum(wealth, 0) ** (1 / years) - 1)


def calmar_ratio(returns: FloatArray, periods_per_year: float = TRADING_DAYS) -> FloatArray:
    """CAGR / maximum drawdown; NaN where nothing was ever lost. Source: Young, 1991."""
    return _ratio(annual_return(returns, periods_per_year), max_drawdown(returns))


def beta(returns: FloatArray, benchmark: FloatArray) -> FloatArray:
    """cov(x, b) / var(b) against a benchmark (t,); NaN where the benchmark does not move."""
    if len(returns) < 2:
        return _undefined(returns)
    moves = benchmark - benchmark.mean()
    covariance = moves @ (returns - returns.mean(axis=0))
    moved = _spread(benchmark) > NO_SPREAD * np.abs(benchmark).max()
    return np.asarray(covariance / (moves @ moves) if moved else _undefined(returns))


def tracking_error(
    returns: FloatArray, benchmark: FloatArray, periods_per_year: float = TRADING_DAYS
) -> FloatArray:
    """s(x − b) · √periods, a fraction a year, against a benchmark (t,)."""
    return annual_volatility(_active(returns, benchmark), periods_per_year)


def information_ratio(
    returns: FloatArray, benchmark: FloatArray, periods_per_year: float = TRADING_DAYS
) -> FloatArray:
    """mean(x − b) / s(x − b) · √periods. Source: Goodwin, "The Information Ratio", 1998.

    NaN where the returns follow the benchmark exactly.
    """
    active = _active(returns, benchmark)
    return sharpe_ratio(active, periods_per_year=periods_per_year)


def _active(returns: FloatArray, benchmark: FloatArray) -> FloatArray:
    return returns - (benchmark if returns.ndim == 1 else benchmark[:, None])


def _mean(returns: FloatArray) -> FloatArray:
    return np.asarray(returns.mean(axis=0)) if len(returns) else _undefined(returns)


def _spread(returns: FloatArray) -> FloatArray:
    """Sample standard deviation of one period."""
    return np.asarray(returns.std(axis=0, ddof=1)) if len(returns) > 1 else _undefined(returns)


def _downside(returns: FloatArray) -> FloatArray:
    if len(returns) == 0:
        return _undefined(returns)
    losses = np.minimum(returns, 0)
    return np.asarray(np.sqrt(np.einsum("t...,t...->...", losses, losses) / len(returns)))


def _ratio(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """NaN where the denominator is nothing but rounding."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = numerator / denominator
    return np.asarray(np.where(denominator > NO_SPREAD * np.abs(numerator), ratio, np.nan))


def _undefined(returns: FloatArray) -> FloatArray:
    return np.full(returns.shape[1:], np.nan)
