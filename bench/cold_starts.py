"""Cold start of every function package, and of a peer: FastAPI + Mangum + SQLAlchemy + boto3.

All start in turns within one run, so that a busy machine slows all alike. The peer needs nothing
installed here: its package is built as ours are, from the locked versions.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from bench import events
from bench.database import USER_ID
from bench.functions import Bench, Json, bench_in
from bench.measures import Measure
from bench.runtime_api import Function
from tools.build_package import (
    DEPENDENCIES,
    NUMERIC,
    build_function,
    compile_folder,
    install,
    this_python,
)

STARTS = 9
# Run by the clock, so that nobody waits for their start.
UNWAITED = frozenset({"fetch_prices", "load_prices"})
PEER_PACKAGES = ("fastapi", "mangum", "sqlalchemy", "psycopg[binary]", "boto3")
PEER = "FastAPI + Mangum + SQLAlchemy + boto3"
# No route has this key, so that a function is loaded whole and asks nobody for anything.
PING: Json = {"httpMethod": "GET", "resource": "/ping", "requestContext": {"requestId": "ping"}}
NO_JOBS: Json = {"Records": []}
Starts = Mapping[str, tuple[Callable[[], Function], Json]]


def measure_cold_starts(folder: Path) -> list[Measure]:
    """Every function cold, and a peer on FastAPI"""
    with bench_in(folder) as bench:
        peer = build_peer(folder / "peer")
        empty: Starts = {"empty": (bench.empty, {})}
        names = [name for name in DEPENDENCIES if name not in UNWAITED]
        packages = {name: folder / f"package-{name}" for name in names}
        for name, package in packages.items():
            build_function(name, package)
        ours: Starts = {
            name: (starter(bench, name, package), NO_JOBS if name == "process_upload" else PING)
            for name, package in packages.items()
        }
        listed = events.list_portfolios(USER_ID)
        with_database: Starts = {
            "ours": (bench.portfolios, listed),
            "peer": (lambda: peer_of(bench, peer), listed),
        }
        spent = start_in_turns({**empty, **ours, **with_database})
    base = spent.pop("empty")
    theirs, listing = spent.pop("peer"), spent.pop("ours")
    return [
        *(_multiple(name, seconds, base) for name, seconds in spent.items()),
        Measure(
            name=f"Cold start, {PEER}",
            value=theirs / base,
            unit="× empty",
            detail=f"{1000 * theirs:.1f} ms",
        ),
        Measure(
            name="Cold start with database, ours as a share of it",
            value=listing / theirs,
            unit="× peer",
            good=0.25,
            limit=0.33,
            detail=f"{1000 * listing:.1f} ms against {1000 * theirs:.1f} ms",
        ),
    ]


def build_peer(folder: Path) -> Path:
    install(PEER_PACKAGES, folder, target_platform=None, python=this_python())
    shutil.copy(Path(__file__).with_name("peer_app.py"), folder / "peer_app.py")
    compile_folder(folder, this_python())
    return folder


def peer_of(bench: Bench, package: Path) -> Function:
    return bench.start("peer_app.handler", package, {"PEER_DSN": bench.dsn})


def starter(bench: Bench, name: str, package: Path) -> Callable[[], Function]:
    environment = {
        "ECONLENS_HOST": "aws",
        "ECONLENS_APP_DSN": bench.dsn,
        "POWERTOOLS_LOG_LEVEL": "WARNING",
    }
    handler = f"econlens.functions.{name}.handler"
    return lambda: bench.start(handler, package, environment)


def start_in_turns(starts: Starts) -> dict[str, float]:
    """Seconds of processor time from starting the process until its first answer, the median of
    several: what else the machine does must not count."""
    spent: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(STARTS):
        for name, (start, event) in starts.items():
            with start() as function:
                function.invoke(event)
                spent[name].append(function.cpu_seconds())
    return {name: median(seconds) for name, seconds in spent.items()}


def _multiple(name: str, seconds: float, empty: float) -> Measure:
    numeric = set(NUMERIC) <= set(DEPENDENCIES[name])
    return Measure(
        name=f"Cold start of {name}",
        value=seconds / empty,
        unit="× empty",
        good=None if numeric else 2.0,
        limit=None if numeric else 3.5,
        detail=f"{1000 * seconds:.1f} ms against {1000 * empty:.1f} ms",
    )


if __name__ == "__main__":
    from bench.database import temporary_folder

    with temporary_folder() as scratch:
        for measure in measure_cold_starts(scratch):
            print(f"{measure.name:55} {measure.value:7.2f} {measure.unit} {measure.verdict}")
