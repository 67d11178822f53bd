"""The importer and the analysis by themselves, without a server."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from statistics import median

from bench.files import (
    activity_rows,
    broker_rows,
    bytes_file,
    canonical_rows,
    lot_rows,
    varied_rows,
)
from bench.hostile_files import hostile_files
from bench.measures import Measure
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
from econlens.domain.user import RiskTolerance
from econlens.importing.read import read_file

ANALYSES = 25
IMPORTS = 5
ROWS = (1_000, 10_000, 100_000)


def measure_library(folder: Path) -> list[Measure]:
    """Analysis and import by themselves"""
    return [*_analyses(), *_import(folder)]


def _analyses() -> list[Measure]:
    few = 1000 * _median_seconds(lambda: _assess(_holdings(20)), ANALYSES)
    many = 1000 * _median_seconds(lambda: _assess(_holdings(1000)), ANALYSES)
    return [
        Measure(name="Analysis of 20 holdings", value=few, unit="ms", good=10, limit=50),
        Measure(name="Analysis of 1,000 holdings", value=many, unit="ms", good=100, limit=500),
    ]


def _assess(holdings: list[Holding]) -> None:
    assess(holdings, currency="USD", risk_tolerance=RiskTolerance.MODERATE)


def _holdings(count: int) -> list[Holding]:
    sectors, regions = list(Sector), list(Region)
    categories = [Category.US_LARGE_CAP, Category.EMERGING_MARKETS, Category.GOVERNMENT_BONDS]
    return [
        Holding(
            symbol=f"BNCH{number}",
            name=f"Benchmark Holding {number}",
            asset_type=AssetType.STOCK,
            market_value=Decimal(1000 + number),
            category=categories[number % len(categories)],
            sector=sectors[number % len(sectors)],
            region=regions[number % len(regions)],
        )
        for number in range(count)
    ]


def _import(folder: Path) -> list[Measure]:
    data = bytes_file(10_000_000)
    rows = data.count(b"\n")
    seconds = _median_seconds(lambda: read_file(data), IMPORTS)
    path = folder / "ten-megabytes.csv"
    path.write_bytes(data)
    return [
        Measure(
            name="Import of 10 MB",
            value=rows / seconds,
            unit="rows/s",
            good=400_000,
            limit=200_000,
            more_is_better=True,
            detail=f"{rows:,} rows in {seconds:.2f} s",
        ),
        Measure(name="Peak memory of it", value=_peak(path), unit="MB", good=100, limit=200),
        *_growth(folder),
        *(_memory(kind, file, folder) for kind, file in ten_megabytes().items()),
        *(_memory(kind, file, folder) for kind, file in hostile_files().items()),
    ]


def _growth(folder: Path) -> list[Measure]:
    """Ten times the rows should take ten times as long and as much."""
    measures = []
    for kind, file_of in (("Canonical", canonical_rows), ("Broker", broker_rows)):
        for rows in ROWS:
            data = file_of(rows)
            seconds = _median_seconds(partial(read_file, data), IMPORTS)
            added = added_megabytes(data, folder)
            measures.append(
                Measure(
                    name=f"{kind} file of {rows:,} rows",
                    value=1000 * seconds,
                    unit="ms",
                    detail=f"{len(data) / 1e6:.1f} MB, {rows / seconds:,.0f} rows/s, "
                    f"{added:.0f} MB more memory",
                )
            )
    return measures


def ten_megabytes() -> dict[str, bytes]:
    """Files just below the largest that may be uploaded, by what they are."""
    return {
        "10 MB of canonical rows": canonical_rows(98_000),
        "10 MB of canonical rows without a like": varied_rows(82_000),
        "10 MB of a broker's positions": broker_rows(123_000),
        "10 MB of lots": lot_rows(145_000),
        "10 MB of transactions": activity_rows(155_000),
    }


def _memory(kind: str, data: bytes, folder: Path) -> Measure:
    return Measure(
        name=f"Memory beyond {kind}",
        value=added_megabytes(data, folder) / (len(data) / 1e6) - 1,
        unit="× the file",
        good=3,
        limit=3,
        detail=f"{len(data) / 1e6:.1f} MB, which are not counted",
    )


def added_megabytes(data: bytes, folder: Path) -> float:
    """What reading these bytes adds to a process, they themselves included."""
    path = folder / "file.csv"
    path.write_bytes(data)
    return _peak(path) - _peak_of_nothing()


@cache
def _peak_of_nothing() -> float:
    """Megabytes of the same process without a file."""
    return _peak(Path(os.devnull))


def _peak(path: Path) -> float:
    """Resident megabytes of a process that does nothing but import the file."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.imports", path], capture_output=True, text=True, check=True
    )
    return float(answer.stdout)


def _median_seconds(work: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return median(spent)
