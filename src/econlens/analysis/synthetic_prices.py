"""SYNTHETIC closes of single holdings: their asset classes' invented returns and a chance of their
own, so that a demonstration has something to measure. They say nothing about a market."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from econlens.analysis.asset_classes import CLASS_COUNT, FloatArray
from econlens.analysis.positions import gather_positions
from econlens.analysis.profiles import Profile
from econlens.analysis.proxy_series import DAYS_A_YEAR, END, SEED, business_days, class_returns
from econlens.domain.assets import AssetType
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries, PriceSource

YEARS = 5
# In a day no invented price leaves these, so that none looks like a split.
MOST_LOSS, MOST_GAIN = -0.25, 0.25
UNPRICED = frozenset({AssetType.CASH, AssetType.OPTION})


def synthetic_prices(holdings: Sequence[Holding]) -> Mapping[str, PriceSeries]:
    """Five years of each holding, ending at its price; without one, at 100. Always the same."""
    priced = [holding for holding in holdings if holding.asset_type not in UNPRICED]
    last = {holding.symbol: float(holding.price or 100) for holding in priced}
    positions = gather_positions(priced)
    profiles = [positions.profiles[index] for index in positions.profile_index]
    return {
        symbol: _series(symbol, profile, last[symbol])
        for symbol, profile in zip(positions.symbols, profiles, strict=True)
    }


def _series(symbol: str, profile: Profile, last: float) -> PriceSeries:
    days = [day for day in business_days() if day >= END - timedelta(days=365 * YEARS + 1)]
    returns = class_returns()[-(len(days) - 1) :] @ profile.loadings[:CLASS_COUNT]
    own = _own_moves(symbol, len(returns)) * profile.specific_volatility / np.sqrt(DAYS_A_YEAR)
    levels = np.concatenate(([1.0], np.cumprod(1 + np.clip(returns + own, MOST_LOSS, MOST_GAIN))))
    closes = levels * (last / levels[-1])
    return PriceSeries(
        days=tuple(days),
        closes=tuple(float(close) for close in closes),
        source=PriceSource.SYNTHETIC,
    )


def _own_moves(symbol: str, count: int) -> FloatArray:
    """Standard normal, (count,), the same for a symbol everywhere and for ever."""
    seed = (SEED + zlib.crc32(symbol.encode())) % 2**32
    return np.asarray(np.random.RandomState(seed).standard_normal(count))
