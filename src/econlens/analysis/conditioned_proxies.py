"""Asset classes' invented returns, made to follow the prices there are.

Invented series know nothing of real days: beside prices, a proxy of their own class would seem to
move apart from them, and a mix of both look calmer than it is. So the classes' returns f are drawn
given the returns r of what has prices, as the factor model says they go together (conditioning by
kriging; Journel, "Geostatistics for Conditional Simulation of Ore Bodies", 1974):

    f* = f + (r − r̃) M⁻¹ B F,   r̃ = Bf + e,   M = B F Bᵀ + diag(d² + τ²)

r̃ is what these holdings would have returned in the invented world, e what is a sector's or their
own there. Where r comes from M, f* has the covariance F again, and with r that of the model.
"""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from econlens.analysis.asset_classes import CLASS_COUNT, SECTOR_VOLATILITY, FloatArray
from econlens.analysis.benchmarks import SECTOR_COUNT
from econlens.analysis.covariance import factor_covariance
from econlens.analysis.priced_covariance import OWN_VOLATILITY
from econlens.analysis.profiles import Profile
from econlens.analysis.proxy_series import DAYS_A_YEAR, SEED

# More would take time and tell no more of twenty classes.
MOST_FOLLOWED = 100
# A day's return that no class has; the line of best fit might give it for a share that crashed.
LOWEST = -0.9


def proxies_beside(
    priced: Mapping[str, FloatArray], profiles: Mapping[str, Profile], free: FloatArray
) -> FloatArray:
    """Daily returns of the classes, (t, 20), beside those of what has prices, (t,) by symbol, the
    most important first. free: the invented ones, (t, 20)."""
    symbols = list(priced)[:MOST_FOLLOWED]
    if not symbols:
        return free
    known = np.stack([priced[symbol] for symbol in symbols], axis=1)
    loadings = np.stack([profiles[symbol].loadings for symbol in symbols])
    own = [profiles[symbol].specific_volatility ** 2 + OWN_VOLATILITY**2 for symbol in symbols]
    shared = loadings @ factor_covariance()
    covariance = shared @ loadings.T + np.diag(own)
    gain = np.linalg.solve(covariance, shared[:, :CLASS_COUNT])
    apart = _sector_moves(len(free)) @ loadings[:, CLASS_COUNT:].T
    apart += _own_moves(symbols, len(free)) * np.sqrt(own)
    invented = free @ loadings[:, :CLASS_COUNT].T + apart / np.sqrt(DAYS_A_YEAR)
    return np.asarray(np.maximum(free + (known - invented) @ gain, LOWEST))


def _sector_moves(count: int) -> FloatArray:
    """(count, 11), yearly."""
    moves = np.random.RandomState(SEED + 2).standard_normal((count, SECTOR_COUNT))
    return np.asarray(moves * SECTOR_VOLATILITY)


def _own_moves(symbols: Sequence[str], count: int) -> FloatArray:
    """Standard normal, (count, k), the same for a symbol wherever it stands."""
    seeds = [(SEED + 3 + zlib.crc32(symbol.encode())) % 2**32 for symbol in symbols]
    return np.stack([np.random.RandomState(seed).standard_normal(count) for seed in seeds], axis=1)
