"""Sessions and recovery codes in every store; and what only the database can hold: that a request
asks in one look whether its session is open, and whose a refresh token is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.adapters.postgres.session_store import PostgresSessionFinder
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.charge import Charge
from econlens.domain.errors import NotFoundError, RateLimitedError, SessionEndedError
from econlens.domain.limits import Limit
from econlens.domain.portfolio import PortfolioOrder
from econlens.domain.sign_in import Device, KnownSession
from econlens.ports import PortfolioReader, Transactions, UserStore
from tests.conftest import Database
from tests.factories import a_draft
from tests.fakes import FixedClock, InMemoryRateLimiter
from tests.in_memory_store import InMemoryTransactions

PHONE, LAPTOP, EVE = uuid4(), uuid4(), uuid4()
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(params=["in memory", "postgres"])
def transactions(request: pytest.FixtureRequest) -> Iterator[Transactions]:
    """With the time of now, by which PostgreSQL goes too."""
    if request.param == "in memory":
        yield InMemoryTransactions(FixedClock(NOW), InMemoryRateLimiter(FixedClock(NOW)))
        return
    database: Database = request.getfixturevalue("database")
    connection = SingleConnection(database.app_dsn)
    yield PostgresTransactions(connection, PostgresRateLimiter(connection, b"key"))
    with connection() as opened:
        opened.close()


def note(store: UserStore, session: UUID, *, minutes_ago: float = 0, device: str = "") -> bool:
    token = f"token of {session} {minutes_ago}"
    return store.note_session(
        session, token, device=device, at=NOW - timedelta(minutes=minutes_ago)
    )


def test_a_session_is_a_device_the_one_used_last_first(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        assert note(store, PHONE, minutes_ago=9, device="Phone")
        assert note(store, LAPTOP, minutes_ago=5, device="Laptop")
        assert note(store, PHONE, minutes_ago=1, device="another name")
        phone, laptop = store.list_devices()
    assert laptop.id == LAPTOP
    assert phone == Device(
        id=PHONE,
        name="Phone",
        signed_in_at=NOW - timedelta(minutes=9),
        used_at=NOW - timedelta(minutes=1),
    )


def test_an_ended_session_is_gone_from_the_list_and_does_not_come_back(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        note(store, PHONE, minutes_ago=1)
        note(store, LAPTOP, minutes_ago=2)
        store.end_device(PHONE)
        assert not note(store, PHONE)
        assert [device.id for device in store.list_devices()] == [LAPTOP]
        with pytest.raises(NotFoundError):
            store.end_device(PHONE)


def test_all_sessions_end_together(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        for session in (PHONE, LAPTOP):
            note(store, session)
        store.end_sessions()
        assert store.list_devices() == ()
        assert not note(store, LAPTOP)


def test_a_session_ends_by_itself_after_thirty_days(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        note(store, PHONE, minutes_ago=30 * 24 * 60 + 1)
        assert store.list_devices() == ()
        with pytest.raises(NotFoundError):
            store.end_device(PHONE)


def test_nobody_ends_the_session_of_somebody_else(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        note(store, PHONE)
    with transactions(EVE) as store:
        store.end_sessions()
        with pytest.raises(NotFoundError):
            store.end_device(PHONE)
    with transactions(ada) as store:
        assert [device.id for device in store.list_devices()] == [PHONE]


def test_a_recovery_code_is_taken_once(transactions: Transactions, ada: UUID) -> None:
    one, two = bytes(32), b"2" * 32
    with transactions(ada) as store:
        store.keep_recovery_codes({one: b"masked", two: b"other"})
        assert store.take_recovery_code(one) == b"masked"
        assert store.take_recovery_code(one) is None
    with transactions(EVE) as store:
        assert store.take_recovery_code(two) is None
    with transactions(ada) as store:
        store.keep_recovery_codes({})
        assert store.take_recovery_code(two) is None


def test_a_recovery_code_whose_use_fails_is_still_there(
    transactions: Transactions, ada: UUID
) -> None:
    code = bytes(32)
    with transactions(ada) as store:
        store.keep_recovery_codes({code: bytes(16)})
    with pytest.raises(NotFoundError), transactions(ada) as store:
        store.get_portfolio(UUID(bytes=store.take_recovery_code(code)))
    with transactions(ada) as store:
        assert store.take_recovery_code(code) == bytes(16)


def test_a_deleted_user_leaves_no_session_and_no_code(
    transactions: Transactions, ada: UUID
) -> None:
    code = bytes(32)
    with transactions(ada) as store:
        note(store, PHONE)
        store.keep_recovery_codes({code: b"masked"})
        store.delete_user()
    with transactions(ada) as store:
        assert store.list_devices() == ()
        assert store.take_recovery_code(code) is None


def list_names(reader: PortfolioReader) -> list[str]:
    page = reader.list_portfolios(order=PortfolioOrder.NAME, descending=False, limit=10, offset=0)
    return [portfolio.name for portfolio in page.portfolios]


@pytest.mark.parametrize("way", ["transaction", "reading"])
def test_a_request_is_let_in_while_its_session_is_open(
    way: str, transactions: Transactions, ada: UUID
) -> None:
    ask = transactions if way == "transaction" else transactions.reading
    with transactions(ada) as store:
        store.add_portfolio(a_draft())
        note(store, PHONE)
        note(store, LAPTOP)
    with ask(ada, None, PHONE) as reader:
        assert len(list_names(reader)) == 1
    with transactions(ada, None, LAPTOP) as store:
        store.end_device(PHONE)
    for user, session in ((ada, PHONE), (EVE, LAPTOP), (ada, uuid4())):
        with pytest.raises(SessionEndedError), ask(user, None, session) as reader:
            list_names(reader)
    with ask(ada, None, LAPTOP) as reader:
        assert len(list_names(reader)) == 1


@pytest.mark.parametrize("way", ["transaction", "reading"])
def test_a_request_of_an_ended_session_is_counted_too(
    way: str, transactions: Transactions, ada: UUID
) -> None:
    ask = transactions if way == "transaction" else transactions.reading
    subject = f"user:{uuid4()}"
    for remaining in (1, 0):
        charge = Charge(subject=subject, limit=Limit(requests=2))
        with pytest.raises(SessionEndedError), ask(ada, charge, PHONE) as reader:
            list_names(reader)
        assert charge.allowance is not None
        assert charge.allowance.remaining == remaining
    charge = Charge(subject=subject, limit=Limit(requests=2))
    with pytest.raises(RateLimitedError), ask(ada, charge, PHONE) as reader:
        list_names(reader)


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """As the role of requests, after Ada has signed in on her phone."""
    source = SingleConnection(database.app_dsn)
    with source() as opened:
        yield opened
        opened.close()


def is_open(connection: psycopg.Connection, user: UUID, session: UUID) -> bool:
    """As a request of this user asks it."""
    with connection.transaction():
        connection.execute("SELECT set_config('app.user_id', %s, true)", [str(user)])
        row = connection.execute("SELECT session_is_open(%s)", [session]).fetchone()
    assert row is not None
    return bool(row[0])


def sign_in(connection: psycopg.Connection, user: UUID, *, minutes_ago: float = 0) -> None:
    with PostgresTransactions(lambda: _lent(connection))(user) as store:
        note(store, PHONE, minutes_ago=minutes_ago)


class _lent:  # noqa: N801 - a context manager
    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> psycopg.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        return None


def test_tokens_count_while_their_session_is_open(
    connection: psycopg.Connection, ada: UUID
) -> None:
    assert not is_open(connection, ada, PHONE)
    sign_in(connection, ada)
    assert is_open(connection, ada, PHONE)
    assert not is_open(connection, EVE, PHONE)
    with PostgresTransactions(lambda: _lent(connection))(ada) as store:
        store.end_device(PHONE)
    assert not is_open(connection, ada, PHONE)


def test_tokens_do_not_outlive_thirty_days(connection: psycopg.Connection, ada: UUID) -> None:
    sign_in(connection, ada, minutes_ago=30 * 24 * 60 + 1)
    assert not is_open(connection, ada, PHONE)


def test_expired_sessions_are_forgotten_whosever_they_were(
    connection: psycopg.Connection, database: Database, ada: UUID
) -> None:
    sign_in(connection, EVE, minutes_ago=30 * 24 * 60 + 1)
    with PostgresTransactions(lambda: _lent(connection))(ada) as store:
        note(store, LAPTOP)
    with psycopg.connect(database.superuser_dsn) as superuser:
        left = superuser.execute("SELECT id FROM sessions").fetchall()
        tokens = superuser.execute("SELECT session_id FROM refresh_tokens").fetchall()
    assert left == tokens == [(LAPTOP,)]


def test_a_refresh_token_tells_its_session_before_anybody_is_signed_in(
    connection: psycopg.Connection, ada: UUID
) -> None:
    find = PostgresSessionFinder(lambda: _lent(connection))
    sign_in(connection, ada, minutes_ago=5)
    sign_in(connection, ada)
    for token in (f"token of {PHONE} 5", f"token of {PHONE} 0"):
        assert find(token) == KnownSession(id=PHONE, user_id=ada, is_open=True)
    assert find("no such token") is None
    with PostgresTransactions(lambda: _lent(connection))(ada) as store:
        store.end_sessions()
    found = find(f"token of {PHONE} 0")
    assert found is not None
    assert not found.is_open


def test_the_role_of_requests_cannot_read_tokens_or_reopen_a_session_of_others(
    connection: psycopg.Connection, ada: UUID
) -> None:
    sign_in(connection, ada)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM refresh_tokens")
    connection.execute("SELECT set_config('app.user_id', %s, false)", [str(EVE)])
    for statement in ("UPDATE sessions SET ended_at = NULL", "DELETE FROM sessions"):
        assert connection.execute(statement.encode()).rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE sessions SET user_id = %s", [EVE])
