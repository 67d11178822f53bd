"""A holding's closing prices over time."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSeries:
    """days rise, without repeats; closes are above zero, adjusted for splits and dividends."""

    days: tuple[date, ...]
    closes: tuple[float, ...]
