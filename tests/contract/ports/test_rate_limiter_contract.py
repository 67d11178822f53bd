"""What every RateLimiter does; runs against the fake and the one in the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest

from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.adapters.postgres.transactions import SingleConnection
from econlens.domain.limits import Limit
from econlens.ports import RateLimiter
from tests.conftest import Database
from tests.fakes import FixedClock, InMemoryRateLimiter

THREE_AN_HOUR = Limit(requests=3)
FEW_SECONDS = 5


@dataclass(frozen=True)
class Bench:
    limiter: RateLimiter
    wait_minutes: Callable[[float], None]

    def allowed(self, subject: str = "user:1", limit: Limit = THREE_AN_HOUR) -> bool:
        return self.limiter.take(subject, limit).allowed


@pytest.fixture(params=["in memory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "in memory":
        clock = FixedClock()
        limiter = InMemoryRateLimiter(clock)
        yield Bench(limiter, lambda minutes: clock.advance(minutes=minutes))
        return
    database: Database = request.getfixturevalue("database")
    connections = SingleConnection(database.app_dsn)

    def wait(minutes: float) -> None:
        with connections() as connection:
            connection.execute(
                "UPDATE rate_buckets SET full_at = full_at - %s * interval '1 minute'", [minutes]
            )

    yield Bench(PostgresRateLimiter(connections, b"key"), wait)
    with connections() as connection:
        connection.close()


def test_a_full_bucket_gives_all_it_holds_at_once_and_then_nothing(bench: Bench) -> None:
    assert [bench.allowed() for _ in range(5)] == [True, True, True, False, False]


def test_the_answer_counts_down_and_says_how_long_to_wait(bench: Bench) -> None:
    answers = [bench.limiter.take("user:1", THREE_AN_HOUR) for _ in range(4)]
    assert [answer.limit for answer in answers] == [3, 3, 3, 3]
    assert [answer.remaining for answer in answers] == [2, 1, 0, 0]
    assert [answer.retry_after_seconds for answer in answers[:3]] == [0, 0, 0]
    assert answers[3].retry_after_seconds == pytest.approx(1200, abs=FEW_SECONDS)
    assert answers[3].reset_seconds == pytest.approx(3600, abs=FEW_SECONDS)


def test_refused_requests_do_not_lengthen_the_wait(bench: Bench) -> None:
    for _ in range(10):
        bench.allowed()
    bench.wait_minutes(20.1)
    assert bench.allowed()


def test_a_bucket_refills_evenly_and_never_beyond_full(bench: Bench) -> None:
    for _ in range(3):
        bench.allowed()
    bench.wait_minutes(40.1)
    assert [bench.allowed() for _ in range(3)] == [True, True, False]
    bench.wait_minutes(600)
    assert [bench.allowed() for _ in range(4)] == [True, True, True, False]


def test_subjects_are_counted_apart(bench: Bench) -> None:
    once = Limit(requests=1)
    assert bench.allowed("address:192.0.2.1", once)
    assert not bench.allowed("address:192.0.2.1", once)
    assert bench.allowed("address:192.0.2.2", once)


def test_a_refilled_bucket_starts_anew(bench: Bench) -> None:
    once = Limit(requests=1)
    bench.allowed(limit=once)
    bench.limiter.refill("user:1")
    assert bench.allowed(limit=once)


def test_the_table_holds_no_subject_in_the_clear(database: Database) -> None:
    connections = SingleConnection(database.app_dsn)
    PostgresRateLimiter(connections, b"key").take("address:192.0.2.1", THREE_AN_HOUR)
    PostgresRateLimiter(connections, b"another").take("address:192.0.2.1", THREE_AN_HOUR)
    with connections() as connection:
        keys = [bytes(key) for (key,) in connection.execute("SELECT key FROM rate_buckets")]
        connection.close()
    assert len(set(keys)) == 2
    assert all(len(key) == 16 and b"192.0.2.1" not in key for key in keys)


def test_full_buckets_are_swept_away(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("econlens.adapters.postgres.rate_limiter.SWEEP_EVERY", 3)
    connections = SingleConnection(database.app_dsn)
    limiter = PostgresRateLimiter(connections, b"key")
    limiter.take("old", THREE_AN_HOUR)
    with psycopg.connect(database.superuser_dsn, autocommit=True) as arranged:
        arranged.execute("UPDATE rate_buckets SET full_at = now() - interval '1 second'")
    for subject in ("new", "newer"):
        limiter.take(subject, THREE_AN_HOUR)
    with connections() as connection:
        count = connection.execute("SELECT count(*) FROM rate_buckets").fetchone()
        connection.close()
    assert count == (2,)
