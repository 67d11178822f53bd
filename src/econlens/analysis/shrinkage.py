"""A covariance from few observations: the sample's, drawn towards one common correlation."""

from dataclasses import dataclass

import numpy as np

from econlens.analysis.asset_classes import FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class ShrunkCovariance:
    """covariance (k, k) of one period, positive semi-definite; intensity from 0 (the sample) to 1
    (the target)."""

    covariance: FloatArray
    intensity: float


def shrink_covariance(returns: FloatArray) -> ShrunkCovariance:
    """δF + (1 − δ)S for returns (t, k), t ≥ 2, without NaN.

    S: sample covariance over t. F: the same variances with the mean of all correlations between
    every two, so that no asset's own volatility is touched. δ: the intensity with the least
    expected squared error. Source: Ledoit & Wolf, "Honey, I Shrunk the Sample Covariance Matrix",
    Journal of Portfolio Management, 2004. Where an asset never moves, nothing is shrunk.
    """
    count, width = returns.shape
    moves = returns - returns.mean(axis=0)
    sample = moves.T @ moves / count
    deviations = np.sqrt(np.diag(sample))
    if width == 1 or not (deviations > 0).all():
        return ShrunkCovariance(covariance=np.asarray(sample), intensity=0.0)
    products = np.outer(deviations, deviations)
    mean_correlation = ((sample / products).sum() - width) / (width * (width - 1))
    target = mean_correlation * products
    np.fill_diagonal(target, np.diag(sample))
    distance = float(((target - sample) ** 2).sum())
    # Two assets always have their mean correlation: there is nothing to draw towards.
    if distance <= 1e-12 * float((sample**2).sum()):
        return ShrunkCovariance(covariance=np.asarray(sample), intensity=0.0)
    error = _sampling_error(moves, sample, deviations, float(mean_correlation))
    intensity = min(max(error / distance / count, 0.0), 1.0)
    shrunk = intensity * target + (1 - intensity) * sample
    return ShrunkCovariance(covariance=np.asarray(shrunk), intensity=intensity)


def _sampling_error(
    moves: FloatArray, sample: FloatArray, deviations: FloatArray, mean_correlation: float
) -> float:
    """π − ρ: how uncertain the sample is, less what the target shares of it."""
    count = len(moves)
    squares = moves**2
    variance_of_entries = squares.T @ squares / count - sample**2
    variances = np.diag(sample)
    with_own_variance = (squares * moves).T @ moves / count - variances[:, None] * sample
    np.fill_diagonal(with_own_variance, 0.0)
    ratios = np.outer(1 / deviations, deviations)
    shared = np.trace(variance_of_entries)
    shared += mean_correlation * (ratios * with_own_variance).sum()
    return float(variance_of_entries.sum() - shared)
