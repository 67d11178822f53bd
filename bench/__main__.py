"""Run every measurement, print one table, write bench/results.json, and fail on a broken limit."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

# NumPy's own threads would race those of the server for the same two cores.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from rich.console import Console
from rich.table import Table

from bench.cold_starts import measure_cold_starts
from bench.database import temporary_folder
from bench.functions import measure_functions
from bench.library import measure_library
from bench.measures import Measure
from bench.price_imports import measure_price_imports
from bench.quant import measure_quant
from bench.server import measure_server

MEASUREMENTS = (
    measure_functions,
    measure_cold_starts,
    measure_server,
    measure_library,
    measure_price_imports,
    measure_quant,
)
RESULTS = Path(__file__).with_name("results.json")
COLOURS = {"pass": "green", "over target": "yellow", "FAIL": "bold red", "": ""}


def main() -> None:
    measures: list[Measure] = []
    with temporary_folder() as folder:
        for measure in MEASUREMENTS:
            place = folder / measure.__name__
            place.mkdir()
            print(f"{measure.__doc__ or measure.__name__} …", file=sys.stderr, flush=True)
            measures += measure(place)
    _print(measures)
    _write(measures)
    if any(measure.verdict == "FAIL" for measure in measures):
        sys.exit(1)


def _print(measures: list[Measure]) -> None:
    table = Table("", "Measured", "Target", "Limit", "", "", title="EconLens benchmark")
    for measure in measures:
        colour = COLOURS[measure.verdict]
        table.add_row(
            measure.name,
            f"{_number(measure.value)} {measure.unit}",
            _bound(measure, measure.good),
            _bound(measure, measure.limit),
            f"[{colour}]{measure.verdict}[/]" if colour else "",
            measure.detail,
        )
    Console(width=None if sys.stdout.isatty() else 130).print(table)


def _bound(measure: Measure, bound: float | None) -> str:
    sign = "≥" if measure.more_is_better else "≤"
    return "" if bound is None else f"{sign} {_number(bound)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _write(measures: list[Measure]) -> None:
    results = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load": os.getloadavg()[0],
        "measures": [measure.as_json() for measure in measures],
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
