"""What every JobQueue does; runs against the fake and the table in PostgreSQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest

from econlens.adapters.local.job_queue import PostgresJobQueue
from econlens.adapters.postgres.transactions import open_pool
from econlens.ports import JobQueue, QueuedJob
from tests.conftest import Database
from tests.fakes import FixedClock, InMemoryJobQueue


@dataclass(frozen=True)
class Bench:
    """A queue, and a way to let time pass for it."""

    queue: JobQueue
    wait: Callable[[float], None]

    def receive(self, limit: int = 10) -> list[QueuedJob]:
        return self.queue.receive(limit=limit, lease_seconds=30)

    def fail_three_times(self) -> None:
        for _ in range(3):
            (job,) = self.receive()
            self.queue.release(job)


@pytest.fixture(params=["in memory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "in memory":
        clock = FixedClock()
        yield Bench(InMemoryJobQueue(clock), lambda seconds: clock.advance(seconds=seconds))
        return
    database: Database = request.getfixturevalue("database")
    with open_pool(database.local_dsn, max_size=2) as pool:
        yield Bench(PostgresJobQueue(pool), lambda seconds: _age_leases(database, seconds))


def _age_leases(database: Database, seconds: float) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute(
            "UPDATE local.jobs SET visible_at = visible_at - make_interval(secs => %s)", [seconds]
        )


def test_an_empty_queue_gives_nothing(bench: Bench) -> None:
    assert bench.receive() == []


def test_a_job_arrives_with_its_body_for_the_first_time(bench: Bench) -> None:
    job_id = bench.queue.send('{"upload": "ü"}')

    (job,) = bench.receive()
    assert (job.id, job.body, job.receive_count) == (job_id, '{"upload": "ü"}', 1)


def test_jobs_arrive_in_the_order_they_were_sent(bench: Bench) -> None:
    for body in ("a", "b", "c"):
        bench.queue.send(body)

    assert [job.body for job in bench.receive(limit=2)] == ["a", "b"]
    assert [job.body for job in bench.receive(limit=2)] == ["c"]


def test_a_job_at_work_is_hidden_from_others(bench: Bench) -> None:
    bench.queue.send("a")
    bench.receive()

    assert bench.receive() == []


def test_a_completed_job_never_comes_back(bench: Bench) -> None:
    bench.queue.send("a")
    (job,) = bench.receive()
    bench.queue.complete(job)
    bench.wait(60)

    assert bench.receive() == []
    assert bench.queue.count_dead() == 0


def test_a_job_whose_lease_ran_out_comes_again(bench: Bench) -> None:
    bench.queue.send("a")
    bench.receive()
    bench.wait(29)
    assert bench.receive() == []

    bench.wait(2)
    assert [(job.body, job.receive_count) for job in bench.receive()] == [("a", 2)]


def test_completing_after_the_lease_passed_to_somebody_else_does_nothing(bench: Bench) -> None:
    bench.queue.send("a")
    (late,) = bench.receive()
    bench.wait(31)
    (current,) = bench.receive()
    bench.queue.complete(late)
    bench.queue.release(late)
    bench.wait(31)

    assert [job.id for job in bench.receive()] == [current.id]


def test_a_released_job_comes_again_at_once(bench: Bench) -> None:
    bench.queue.send("a")
    (job,) = bench.receive()
    bench.queue.release(job)

    assert [job.receive_count for job in bench.receive()] == [2]


def test_a_job_released_after_its_third_try_is_dead(bench: Bench) -> None:
    bench.queue.send("a")
    bench.fail_three_times()

    assert bench.receive() == []
    assert bench.queue.count_dead() == 1


def test_a_job_whose_lease_ran_out_for_the_third_time_is_dead(bench: Bench) -> None:
    bench.queue.send("a")
    for _ in range(3):
        assert len(bench.receive()) == 1
        bench.wait(31)

    assert bench.receive() == []
    assert bench.queue.count_dead() == 1


def test_the_third_worker_may_still_complete_in_time(bench: Bench) -> None:
    bench.queue.send("a")
    for _ in range(2):
        bench.receive()
        bench.wait(31)
    (job,) = bench.receive()
    bench.queue.complete(job)
    bench.wait(31)

    assert bench.receive() == []
    assert bench.queue.count_dead() == 0


def test_a_dead_job_does_not_hold_up_the_others(bench: Bench) -> None:
    bench.queue.send("poison")
    bench.fail_three_times()
    bench.queue.send("fine")

    assert [job.body for job in bench.receive()] == ["fine"]


def test_redriving_gives_every_dead_job_three_new_tries(bench: Bench) -> None:
    bench.queue.send("a")
    bench.fail_three_times()

    assert bench.queue.redrive() == 1
    assert bench.queue.count_dead() == 0
    bench.fail_three_times()
    assert bench.queue.count_dead() == 1


def test_redriving_leaves_living_jobs_alone(bench: Bench) -> None:
    bench.queue.send("a")
    bench.receive()

    assert bench.queue.redrive() == 0
    assert bench.receive() == []


def test_jobs_wait_until_somebody_works_on_them(bench: Bench) -> None:
    for body in ("a", "b", "c"):
        bench.queue.send(body)
    bench.receive(limit=1)

    assert bench.queue.count_waiting() == 2


def test_dead_jobs_do_not_wait(bench: Bench) -> None:
    bench.queue.send("a")
    bench.fail_three_times()

    assert bench.queue.count_waiting() == 0
