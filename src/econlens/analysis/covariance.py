"""Risk from asset classes alone, as a factor model: Σ = B F Bᵀ + diag(d²).

B holds each position's loadings on 20 class and 11 sector factors, F their covariance, d what is a
security's own. The form is positive semi-definite by construction, and variance, contributions and
ratio cost O(n · 31): the n × n matrix is never built.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from econlens.analysis.asset_classes import (
    CLASS_COUNT,
    SECTOR_VOLATILITY,
    FloatArray,
    class_covariance,
)
from econlens.analysis.benchmarks import SECTOR_COUNT
from econlens.analysis.positions import Positions

FACTOR_COUNT = CLASS_COUNT + SECTOR_COUNT


@cache
def factor_covariance() -> FloatArray:
    """F, array (31, 31), yearly: class factors, then sector factors independent of all others."""
    covariance = np.zeros((FACTOR_COUNT, FACTOR_COUNT))
    covariance[:CLASS_COUNT, :CLASS_COUNT] = class_covariance()
    sectors = np.arange(CLASS_COUNT, FACTOR_COUNT)
    covariance[sectors, sectors] = SECTOR_VOLATILITY**2
    return covariance


class CovarianceModel(Protocol):
    """What a portfolio's risk can be read from, however Σ came about; yearly."""

    def covariance(self) -> FloatArray: ...

    def volatilities(self) -> FloatArray: ...

    def marginal(self, weights: FloatArray) -> FloatArray: ...


@dataclass(frozen=True, eq=False)
class FactorModel:
    """loadings B (n, 31); specific_variance d² (n,), yearly."""

    loadings: FloatArray
    specific_variance: FloatArray

    def covariance(self) -> FloatArray:
        """Σ = B F Bᵀ + diag(d²), array (n, n): for small portfolios and for tests."""
        shared = self.loadings @ factor_covariance() @ self.loadings.T
        return np.asarray(shared + np.diag(self.specific_variance))

    def volatilities(self) -> FloatArray:
        """Each position's own yearly volatility √Σ_ii, array (n,), a fraction."""
        shared = ((self.loadings @ factor_covariance()) * self.loadings).sum(axis=1)
        return np.asarray(np.sqrt(np.maximum(shared, 0) + self.specific_variance))

    def marginal(self, weights: FloatArray) -> FloatArray:
        """Σw, array (n,), for weights (n,)."""
        shared = self.loadings @ (factor_covariance() @ (weights @ self.loadings))
        return np.asarray(shared + self.specific_variance * weights)


def factor_model(positions: Positions) -> FactorModel:
    """The model of these positions; empty arrays for no positions."""
    if not positions.profiles:
        return FactorModel(np.zeros((0, FACTOR_COUNT)), np.zeros(0))
    loadings = np.stack([profile.loadings for profile in positions.profiles])
    specific = [profile.specific_volatility**2 for profile in positions.profiles]
    return FactorModel(loadings[positions.profile_index], positions.of_profiles(specific))


def portfolio_volatility(weights: FloatArray, model: CovarianceModel) -> float:
    """σ_p = √(wᵀΣw), a fraction a year, for weights (n,) of any sign; NaN in, NaN out."""
    return float(np.sqrt(np.maximum(weights @ model.marginal(weights), 0)))


def risk_contributions(weights: FloatArray, model: CovarianceModel) -> FloatArray:
    """RC_i = w_i (Σw)_i / σ_p, array (n,), fractions a year; they sum to σ_p (Euler's theorem).

    All zero where σ_p is zero. NaN in, NaN out.
    """
    parts = weights * model.marginal(weights)
    variance = parts.sum()
    return np.asarray(parts / np.sqrt(variance) if variance > 0 else np.zeros_like(parts))


def diversification_ratio(weights: FloatArray, model: CovarianceModel) -> float | None:
    """|w|ᵀσ / √(wᵀΣw) for weights (n,): 1 where nothing diversifies, None where σ_p is zero.

    Source: Choueifaty & Coignard, "Toward Maximum Diversification", 2008. NaN in, NaN out.
    """
    volatility = portfolio_volatility(weights, model)
    if volatility == 0:
        return None
    return float(np.abs(weights) @ model.volatilities() / volatility)
