"""A holding's closing prices over time."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PriceSource(StrEnum):
    """SYNTHETIC: made up from a seed for demonstration, never a market's."""

    FILE = "file"
    YAHOO = "yahoo"
    TIINGO = "tiingo"
    STOOQ = "stooq"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSeries:
    """days rise, without repeats; closes are above zero, adjusted for splits and dividends."""

    days: tuple[date, ...]
    closes: tuple[float, ...]
    source: PriceSource = PriceSource.FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRange:
    """What is stored of one symbol, closes apart. recorded_at: when any of it last changed."""

    symbol: str
    first_day: date
    last_day: date
    count: int
    source: PriceSource
    recorded_at: datetime
