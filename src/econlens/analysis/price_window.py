"""Which of the holdings' price histories can be used together, and the returns they give."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.portfolio_returns import looks_split
from econlens.analysis.wording import names
from econlens.domain.prices import PriceSeries, PriceSource

# A quarter of trading days; below that a volatility is uncertain by more than a tenth of itself.
LEAST_RETURNS = 60
LONGEST = timedelta(days=5 * 365 + 1)
# More than this would cost time and change little: the largest positions come first.
MOST_PRICED = 250
# A silence this long, and this many times the usual distance, is a gap: no return spans it.
GAP_DAYS, GAP_TIMES = 10, 3
DAYS_IN_YEAR = 365.25

Ordinals = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class PriceWindow:
    """returns (t, k) of the k symbols over days that all of them have a price for, t ≥ 60.

    periods_per_year: t over the time they span, so that daily, weekly and monthly closes all work.
    """

    symbols: tuple[str, ...]
    returns: FloatArray
    start: date
    end: date
    periods_per_year: float
    sources: tuple[PriceSource, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class PriceChoice:
    """window is None where no history can be used; notes name each that is not, and why."""

    window: PriceWindow | None
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class _Track:
    """One history as arrays: days as numbers, rising; closes above zero."""

    days: Ordinals
    closes: FloatArray
    source: PriceSource


def choose_prices(symbols: Sequence[str], prices: Mapping[str, PriceSeries]) -> PriceChoice:
    """The histories of these symbols, in this order of importance, that fit together.

    A history is left out that is too short, out of order, not above zero, jumps like a split, or
    would leave fewer than sixty common returns with those before it.
    """
    offered = {symbol: prices[symbol] for symbol in dict.fromkeys(symbols) if symbol in prices}
    if not offered:
        return PriceChoice(window=None, notes=())
    found = {symbol: _track(one) for symbol, one in offered.items()}
    sound = {symbol: one for symbol, one in found.items() if one is not None}
    bad = [symbol for symbol in found if symbol not in sound]
    split = [one for one, track in sound.items() if looks_split(_changes(track.closes))]
    short = [one for one, track in sound.items() if len(track.days) <= LEAST_RETURNS]
    usable = {key: one for key, one in sound.items() if key not in {*split, *short}}
    chosen, common = _fitting(usable)
    left = [symbol for symbol in usable if symbol not in chosen]
    window = _window({symbol: usable[symbol] for symbol in chosen}, common) if chosen else None
    is_full = len(chosen) == MOST_PRICED
    reasons = (
        (bad, "are not in order of days or not above zero"),
        (short, f"have fewer than {LEAST_RETURNS} returns in the last five years"),
        (split, "jump like a split that they were not adjusted for; bring adjusted closes"),
        ([] if is_full else left, f"share fewer than {LEAST_RETURNS} days with larger holdings'"),
        (left if is_full else [], f"come after the {MOST_PRICED} largest that have prices"),
    )
    notes = tuple(
        f"Prices that are not used, so that the asset class counts: those of {names(which)} {why}."
        for which, why in reasons
        if which
    )
    return PriceChoice(window=window, notes=notes)


def _track(one: PriceSeries) -> _Track | None:
    """Its last five years; None where it is no price history."""
    if not one.days or len(one.days) != len(one.closes):
        return None
    first = bisect_left(one.days, one.days[-1] - LONGEST)
    days = np.array([day.toordinal() for day in one.days[first:]], dtype=np.int64)
    closes = np.array(one.closes[first:], dtype=np.float64)
    if not ((np.diff(days) > 0).all() and (np.isfinite(closes) & (closes > 0)).all()):
        return None
    return _Track(days=days, closes=closes, source=one.source)


def _changes(closes: FloatArray) -> FloatArray:
    return np.asarray(closes[1:] / closes[:-1] - 1)


def _fitting(usable: Mapping[str, _Track]) -> tuple[list[str], Ordinals]:
    """Symbols taken in order as long as all of them keep enough common days."""
    chosen: list[str] = []
    common: Ordinals = np.zeros(0, dtype=np.int64)
    for symbol, one in usable.items():
        both = one.days
        if chosen and not np.array_equal(common, both):
            both = np.intersect1d(common, both, assume_unique=True)
        if _returns_between(both).sum() >= LEAST_RETURNS and len(chosen) < MOST_PRICED:
            chosen.append(symbol)
            common = both
    return chosen, common


def _returns_between(days: Ordinals) -> npt.NDArray[np.bool_]:
    """(t − 1,): whether a return from each day to the next spans no gap."""
    distances = np.diff(days)
    if not distances.size:
        return np.zeros(0, dtype=bool)
    return np.asarray(distances <= max(GAP_DAYS, GAP_TIMES * float(np.median(distances))))


def _window(tracks: Mapping[str, _Track], common: Ordinals) -> PriceWindow:
    closes = np.stack(
        [one.closes[np.searchsorted(one.days, common)] for one in tracks.values()], axis=1
    )
    kept = _returns_between(common)
    spanned = np.diff(common)[kept].sum()
    return PriceWindow(
        symbols=tuple(tracks),
        returns=_changes(closes)[kept],
        start=date.fromordinal(int(common[0])),
        end=date.fromordinal(int(common[-1])),
        periods_per_year=float(kept.sum() * DAYS_IN_YEAR / spanned),
        sources=tuple(sorted({one.source for one in tracks.values()})),
    )
