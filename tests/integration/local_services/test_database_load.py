"""What the operator is told of the database, by the role that serves the local host."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from econlens.adapters.local.database_load import DatabaseLoad
from econlens.adapters.local.job_queue import PostgresJobQueue
from econlens.adapters.postgres.transactions import open_pool
from tests.conftest import Database

Pool = ConnectionPool[psycopg.Connection]


@pytest.fixture
def pool(database: Database) -> Iterator[Pool]:
    with open_pool(database.local_dsn, max_size=2) as opened:
        yield opened


def age_jobs(database: Database, seconds: float) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute(
            "UPDATE local.jobs SET sent_at = sent_at - make_interval(secs => %s)", [seconds]
        )


def test_connections_of_other_roles_count_as_well(pool: Pool, database: Database) -> None:
    load = DatabaseLoad(pool)
    before = load.connections()
    with psycopg.connect(database.app_dsn), psycopg.connect(database.owner_dsn):
        assert load.connections() >= before + 2
    assert 0 < load.connection_share() < 100


def test_an_empty_queue_has_no_age(pool: Pool) -> None:
    assert DatabaseLoad(pool).oldest_job_seconds() == 0


def test_the_oldest_job_tells_the_age_even_while_it_is_worked_on(
    pool: Pool, database: Database
) -> None:
    queue = PostgresJobQueue(pool)
    queue.send("old")
    age_jobs(database, 1000)
    queue.send("new")
    queue.receive(limit=1, lease_seconds=60)
    assert DatabaseLoad(pool).oldest_job_seconds() == pytest.approx(1000, abs=30)


def test_dead_letters_do_not_age_and_begin_anew_when_they_are_put_back(
    pool: Pool, database: Database
) -> None:
    queue = PostgresJobQueue(pool)
    queue.send("poison")
    for _ in range(3):
        (job,) = queue.receive(limit=1, lease_seconds=60)
        queue.release(job)
    age_jobs(database, 1000)
    assert DatabaseLoad(pool).oldest_job_seconds() == 0
    queue.redrive()
    assert DatabaseLoad(pool).oldest_job_seconds() == pytest.approx(0, abs=30)
