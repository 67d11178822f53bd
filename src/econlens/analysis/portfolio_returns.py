"""Daily returns of portfolios over a common window, from prices where known, else proxies."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import CLASS_COUNT, AssetClass, FloatArray
from econlens.analysis.classification import Classification
from econlens.analysis.compare_report import ProxiedHolding
from econlens.analysis.conditioned_proxies import own_returns
from econlens.analysis.positions import Positions
from econlens.analysis.profiles import Profile
from econlens.analysis.proxy_series import END, extended_days, extended_returns
from econlens.domain.prices import PriceSeries

# As few as risk from prices takes: a quarter of a year.
LEAST_OBSERVATIONS = 60
# No broad holding moves like this in a day; a split that prices were not adjusted for does.
SPLIT_LOSS, SPLIT_GAIN = -0.45, 0.9
# Of so many securities what is their own cancels out; each takes time.
MOST_OWN = 250


@dataclass(frozen=True, eq=False, kw_only=True)
class Window:
    """Places of the first and last of the proxies' days that all series cover."""

    first: int
    last: int

    @property
    def days(self) -> tuple[date, ...]:
        return extended_days()[self.first : self.last + 1]

    def proxy_returns(self) -> FloatArray:
        """(t, 20)"""
        return extended_returns()[self.first : self.last]


def common_window(series: Mapping[str, PriceSeries]) -> Window:
    """The days that all series and the proxies cover; empty where there are none.

    Without any series, as far as the proxies stand for what really happened.
    """
    days = extended_days()
    starts = [one.days[0] for one in series.values()] + [days[0]]
    ends = [one.days[-1] for one in series.values()] or [END]
    first = bisect_left(days, max(starts))
    last = bisect_right(days, min(ends)) - 1
    return Window(first=first, last=max(first, last))


def fitting_prices(
    series: Mapping[str, PriceSeries], importance: Sequence[str]
) -> dict[str, PriceSeries]:
    """The series, in that order, that leave sixty returns in common with those before them."""
    chosen: dict[str, PriceSeries] = {}
    for symbol in importance:
        if symbol in series:
            window = common_window(chosen | {symbol: series[symbol]})
            if window.last - window.first >= LEAST_OBSERVATIONS:
                chosen[symbol] = series[symbol]
    return chosen


def usable_prices(
    series: Mapping[str, PriceSeries],
) -> tuple[dict[str, PriceSeries], tuple[str, ...]]:
    """Those that can be a price series, and the symbols of those that jump like a split.

    No series: one of sixty days or fewer, out of order, or not of numbers above zero.
    """
    sound = {symbol: one for symbol, one in series.items() if _is_usable(one)}
    split = tuple(sorted(symbol for symbol, one in sound.items() if _jumps(one)))
    return {symbol: one for symbol, one in sound.items() if symbol not in split}, split


def _is_usable(one: PriceSeries) -> bool:
    closes = np.array(one.closes)
    return (
        len(one.days) == len(one.closes)
        and len(one.days) > LEAST_OBSERVATIONS
        and all(early < late for early, late in zip(one.days, one.days[1:], strict=False))
        and bool((np.isfinite(closes) & (closes > 0)).all())
    )


def _jumps(one: PriceSeries) -> bool:
    closes = np.array(one.closes)
    return looks_split(closes[1:] / closes[:-1] - 1)


def priced_returns(prices: Mapping[str, PriceSeries], window: Window) -> dict[str, FloatArray]:
    """(t,) of each between the window's days; a day without a price keeps the last one before."""
    wanted = _numbers(window.days)
    found = {}
    for symbol, one in prices.items():
        places = np.searchsorted(_numbers(one.days), wanted, side="right") - 1
        closes = np.array(one.closes)[places]
        found[symbol] = np.asarray(closes[1:] / closes[:-1] - 1)
    return found


def _numbers(days: Sequence[date]) -> npt.NDArray[np.int64]:
    return np.fromiter(map(date.toordinal, days), np.int64, len(days))


def looks_split(returns: FloatArray) -> bool:
    return bool(((returns < SPLIT_LOSS) | (returns > SPLIT_GAIN)).any())


@dataclass(frozen=True, eq=False, kw_only=True)
class PortfolioReturns:
    """returns (t,) at today's weights, kept by rebalancing every day; what stands on proxies."""

    returns: FloatArray
    proxied: tuple[ProxiedHolding, ...]
    priced_share: float


def portfolio_returns(
    positions: Positions, priced: Mapping[str, FloatArray], factors: FloatArray
) -> PortfolioReturns:
    """Σ w_i x_i for net weights w (n,). What has no prices returns what its classes and sectors do,
    and of the largest single securities what is their own beside it.

    priced: returns (t,) by symbol. factors: those of classes and sectors, (t, 31).
    """
    weights = positions.net_weights
    returns = np.zeros(len(factors))
    factor_weights = np.zeros(factors.shape[1])
    proxied: list[ProxiedHolding] = []
    share = 0.0
    for index, symbol in enumerate(positions.symbols):
        profile = positions.profiles[positions.profile_index[index]]
        if symbol in priced:
            returns += weights[index] * priced[symbol]
            share += float(positions.weights[index])
            continue
        factor_weights += weights[index] * profile.loadings
        if len(proxied) < MOST_OWN and _has_own_moves(profile):
            own = own_returns(symbol, profile.specific_volatility, len(factors))
            returns += weights[index] * own
        proxied.append(
            ProxiedHolding(
                symbol=symbol,
                weight=float(weights[index]),
                proxy=_proxy_name(profile.loadings[:CLASS_COUNT], profile.classification),
            )
        )
    returns += factors @ factor_weights
    return PortfolioReturns(returns=returns, proxied=tuple(proxied), priced_share=share)


def _has_own_moves(profile: Profile) -> bool:
    """An option stands still: what it would do is not known."""
    return profile.specific_volatility > 0 and not profile.classification.is_option


def _proxy_name(mix: FloatArray, known: Classification) -> str:
    classes = [one.replace("_", " ") for one, share in zip(AssetClass, mix, strict=True) if share]
    if known.is_option or not classes:
        return "none: counted as not moving"
    return " and ".join(classes)
