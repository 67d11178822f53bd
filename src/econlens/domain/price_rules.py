"""What makes a series of closing prices one that can be measured."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

SATURDAY = 5
LEAST_PRICES = 2
# A silence this long, and this many times the usual distance, is a gap.
GAP_DAYS, GAP_TIMES = 10, 3
# No broad holding moves like this between two prices; a split that was not adjusted for does.
SPLIT_LOSS, SPLIT_GAIN = -0.45, 0.9
# What is worth more is a mistake: the database takes no more either.
LARGEST_CLOSE = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceProblem:
    """at: the place in the series of the price that is wrong."""

    code: str
    at: int
    message: str
    fix: str


def find_bad_prices(
    days: Sequence[date], closes: Sequence[float], today: date
) -> list[PriceProblem]:
    """Prices that are wrong by themselves; days may be in any order."""
    seen: set[date] = set()
    problems = []
    for at, (day, close) in enumerate(zip(days, closes, strict=True)):
        if not math.isfinite(close) or not 0 < close < LARGEST_CLOSE:
            problems.append(_not_above_zero(at, close))
        if day > today:
            problems.append(_in_future(at, day))
        if day in seen:
            problems.append(_twice(at, day))
        seen.add(day)
    return problems


def find_breaks(days: Sequence[date], closes: Sequence[float]) -> list[PriceProblem]:
    """What is wrong between prices that are right by themselves; days rise."""
    if len(days) < LEAST_PRICES:
        return [_too_few(0)] if days else []
    distances = [(after - before).days for before, after in pairwise(days)]
    longest = max(GAP_DAYS, GAP_TIMES * median(distances))
    problems = []
    for at, distance in enumerate(distances, start=1):
        if distance > longest:
            problems.append(_gap(at, days[at - 1], days[at]))
        change = closes[at] / closes[at - 1] - 1
        if change < SPLIT_LOSS or change > SPLIT_GAIN:
            problems.append(_split(at, closes[at - 1], closes[at]))
    return problems


def last_business_day(today: date) -> date:
    """The last day before today that is no Saturday or Sunday: its close is known everywhere."""
    day = today - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def _not_above_zero(at: int, close: float) -> PriceProblem:
    return PriceProblem(
        code="PRICE_NOT_ABOVE_ZERO",
        at=at,
        message=f"A price of {close:g} is none: it must be above zero.",
        fix="Leave out days without a price.",
    )


def _in_future(at: int, day: date) -> PriceProblem:
    return PriceProblem(
        code="PRICE_IN_FUTURE",
        at=at,
        message=f"{day} is yet to come.",
        fix="Check the date, and whether the day or the month comes first.",
    )


def _twice(at: int, day: date) -> PriceProblem:
    return PriceProblem(
        code="DUPLICATE_DAY",
        at=at,
        message=f"There is a price of {day} already.",
        fix="Keep one price for each day.",
    )


def _too_few(at: int) -> PriceProblem:
    return PriceProblem(
        code="TOO_FEW_PRICES",
        at=at,
        message="One price says nothing about how a price moves.",
        fix="Bring a price for each day, of a quarter of a year at least.",
    )


def _gap(at: int, before: date, after: date) -> PriceProblem:
    return PriceProblem(
        code="PRICE_GAP",
        at=at,
        message=f"There is no price between {before} and {after}.",
        fix="Add the missing days, or begin after the gap.",
    )


def _split(at: int, before: float, after: float) -> PriceProblem:
    return PriceProblem(
        code="PRICE_LOOKS_SPLIT",
        at=at,
        message=f"From {before:g} to {after:g} in one step looks like a split.",
        fix="Bring closes that are adjusted for splits and dividends.",
    )
