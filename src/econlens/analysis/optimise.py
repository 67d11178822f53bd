"""Weights that make the estimated risk small, or spread it evenly. Long only, NumPy alone.

covariance: (n, n), symmetric, positive semi-definite, yearly. Weights (n,) ≥ 0 sum to 1. Neither
needs an expected return, which nobody can estimate from holdings.
"""

import numpy as np

from econlens.analysis.asset_classes import FloatArray

# Two funds of one class are the same to the model; a touch of own risk splits evenly between them.
OWN_RISK_SHARE = 1e-9
MOST_STEPS = 100
# Full blocks of exchanges settle fast; where they cycle, one at a time is sure to end.
BLOCK_STEPS = 20
CLOSE_ENOUGH = 1e-12


class NotConvergedError(ArithmeticError):
    """The covariance is not one: not symmetric, not positive semi-definite, or not finite."""


def minimum_variance(covariance: FloatArray) -> FloatArray:
    """argmin wᵀΣw for w ≥ 0, Σw = 1: an active set over which weights are zero.

    With y = w / (wᵀΣw) the conditions read y ≥ 0, Σy − 1 ≥ 0, yᵀ(Σy − 1) = 0, a linear
    complementarity problem, solved by exchanging in blocks all that violates (Júdice & Pires 1994).
    Source: Markowitz 1952. Raises NotConvergedError.
    """
    _check(covariance)
    count = len(covariance)
    own_risk = OWN_RISK_SHARE * max(float(np.trace(covariance)) / count, np.finfo(float).tiny)
    sigma = covariance + own_risk * np.eye(count)
    held = np.ones(count, dtype=bool)
    for step in range(MOST_STEPS + count):
        scaled = np.zeros(count)
        kept = np.flatnonzero(held)
        scaled[kept] = np.linalg.solve(sigma[np.ix_(kept, kept)], np.ones(len(kept)))
        slack = sigma @ scaled - 1
        wrong = np.where(held, scaled < 0, slack < -CLOSE_ENOUGH)
        if not wrong.any():
            return np.asarray(scaled / scaled.sum())
        held ^= wrong if step < BLOCK_STEPS else _last_only(wrong)
    raise NotConvergedError("No minimum variance was found; check the covariance.")


def _last_only(
    wrong: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Murty's rule: exchanging the last one alone cannot cycle."""
    alone = np.zeros_like(wrong)
    alone[np.flatnonzero(wrong)[-1]] = True
    return alone


def risk_parity(covariance: FloatArray) -> FloatArray:
    """w > 0 with equal risk contributions w_i (Σw)_i, by Newton on ½xᵀΣx − Σ ln x, w = x / Σx.

    The function is convex, so the solution is unique. Source: Maillard, Roncalli & Teïletche 2010;
    Spinu, "An Algorithm for Computing Risk Parity Weights", 2013, for the damped steps.
    Raises NotConvergedError, also where an asset has no risk at all and so can have no part of it.
    """
    _check(covariance)
    volatility = np.sqrt(np.diag(covariance))
    if not (volatility > 0).all():
        raise NotConvergedError("Every holding needs a risk above zero to share it evenly.")
    # In units of volatility the correlations are left, whose scale is known.
    correlation = covariance / np.outer(volatility, volatility)
    # The solution where all correlations are the same, and near it elsewhere.
    scaled = 1 / np.sqrt(np.maximum(correlation.sum(axis=0), 0.1))
    for _ in range(MOST_STEPS):
        gradient = correlation @ scaled - 1 / scaled
        hessian = correlation.copy()
        hessian[np.diag_indices_from(hessian)] += scaled**-2
        step = np.linalg.solve(hessian, gradient)
        decrement = float(np.sqrt(max(step @ gradient, 0)))
        if decrement < CLOSE_ENOUGH:
            weights = scaled / volatility
            return np.asarray(weights / weights.sum())
        # Far out, a step must not leave x > 0: divided by the largest relative change.
        reach = float(np.abs(step / scaled).max())
        scaled = scaled - step / (1.0 if decrement < 0.25 and reach < 0.5 else 1 + reach)
    raise NotConvergedError("No even spread of risk was found; check the covariance.")


def _check(covariance: FloatArray) -> None:
    if covariance.ndim != 2 or covariance.shape[0] != covariance.shape[1] or not len(covariance):
        raise NotConvergedError("A covariance is a square of at least one row.")
    if not np.isfinite(covariance).all():
        raise NotConvergedError("A covariance holds finite numbers only.")
