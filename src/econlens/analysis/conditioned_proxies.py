"""What stands for holdings without prices: invented returns of classes and sectors that follow the
prices there are, and invented moves of a security's own.

Invented series know nothing of real days: beside prices, a proxy of their own class would seem to
move apart from them, and a mix of both look calmer than it is. So the factors' returns f are drawn
given the returns r of what has prices, as the factor model says they go together (conditioning by
kriging; Journel, "Geostatistics for Conditional Simulation of Ore Bodies", 1974):

    f* = f + (r − r̃) M⁻¹ B F,   r̃ = f Bᵀ + e,   M = B F Bᵀ + diag(d² + τ²)

r̃ is what these holdings would have returned in the invented world, e what is their own there.
Where r comes from M, f* has the covariance F again, and with r that of the model.
"""

import zlib
from collections.abc import Mapping

import numpy as np

from econlens.analysis.asset_classes import SECTOR_VOLATILITY, FloatArray
from econlens.analysis.benchmarks import SECTOR_COUNT
from econlens.analysis.covariance import factor_covariance
from econlens.analysis.priced_covariance import OWN_VOLATILITY
from econlens.analysis.profiles import Profile
from econlens.analysis.proxy_series import DAYS_A_YEAR, SEED

# More would take time and tell no more of so few factors.
MOST_FOLLOWED = 100
# A day's return that no factor has; the line of best fit might give it for a share that crashed.
LOWEST = -0.9


def free_factors(classes: FloatArray) -> FloatArray:
    """Daily returns (t, 31): those of the classes, (t, 20), and of sectors, which go nowhere."""
    moves = np.random.RandomState(SEED + 2).standard_normal((len(classes), SECTOR_COUNT))
    moves = (moves - moves.mean(axis=0)) * SECTOR_VOLATILITY / np.sqrt(DAYS_A_YEAR)
    return np.concatenate((classes, moves), axis=1)


def factors_beside(
    priced: Mapping[str, FloatArray], profiles: Mapping[str, Profile], free: FloatArray
) -> FloatArray:
    """Daily returns (t, 31) beside those of what has prices, (t,) by symbol, the most important
    first. free: the invented ones, (t, 31)."""
    symbols = list(priced)[:MOST_FOLLOWED]
    if not symbols:
        return free
    known = np.stack([priced[symbol] for symbol in symbols], axis=1)
    loadings = np.stack([profiles[symbol].loadings for symbol in symbols])
    own = [np.hypot(profiles[symbol].specific_volatility, OWN_VOLATILITY) for symbol in symbols]
    shared = loadings @ factor_covariance()
    gain = np.linalg.solve(shared @ loadings.T + np.diag(np.square(own)), shared)
    apart = [own_returns(*each, len(free)) for each in zip(symbols, own, strict=True)]
    invented = free @ loadings.T + np.stack(apart, axis=1)
    return np.asarray(np.maximum(free + (known - invented) @ gain, LOWEST))


def own_returns(symbol: str, annual_volatility: float, count: int) -> FloatArray:
    """Daily returns (count,) that are a security's own: the same for a symbol wherever it stands,
    and in sum zero, so that no company's rise or fall is invented."""
    seed = (SEED + 3 + zlib.crc32(symbol.encode())) % 2**32
    moves = np.random.RandomState(seed).standard_normal(count)
    return np.asarray((moves - moves.mean()) * annual_volatility / np.sqrt(DAYS_A_YEAR))
