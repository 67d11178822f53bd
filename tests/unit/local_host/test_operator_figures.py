"""Figures of the operator page, from the counts of several server processes."""

import json
from pathlib import Path

import pytest

from econlens.local.operator_figures import LocalFigures
from econlens.local.request_counts import REFUSED, RequestCounts
from econlens.monitoring.alarms import ALARMS, Alarm
from econlens.monitoring.measures import Measure
from tests.fakes import FixedClock, InMemoryJobQueue

NOON = 1_800_000_000.0


class Clock:
    def __init__(self) -> None:
        self.seconds = NOON

    def __call__(self) -> float:
        return self.seconds


class Busy:
    """A database with 90 of its 100 connections taken, and a job that waits for half an hour."""

    def connections(self) -> float:
        return 90

    def connection_share(self) -> float:
        return 90

    def oldest_job_seconds(self) -> float:
        return 1800


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counts(tmp_path: Path, clock: Clock) -> RequestCounts:
    return RequestCounts(tmp_path / "counts", clock)


def figures(counts: RequestCounts, folder: Path, *, dead: int = 0) -> LocalFigures:
    queue = InMemoryJobQueue(FixedClock())
    for _ in range(dead):
        queue.send("poison")
        for _ in range(3):
            (job,) = queue.receive(limit=1, lease_seconds=60)
            queue.release(job)
    return LocalFigures(counts, queue, Busy(), folder)


def alarm(measure: Measure) -> Alarm:
    return next(one for one in ALARMS if one.measure is measure)


def test_the_counts_of_other_processes_are_added(counts: RequestCounts, tmp_path: Path) -> None:
    counts.record("portfolios", "listPortfolios", 200, 10)
    minute = int(NOON // 60)
    other = [[minute, "portfolios", "listPortfolios", 200, 20, 4]]
    (tmp_path / "counts" / "other.json").write_text(json.dumps(other))
    assert figures(counts, tmp_path).of(Measure.REQUESTS, 5) == {"": 5}


def test_what_is_older_than_asked_does_not_count(
    counts: RequestCounts, clock: Clock, tmp_path: Path
) -> None:
    counts.record("auth", "login", 200, 10)
    clock.seconds += 600
    counts.record("auth", "login", 200, 10)
    found = figures(counts, tmp_path)
    assert [found.of(Measure.REQUESTS, minutes)[""] for minutes in (5, 60)] == [1, 2]
    clock.seconds += 3600
    assert figures(counts, tmp_path).of(Measure.REQUESTS, 60) == {"": 0}


def test_percentiles_are_within_a_step_and_leave_refusals_out(
    counts: RequestCounts, tmp_path: Path
) -> None:
    for milliseconds in range(1, 101):
        counts.record("portfolios", "getPortfolio", 200, milliseconds)
        counts.record("gateway", REFUSED, 401, 0)
    found = figures(counts, tmp_path)
    assert found.of(Measure.LATENCY_MEDIAN, 5)[""] == pytest.approx(50, rel=0.12)
    assert found.of(Measure.LATENCY_P95, 5)[""] == pytest.approx(95, rel=0.12)
    assert found.of(Measure.CLIENT_ERRORS, 5) == {"": 100}


def test_without_answers_there_is_no_latency(counts: RequestCounts, tmp_path: Path) -> None:
    assert figures(counts, tmp_path).of(Measure.LATENCY_P95, 5) == {}
    assert figures(counts, tmp_path).is_raised(alarm(Measure.LATENCY_P95)) is None


def test_errors_and_durations_are_told_by_function(counts: RequestCounts, tmp_path: Path) -> None:
    counts.record("auth", "login", 500, 10)
    counts.record("sharing", "getShared", 200, 10)
    found = figures(counts, tmp_path)
    assert found.of(Measure.FUNCTION_ERRORS, 5) == {"auth": 1, "sharing": 0}
    assert found.of(Measure.FUNCTION_DURATION_P95, 5).keys() == {"auth", "sharing"}
    assert found.is_raised(alarm(Measure.FUNCTION_ERRORS)) is True


def test_one_failure_among_few_calls_is_no_share(counts: RequestCounts, tmp_path: Path) -> None:
    counts.record("auth", "login", 500, 10)
    found = figures(counts, tmp_path)
    assert found.is_raised(alarm(Measure.SERVER_ERROR_SHARE)) is False
    for _ in range(20):
        counts.record("auth", "login", 500, 10)
    assert figures(counts, tmp_path).is_raised(alarm(Measure.SERVER_ERROR_SHARE)) is True


def test_a_dead_letter_raises_its_alarm(counts: RequestCounts, tmp_path: Path) -> None:
    assert figures(counts, tmp_path, dead=1).is_raised(alarm(Measure.DEAD_LETTERS)) is True
    assert figures(counts, tmp_path).is_raised(alarm(Measure.DEAD_LETTERS)) is False


def test_unusual_traffic_is_not_judged_here(counts: RequestCounts, tmp_path: Path) -> None:
    assert figures(counts, tmp_path).is_raised(alarm(Measure.REQUESTS)) is None


def test_a_busy_database_and_an_old_job_raise_their_alarms(
    counts: RequestCounts, tmp_path: Path
) -> None:
    found = figures(counts, tmp_path)
    assert found.of(Measure.DATABASE_CONNECTIONS, 5) == {"": 90}
    for measure in (Measure.DATABASE_CONNECTION_SHARE, Measure.QUEUE_AGE):
        assert found.is_raised(alarm(measure)) is True


def test_memory_is_what_this_process_used_in_megabytes(
    counts: RequestCounts, tmp_path: Path
) -> None:
    taken = bytearray(50_000_000)
    used = figures(counts, tmp_path).of(Measure.FUNCTION_MEMORY, 5)[""]
    assert len(taken) / 1e6 < used < 20_000


@pytest.mark.parametrize("measure", Measure)
def test_what_is_not_measured_has_no_figures(
    measure: Measure, counts: RequestCounts, tmp_path: Path
) -> None:
    counts.record("auth", "login", 200, 10)
    found = figures(counts, tmp_path)
    assert bool(found.of(measure, 5)) is found.is_measured(measure)
