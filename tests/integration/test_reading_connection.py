"""Several statements in one message: what one leaves behind, and what happens when one fails."""

from collections.abc import Iterator
from contextlib import nullcontext
from uuid import UUID, uuid4

import psycopg
import pytest

from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.adapters.postgres.reading import Command, Reading, ReadingConnection
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.charge import Charge
from econlens.domain.errors import DatabaseUnavailableError, NotFoundError
from econlens.domain.limits import Limit
from tests.conftest import Database

ADA = uuid4()
COUNT = b"SELECT count(*) FROM portfolios"
ASKING = Command(b"SELECT nullif(current_setting('app.user_id', true), '')", [])


@pytest.fixture
def connection(database: Database) -> Iterator[ReadingConnection]:
    with ReadingConnection.connect(database.app_dsn, autocommit=True) as opened:
        yield opened


def test_rows_come_as_the_driver_would_give_them(connection: ReadingConnection) -> None:
    statement = b"SELECT %s::uuid, 1.50::numeric, now(), %s::text, %s::int[], NULL"
    values = [uuid4(), "a 'quoted' text; --", [1, 2]]
    with connection.transaction():
        connection.send(Command(statement, values), end=True)
        [[ours]] = connection.receive()
        [theirs] = connection.execute(statement, values).fetchall()
    assert ours == theirs


def test_nobody_asks_any_longer_once_a_read_is_over(connection: ReadingConnection) -> None:
    asked = Reading(connection, ADA, None, None).execute(ASKING.statement)
    assert asked.fetchone() == (str(ADA),)
    connection.send(ASKING, end=True)
    assert connection.receive() == [[(None,)]]


def test_a_read_can_write_nothing(connection: ReadingConnection) -> None:
    reading = Reading(connection, ADA, None, None)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        reading.execute(b"INSERT INTO users (id) VALUES (%s)", [ADA])


def test_a_statement_that_fails_leaves_the_connection_as_good_as_before(
    connection: ReadingConnection,
) -> None:
    reading = Reading(connection, ADA, None, None)
    for statement in (b"SELECT nonsense", b"SELECT 1 / 0", b"SELECT 1 / 0"):
        with pytest.raises(psycopg.Error):
            reading.execute(statement)
        assert reading.execute(COUNT).fetchone() == (0,)
    assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_statement_that_fails_is_counted(connection: ReadingConnection) -> None:
    limiter = PostgresRateLimiter(lambda: nullcontext(connection), b"key")
    charge = Charge(subject="user:1", limit=Limit(requests=2))
    reading = Reading(connection, ADA, None, limiter.counting(charge))
    with pytest.raises(psycopg.errors.DivisionByZero):
        reading.execute(b"SELECT 1 / 0")
    reading.close()
    assert charge.allowance is not None
    assert charge.allowance.remaining == 1
    assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_write_that_is_taken_back_leaves_reads_as_good_as_before(database: Database) -> None:
    """At a rollback the driver has the server forget what is prepared, ours too."""
    source = SingleConnection(database.app_dsn)
    transactions = PostgresTransactions(source)
    assert _count(source, ADA) == 0
    for _ in range(8):  # the driver prepares what comes for the sixth time
        with transactions(ADA) as store:
            store.get_preferences()
    with pytest.raises(NotFoundError), transactions(ADA) as store:
        store.get_portfolio(uuid4())
    assert _count(source, ADA) == 0
    for _ in range(8):
        with transactions(ADA) as store:
            store.get_preferences()
    with source() as connection:
        connection.rollback()  # of nothing: nothing is forgotten
    assert _count(source, ADA) == 0
    with transactions(ADA) as store:
        store.get_preferences()
    with source() as connection:
        connection.close()


def test_a_lost_connection_is_told_and_replaced(database: Database) -> None:
    source = SingleConnection(database.app_dsn)
    readings = PostgresTransactions(source).reading
    with source() as connection:
        backend = connection.info.backend_pid
    with psycopg.connect(database.app_dsn, autocommit=True) as colleague:
        colleague.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    with pytest.raises(DatabaseUnavailableError), readings(ADA) as store:
        store.get_portfolio(uuid4())
    assert _count(source, ADA) == 0
    with source() as connection:
        connection.close()


def _count(source: SingleConnection, user: UUID) -> int:
    with source() as connection:
        row = Reading(connection, user, None, None).execute(COUNT).fetchone()
    assert row is not None
    return int(row[0])
