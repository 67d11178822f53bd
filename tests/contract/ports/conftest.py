"""Both kinds of store, for the suites that hold them to one contract."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.ports import Transactions
from tests.conftest import Database
from tests.fakes import FixedClock, InMemoryRateLimiter
from tests.in_memory_store import InMemoryTransactions


@pytest.fixture(params=["in memory", "postgres"])
def transactions(request: pytest.FixtureRequest) -> Iterator[Transactions]:
    if request.param == "in memory":
        yield InMemoryTransactions(TickingClock(), InMemoryRateLimiter(FixedClock()))
        return
    database: Database = request.getfixturevalue("database")
    connection = SingleConnection(database.app_dsn)
    yield PostgresTransactions(connection, PostgresRateLimiter(connection, b"key"))
    with connection() as opened:
        opened.close()


class TickingClock:
    """Every look is a second later, as no two statements happen at one time."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 2, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture
def ada() -> UUID:
    return uuid4()
