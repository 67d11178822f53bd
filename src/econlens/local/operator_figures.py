"""Where the local server has the figures that econlens.monitoring names."""

import shutil
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Final, Protocol

from econlens.local.request_counts import Answered, RequestCounts, percentile
from econlens.monitoring.alarms import Alarm, When
from econlens.monitoring.measures import Measure
from econlens.ports import JobQueue

BUSINESS: Final = {
    Measure.REGISTRATIONS: ("register", 201),
    Measure.PORTFOLIOS_CREATED: ("createPortfolio", 201),
    Measure.UPLOADS_STARTED: ("startUpload", 201),
}
LATENCIES: Final = {
    Measure.LATENCY_MEDIAN: 0.5,
    Measure.LATENCY_P95: 0.95,
    Measure.LATENCY_P99: 0.99,
}
FEWEST_CALLS: Final = 20  # below it a single failure would be a share of five percent
BYTES_PER_MEGABYTE: Final = 1_000_000
# macOS tells memory in bytes, Linux in kilobytes of 1,024.
MEMORY_UNIT: Final = 1 if sys.platform == "darwin" else 1024
FROM_REQUESTS: Final = frozenset(
    {
        *BUSINESS,
        *LATENCIES,
        Measure.REQUESTS,
        Measure.CLIENT_ERRORS,
        Measure.SERVER_ERRORS,
        Measure.SERVER_ERROR_SHARE,
        Measure.THROTTLED_REQUESTS,
        Measure.FUNCTION_ERRORS,
        Measure.FUNCTION_DURATION_P95,
    }
)
Figures = Mapping[str, float]


class Load(Protocol):
    def connections(self) -> float: ...
    def connection_share(self) -> float: ...
    def oldest_job_seconds(self) -> float: ...


class LocalFigures:
    """of(measure, minutes) by label; empty where there is nothing to tell, or this host does not
    measure it at all. As of one moment: make it anew for the next."""

    def __init__(self, counts: RequestCounts, jobs: JobQueue, load: Load, data_dir: Path) -> None:
        self._last = cache(counts.last)
        self._now: Mapping[Measure, Callable[[], float]] = {
            Measure.QUEUE_DEPTH: jobs.count_waiting,
            Measure.QUEUE_AGE: load.oldest_job_seconds,
            Measure.DEAD_LETTERS: jobs.count_dead,
            Measure.DATABASE_CONNECTIONS: load.connections,
            Measure.DATABASE_CONNECTION_SHARE: load.connection_share,
            Measure.FUNCTION_MEMORY: _memory,
            Measure.DATABASE_FREE_STORAGE: (
                lambda: shutil.disk_usage(data_dir).free / BYTES_PER_MEGABYTE
            ),
        }

    def is_of_now(self, measure: Measure) -> bool:
        """One value, whatever the time that is looked back on."""
        return measure in self._now

    def is_measured(self, measure: Measure) -> bool:
        return measure in self._now or measure in FROM_REQUESTS

    def of(self, measure: Measure, minutes: int) -> Figures:
        if measure in self._now:
            return {"": self._now[measure]()}
        return _from_requests(measure, self._last(minutes))

    def is_raised(self, alarm: Alarm) -> bool | None:
        """Over all of its periods taken together; None where it cannot be judged here."""
        if alarm.when is When.UNUSUAL:
            return None
        found = self.of(alarm.measure, alarm.period_minutes * alarm.periods).values()
        if not found:
            return None
        above = alarm.when is When.ABOVE
        return any((v > alarm.threshold) if above else (v < alarm.threshold) for v in found)


def _memory() -> float:
    """The most that this server process has used."""
    return getrusage(RUSAGE_SELF).ru_maxrss * MEMORY_UNIT / BYTES_PER_MEGABYTE


def _from_requests(measure: Measure, answered: list[Answered]) -> Figures:
    def count(first: int, last: int) -> float:
        return sum(one.count for one in answered if first <= one.status <= last)

    if measure in LATENCIES:
        found = percentile(answered, LATENCIES[measure])
        return {} if found is None else {"": found}
    if measure in BUSINESS:
        wanted = BUSINESS[measure]
        return {"": sum(one.count for one in answered if (one.operation, one.status) == wanted)}
    calls, failed = count(100, 599), count(500, 599)
    match measure:
        case Measure.REQUESTS:
            return {"": calls}
        case Measure.CLIENT_ERRORS:
            return {"": count(400, 499)}
        case Measure.THROTTLED_REQUESTS:
            return {"": count(429, 429)}
        case Measure.SERVER_ERRORS:
            return {"": failed}
        case Measure.SERVER_ERROR_SHARE:
            return {"": 100 * failed / calls if calls > FEWEST_CALLS else 0}
        case Measure.FUNCTION_ERRORS | Measure.FUNCTION_DURATION_P95:
            return _by_function(measure, answered)
        case _:
            return {}


def _by_function(measure: Measure, answered: list[Answered]) -> Figures:
    found: dict[str, float] = {}
    for function in sorted({one.function for one in answered}):
        own = [one for one in answered if one.function == function]
        if measure is Measure.FUNCTION_ERRORS:
            found[function] = sum(one.count for one in own if one.status >= 500)
        elif (slow := percentile(own, 0.95)) is not None:
            found[function] = slow
    return found
