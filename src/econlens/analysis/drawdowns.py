"""How far below its last high a portfolio fell, and how long it took to come back."""

from dataclasses import dataclass

import numpy as np

from econlens.analysis.asset_classes import FloatArray

# For more portfolios than this, going through the periods one by one is faster.
MANY = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """The deepest fall. Indices count values, of which there is one more than returns: 0 is the
    start. recovery is None while the old high has not been seen again; depth is positive."""

    depth: float
    peak: int
    trough: int
    recovery: int | None


def max_drawdown(returns: FloatArray) -> FloatArray:
    """1 − min(V_t / max of V up to t), V compounded from 1, which is the first high.

    returns (t,) or (t, k) → () or (k,), a positive fraction; 0 where nothing was ever lost. NaN for
    no periods; NaN in, NaN out.
    """
    if len(returns) == 0:
        return np.full(returns.shape[1:], np.nan)
    if returns.ndim > 1 and returns.shape[1] > MANY:
        return _worst_falls(returns)
    wealth = np.cumprod(1 + returns, axis=0)
    highs = np.maximum(np.maximum.accumulate(wealth, axis=0), 1.0)
    return np.asarray(1 - np.minimum((wealth / highs).min(axis=0), 1.0))


def _worst_falls(returns: FloatArray) -> FloatArray:
    """Period by period with four rows of state: five times as fast as whole tables of wealth."""
    wealth, highs, worst = np.ones((3, *returns.shape[1:]))
    current = np.empty_like(wealth)
    for row in returns:
        wealth *= 1 + row
        np.maximum(highs, wealth, out=highs)
        np.divide(wealth, highs, out=current)
        np.minimum(worst, current, out=worst)
    return np.asarray(1 - worst)


def deepest_drawdown(returns: FloatArray) -> Drawdown:
    """The same with its place, for one portfolio (t,) without NaN; the first of equally deep ones.

    Where nothing was ever lost, depth is 0 and all indices are 0.
    """
    wealth = np.concatenate([[1.0], np.cumprod(1 + returns)])
    highs = np.maximum.accumulate(wealth)
    falls = 1 - wealth / highs
    trough = int(falls.argmax())
    peak = int(wealth[: trough + 1].argmax())
    recovered = np.flatnonzero(wealth[trough:] >= highs[trough])
    return Drawdown(
        depth=float(falls[trough]),
        peak=peak,
        trough=trough,
        recovery=trough + int(recovered[0]) if recovered.size else None,
    )
