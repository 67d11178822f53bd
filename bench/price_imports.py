"""Bringing prices: a file of closes into PostgreSQL, as `econlens prices import` does it."""

import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from bench.database import migrated_server
from bench.measures import Measure
from econlens.price_bootstrap import prices
from econlens.usecases.import_prices import import_prices

SYMBOLS, YEARS, REPEATS = 20, 5, 5
FIRST, TODAY = date(2020, 1, 1), date(2025, 1, 1)
SATURDAY = 5


def measure_price_imports(folder: Path) -> list[Measure]:
    """Import of prices"""
    days = [FIRST + timedelta(days=at) for at in range(YEARS * 365)]
    days = [day for day in days if day.weekday() < SATURDAY]
    data = _price_file(days)
    with migrated_server(folder) as server:
        store = prices(server.dsn(user="econlens_prices"))
        spent = []
        for _ in range(REPEATS):  # the first into an empty table, the others over what is there
            started = time.perf_counter()
            import_prices(store, data, TODAY)
            spent.append(time.perf_counter() - started)
    seconds, count = median(spent), len(days) * SYMBOLS
    return [
        Measure(
            name=f"Import of prices, {SYMBOLS} symbols × {YEARS} years",
            value=1000 * seconds,
            unit="ms",
            detail=f"{count:,} closes, {len(data) / 1e6:.1f} MB, {count / seconds:,.0f} closes/s",
        )
    ]


def _price_file(days: list[date]) -> bytes:
    """A column for each symbol."""
    symbols = [f"BNCH{number}" for number in range(SYMBOLS)]
    rows = (
        ",".join([str(day), *(f"{100 + (at + place) % 7:.2f}" for place in range(SYMBOLS))])
        for at, day in enumerate(days)
    )
    return "\n".join([",".join(["date", *symbols]), *rows]).encode()
