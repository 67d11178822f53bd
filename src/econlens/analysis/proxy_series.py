"""SYNTHETIC daily returns per asset class, for what has no price history: invented, and said so.

Drawn from the assumed volatilities and correlations with a fixed seed, so that they are the same
everywhere; in four crises each class moves in total as it did in fact. docs/methodology.md says
what that is good for: how portfolios differ, not what they would have earned.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from econlens.analysis.asset_classes import (
    CLASS_COUNT,
    AssetClass,
    FloatArray,
    class_covariance,
)

LABEL = "synthetic"
START, END = date(2006, 12, 29), date(2025, 6, 30)
# Until when they go on beside prices that are younger than END, as in calm times.
LAST = date(2035, 12, 31)
SEED = 20070101
SATURDAY = 5
# Monday to Friday, holidays and all: on those a price stands still.
DAYS_A_YEAR = 261.0
# In a crisis days are this much wilder.
CRISIS_VOLATILITY = 2.0


@dataclass(frozen=True, slots=True)
class Crisis:
    """From the close of start to that of end; total returns in per cent in the order of AssetClass.

    Rounded from published index returns; crypto before 2010 stands still.
    """

    name: str
    start: date
    end: date
    returns_percent: tuple[float, ...]


# cash; short, intermediate, long Treasury, TIPS, aggregate, municipal, international, investment
# grade, high yield, emerging sovereign; US large, mid, small, developed, emerging; REIT,
# commodities, gold, crypto.
CRISES = (
    Crisis(
        "the first fall of 2007",
        date(2007, 10, 9),
        date(2007, 12, 31),
        (1, 2, 3.5, 5, 4, 2.5, 0.5, 2.5, 1.5, -2, 1, -5.4, -6, -9, -5, -3, -15, 12, 12, 0),
    ),
    Crisis(
        "2008",
        date(2007, 12, 31),
        date(2008, 12, 31),
        (
            *(1.8, 5, 20, 26, -2.4, 5.2, -2.5, 4, -4.9, -26, -12),
            *(-37, -41.5, -33.8, -43.4, -53.3, -38, -36, 5, 0),
        ),
    ),
    Crisis(
        "the low of 2009",
        date(2008, 12, 31),
        date(2009, 3, 9),
        (0, 0.3, -2.5, -9, 1, -0.5, 4, -1, -4, -3, -3, -24.6, -25, -31, -26, -13, -44, -8, 5, 0),
    ),
    Crisis(
        "February and March 2020",
        date(2020, 2, 19),
        date(2020, 3, 23),
        (
            *(0.1, 1.2, 4, 10, -1.5, -1.4, -8, -3, -13, -20, -20),
            *(-33.7, -40, -41.5, -32.6, -31.5, -41.5, -26, -3.6, -33),
        ),
    ),
    Crisis(
        "2022",
        date(2021, 12, 31),
        date(2022, 12, 30),
        (
            *(1.5, -3.8, -11, -31, -12, -13, -8.5, -13, -15.5, -11, -17.5),
            *(-18, -17.5, -20.5, -14.5, -20, -26, 16, -1, -64),
        ),
    ),
)

# Growth a year in all other times, per cent: with the crises, what each class has roughly earned.
CALM_GROWTH_PERCENT = (
    *(1.5, 2, 3.4, 4.5, 4.6, 4.3, 4.6, 3.7, 7.3, 11.8, 9.1),
    *(20, 21.5, 21.5, 16, 16.5, 22, 5, 7.5, 29),
)


@cache
def business_days() -> tuple[date, ...]:
    """Monday to Friday from START to END; the returns below are those from one to the next."""
    return _weekdays(START, END)


@cache
def extended_days() -> tuple[date, ...]:
    """Monday to Friday from START to LAST."""
    return (*business_days(), *_weekdays(END + timedelta(days=1), LAST))


def _weekdays(first: date, last: date) -> tuple[date, ...]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < SATURDAY)


@cache
def class_returns() -> FloatArray:
    """Simple daily returns, (t, 20) in the order of AssetClass; t is one less than business days.

    Within a crisis the days compound to exactly its total; all the other days together to exactly
    the calm growth.
    """
    days = np.array(business_days()[1:], dtype="datetime64[D]")
    moves = _moves(SEED, len(days))
    calm = np.ones(len(days), dtype=bool)
    for crisis in CRISES:
        within = (days > np.datetime64(crisis.start)) & (days <= np.datetime64(crisis.end))
        calm &= ~within
        total = np.log1p(np.array(crisis.returns_percent) / 100)
        moves[within] = _with_total(CRISIS_VOLATILITY * moves[within], total)
    moves[calm] = _calm(moves[calm])
    returns = np.expm1(moves)
    returns.setflags(write=False)
    return np.asarray(returns)


@cache
def extended_returns() -> FloatArray:
    """Those of class_returns, and after END of calm times to LAST, from a stream of their own."""
    count = len(extended_days()) - len(business_days())
    returns = np.concatenate((class_returns(), np.expm1(_calm(_moves(SEED + 1, count)))))
    returns.setflags(write=False)
    return returns


def _moves(seed: int, count: int) -> FloatArray:
    """(count, 20) log returns of days that go nowhere on average."""
    factor = np.linalg.cholesky(class_covariance() / DAYS_A_YEAR)
    # The legacy generator: its stream is frozen for good.
    return np.asarray(np.random.RandomState(seed).standard_normal((count, CLASS_COUNT)) @ factor.T)


def _calm(moves: FloatArray) -> FloatArray:
    years = len(moves) / DAYS_A_YEAR
    return _with_total(moves, years * np.log1p(np.array(CALM_GROWTH_PERCENT) / 100))


def _with_total(moves: FloatArray, total: FloatArray) -> FloatArray:
    """Log returns (t, 20) shifted so that they sum to total (20,)."""
    return np.asarray(moves - moves.mean(axis=0) + total / len(moves))


def class_return(asset_class: AssetClass) -> FloatArray:
    """One class, (t,)."""
    return np.asarray(class_returns()[:, list(AssetClass).index(asset_class)])
