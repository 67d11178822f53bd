"""Fetch the prices that are missing, a symbol at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from econlens.domain.errors import EconLensError
from econlens.domain.price_errors import (
    PriceAnswerError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.price_rules import find_bad_prices, find_breaks, last_business_day
from econlens.domain.prices import PriceRange, PriceSeries, PriceSource
from econlens.price_ports import PriceProvider, Prices

DEPTH = timedelta(days=10 * 365 + 3)
# Days that are fetched once more, to see whether the service has adjusted the past meanwhile.
OVERLAP = timedelta(days=14)
# A dividend of a thousandth shifts all closes before it by as much; rounding shifts them by less.
SAME_CLOSE = 2e-4
# A gap says that the market was closed or the security suspended; the analysis steps over it.
TOLERATED = frozenset({"PRICE_GAP"})


class Outcome(StrEnum):
    CURRENT = "current"  # stored up to the last business day: nothing was fetched
    KEPT = "kept"  # from a file that the user brought: refreshed only when named
    EXTENDED = "extended"
    REPLACED = "replaced"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    symbol: str
    outcome: Outcome
    message: str = ""


def refresh_prices(
    prices: Prices,
    provider: PriceProvider,
    *,
    named: Sequence[str] = (),
    today: date,
    on_start: Callable[[int], None] = lambda _count: None,
) -> Iterator[Refreshed]:
    """One result for each held and each named symbol, as it comes; each is committed by itself.

    No transaction is open while the service is asked. Once it is paused, nobody asks it any more.
    """
    with prices() as store:
        held = store.list_held_symbols()
        ranges = {one.symbol: one for one in store.list_ranges()}
    symbols = list(dict.fromkeys((*named, *held)))
    on_start(len(symbols))
    paused: EconLensError | None = None
    for symbol in symbols:
        known = ranges.get(symbol)
        if kept := _kept(known, provider, today, is_named=symbol in named):
            yield Refreshed(symbol=symbol, outcome=kept)
        elif paused:
            yield Refreshed(symbol=symbol, outcome=Outcome.FAILED, message=paused.message)
        else:
            try:
                outcome = _refresh(prices, provider, symbol, known, today)
                yield Refreshed(symbol=symbol, outcome=outcome)
            except UnknownSymbolError as error:
                yield Refreshed(symbol=symbol, outcome=Outcome.UNKNOWN, message=error.message)
            except EconLensError as error:
                paused = error if isinstance(error, PriceServicePausedError) else None
                yield Refreshed(symbol=symbol, outcome=Outcome.FAILED, message=error.message)


def _kept(
    known: PriceRange | None, provider: PriceProvider, today: date, *, is_named: bool
) -> Outcome | None:
    if known is None:
        return None
    if known.source is PriceSource.FILE and not is_named:
        return Outcome.KEPT
    is_current = known.last_day >= last_business_day(today)
    return Outcome.CURRENT if is_current and known.source is provider.source else None


def _refresh(
    prices: Prices,
    provider: PriceProvider,
    symbol: str,
    known: PriceRange | None,
    today: date,
) -> Outcome:
    if known is not None and known.source is provider.source:
        recent = provider.fetch(symbol, known.last_day - OVERLAP)
        with prices() as store:
            stored = store.load_prices([symbol]).get(symbol)
            if stored is not None and continues(stored, recent):
                refuse_bad_series(symbol, recent, today)
                store.extend_prices({symbol: recent})
                return Outcome.EXTENDED
    fetched = provider.fetch(symbol, today - DEPTH)
    refuse_bad_series(symbol, fetched, today)
    with prices() as store:
        store.replace_prices({symbol: fetched})
    return Outcome.REPLACED


def continues(stored: PriceSeries, recent: PriceSeries) -> bool:
    """Whether the days that both know have the same closes, and there are such days."""
    known = dict(zip(stored.days, stored.closes, strict=True))
    shared = [
        (known[day], close)
        for day, close in zip(recent.days, recent.closes, strict=True)
        if day in known
    ]
    return bool(shared) and all(abs(new - old) <= SAME_CLOSE * old for old, new in shared)


def refuse_bad_series(symbol: str, series: PriceSeries, today: date) -> None:
    """Raises PriceAnswerError."""
    if not series.days:
        raise UnknownSymbolError(f"The service has no prices of {symbol}.")
    problems = [
        *find_bad_prices(series.days, series.closes, today),
        *(one for one in find_breaks(series.days, series.closes) if one.code not in TOLERATED),
    ]
    if problems:
        first = problems[0]
        raise PriceAnswerError(
            f"The prices of {symbol} are not used: on {series.days[first.at]}, {first.message}"
        )
