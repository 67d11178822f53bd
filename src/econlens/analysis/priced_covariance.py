"""One covariance for all holdings: by prices where there are prices, by asset class for the rest.

What is priced (P) has the shrunk sample covariance S. What is not (U) hangs on it as the factor
model M says: r_U = A r_P + e, with A = M_UP (M_PP + τ²I)⁻¹ and cov(e) = M_UU − A M_PU. So

    Σ_PP = S,   Σ_UP = A S,   Σ_UU = A S Aᵀ + M_UU − A M_PU.

Both S and cov(e) are positive semi-definite, hence Σ is. τ is 2 % a year that every price is taken
to move for itself, without which two funds of one class could not be told apart. The n × n matrix
is built only when asked for.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.covariance import FactorModel, factor_covariance

OWN_VOLATILITY = 0.02

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False, kw_only=True)
class PricedModel:
    """model: of all n positions. priced (k,): their places. sample: S (k, k), yearly.

    inverse: (M_PP + τ²I)⁻¹, (k, k).
    """

    model: FactorModel
    priced: Places
    sample: FloatArray
    inverse: FloatArray

    @property
    def _rest(self) -> Places:
        return np.setdiff1d(np.arange(len(self.model.loadings)), self.priced)

    def marginal(self, weights: FloatArray) -> FloatArray:
        """Σw, array (n,), for weights (n,)."""
        rest = self._rest
        unpriced = weights.copy()
        unpriced[self.priced] = 0.0
        by_model = self.model.marginal(unpriced)
        hung = self.inverse @ by_model[self.priced]
        by_prices = self.sample @ (weights[self.priced] + hung)
        result = np.empty_like(weights)
        result[self.priced] = by_prices
        on_priced = np.zeros_like(weights)
        on_priced[self.priced] = self.inverse @ by_prices - hung
        result[rest] = by_model[rest] + self.model.marginal(on_priced)[rest]
        return result

    def covariance(self) -> FloatArray:
        """Σ, array (n, n): for small portfolios and for tests."""
        rest, by_model = self._rest, self.model.covariance()
        across = by_model[np.ix_(rest, self.priced)] @ self.inverse
        result = by_model.copy()
        result[np.ix_(self.priced, self.priced)] = self.sample
        result[np.ix_(rest, self.priced)] = across @ self.sample
        result[np.ix_(self.priced, rest)] = self.sample @ across.T
        result[np.ix_(rest, rest)] += across @ self.sample @ across.T - (
            across @ by_model[np.ix_(self.priced, rest)]
        )
        return np.asarray((result + result.T) / 2)

    def volatilities(self) -> FloatArray:
        """Each position's own yearly volatility √Σ_ii, array (n,)."""
        loadings, rest = self.model.loadings, self._rest
        shared = loadings[rest] @ factor_covariance() @ loadings[self.priced].T
        hung = shared @ self.inverse
        variances = self.model.volatilities() ** 2
        variances[rest] += ((hung @ self.sample - shared) * hung).sum(axis=1)
        variances[self.priced] = np.diag(self.sample)
        return np.asarray(np.sqrt(np.maximum(variances, 0)))


def priced_model(model: FactorModel, priced: Places, sample: FloatArray) -> PricedModel:
    """sample: the yearly covariance (k, k) of the positions at those places."""
    loadings = model.loadings[priced]
    by_model = loadings @ factor_covariance() @ loadings.T
    by_model += np.diag(model.specific_variance[priced] + OWN_VOLATILITY**2)
    return PricedModel(
        model=model,
        priced=priced,
        sample=sample,
        inverse=np.asarray(np.linalg.inv(by_model), np.float64),
    )
