"""Cold and warm starts of the portfolios function, as multiples of a function that does nothing.

Both are measured in turns within one run, so that a busy machine slows both alike.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import events
from bench.database import USER_ID, database
from bench.measures import Measure
from bench.processors import one_left_free
from bench.runtime_api import Function
from tools.build_package import build_function, compile_folder, install, this_python

COLD_STARTS = 21
WARM_CALLS = 400
PORTFOLIOS = 10
HOLDINGS = 50
EMPTY_SOURCE = "def handler(event, context):\n    return {}\n"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one start or one call: wall-clock and processor time."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Two built packages, the runtime client they share, a database, and a processor that runs
    neither the database nor the runtime API."""

    runtime: Path
    empty_package: Path
    package: Path
    dsn: str
    processor: int | None

    def empty(self) -> Function:
        return self.start("empty.handler", self.empty_package, {})

    def portfolios(self) -> Function:
        environment = {
            "ECONLENS_HOST": "aws",
            "ECONLENS_APP_DSN": self.dsn,
            "ECONLENS_RATE_FACTOR": "1000",  # counted as ever, but not refused
            "POWERTOOLS_LOG_LEVEL": "WARNING",
        }
        return self.start("econlens.functions.portfolios.handler", self.package, environment)

    def start(self, handler: str, package: Path, environment: Mapping[str, str]) -> Function:
        return Function(handler, package, self.runtime, environment, self.processor)


def measure_functions(folder: Path) -> list[Measure]:
    """Functions, cold and warm"""
    with bench_in(folder) as bench:
        return [*_cold(bench), *_warm(bench)]


@contextmanager
def bench_in(folder: Path) -> Iterator[Bench]:
    """Build the packages in folder and start a database there."""
    runtime, empty, package = folder / "runtime", folder / "empty", folder / "portfolios"
    install(("awslambdaric",), runtime, target_platform=None, python=this_python())
    compile_folder(runtime, this_python())
    empty.mkdir()
    (empty / "empty.py").write_text(EMPTY_SOURCE)
    compile_folder(empty, this_python())
    build_function("portfolios", package)
    with one_left_free() as processor, database(folder / "database") as dsn:
        yield Bench(
            runtime=runtime, empty_package=empty, package=package, dsn=dsn, processor=processor
        )


def _cold(bench: Bench) -> list[Measure]:
    event = events.list_portfolios(USER_ID)
    empty, ours = [], []
    for _ in range(COLD_STARTS):
        with bench.empty() as function:
            empty.append(_cold_start(function, event))
        with bench.portfolios() as function:
            ours.append(_cold_start(function, event))
            memory = function.resident_megabytes()
    return [
        *_multiples("Cold start with database", empty, ours, good=4.0, limit=6.0),
        Measure(name="Memory after it", value=memory, unit="MB", good=44, limit=50),
    ]


def _cold_start(function: Function, event: Json) -> Cost:
    """From starting the process until its first answer."""
    _must_succeed(function.invoke(event).answer)
    return Cost(time.perf_counter() - function.started, function.cpu_seconds())


def _warm(bench: Bench) -> list[Measure]:
    with bench.empty() as empty, bench.portfolios() as ours:
        create = events.create_portfolio(USER_ID, HOLDINGS)
        for _ in range(PORTFOLIOS):
            created = ours.invoke(create).answer
            _must_succeed(created)
        get = events.get_portfolio(USER_ID, json.loads(created["body"])["id"])
        # The limit is for the smallest call, which shows what every call bears: to be let in, and
        # a round trip to the database. Reading or checking fifty holdings comes on top.
        calls = {
            "Warm GET": (events.list_portfolios(USER_ID), 2.0, 3.0),
            "Warm GET, 50 holdings": (get, None, None),
            "Warm POST, 50 holdings": (create, None, None),
        }
        return [
            measure
            for name, (event, good, limit) in calls.items()
            for measure in _multiples(name, *_alternate(empty, ours, event), good, limit)
        ]


def _alternate(empty: Function, ours: Function, event: Json) -> tuple[list[Cost], list[Cost]]:
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(WARM_CALLS):
        for function, spent in zip((empty, ours), costs, strict=True):
            before = function.cpu_seconds()
            reply = function.invoke(event)
            _must_succeed(reply.answer)
            spent.append(Cost(reply.seconds, function.cpu_seconds() - before))
    return costs


def _multiples(
    name: str, empty: list[Cost], ours: list[Cost], good: float | None, limit: float | None
) -> list[Measure]:
    wall = [1000 * median(cost.seconds for cost in costs) for costs in (ours, empty)]
    cpu = [1000 * median(cost.cpu_seconds for cost in costs) for costs in (ours, empty)]
    return [
        Measure(
            name=name,
            value=wall[0] / wall[1],
            unit="× empty",
            good=good,
            limit=limit,
            detail=f"{wall[0]:.2f} ms against {wall[1]:.2f} ms",
        ),
        Measure(
            name=f"{name}, processor",
            value=cpu[0] / cpu[1],
            unit="× empty",
            detail=f"{cpu[0]:.2f} ms against {cpu[1]:.2f} ms",
        ),
    ]


def _must_succeed(answer: Json) -> None:
    if answer and answer["statusCode"] >= 300:
        sys.exit(f"The function refused the benchmark's event: {answer['body'][:300]}")
