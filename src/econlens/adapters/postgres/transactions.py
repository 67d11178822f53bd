"""One transaction per request, in which row-level security shows one user's rows."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from psycopg import ClientCursor
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from econlens.adapters.postgres.portfolio_reader import PostgresPortfolioReader
from econlens.adapters.postgres.rate_limiter import TAKE, PostgresRateLimiter
from econlens.adapters.postgres.reading import Reading, ReadingConnection
from econlens.domain.charge import Charge
from econlens.domain.errors import DatabaseUnavailableError, SessionEndedError

if TYPE_CHECKING:
    from psycopg_pool import ConnectionPool

    from econlens.ports import PortfolioReader, SharedStore, UserStore

CONNECT_TIMEOUT_SECONDS = 5
POOL_TIMEOUT_SECONDS = 10.0

Connections = Callable[[], AbstractContextManager[ReadingConnection]]
# Counting is a transaction of its own: it holds when the request comes to nothing.
_COUNT = b"BEGIN; " + TAKE + b"; COMMIT; "
_BEGIN_AS_USER = b"BEGIN; SET LOCAL app.user_id = %s"
_ASK_SESSION = b"; SELECT session_is_open(%s)"
_BEGIN_AS_VISITOR = b"BEGIN; SET LOCAL app.share_token_hash = %s"
# From a DSN's parameters (host, port, user), those to connect with; asked for each connection.
Login = Callable[[Mapping[str, Any]], Mapping[str, str]]


class PostgresTransactions:
    """ports.Transactions over any source of connections in autocommit mode."""

    def __init__(
        self, connections: Connections, limiter: PostgresRateLimiter | None = None
    ) -> None:
        self._connections = connections
        self._limiter = limiter

    @contextmanager
    def __call__(
        self, user_id: UUID, charge: Charge | None = None, session_id: UUID | None = None
    ) -> Iterator["UserStore"]:
        # Here, since what only reads has no use for it.
        from econlens.adapters.postgres.user_store import PostgresUserStore

        with self._open() as connection, _ending(connection):
            self._begin(ClientCursor(connection), user_id, charge, session_id)
            yield PostgresUserStore(connection, user_id)
        if self._limiter and charge:
            self._limiter.sweep_when_due()

    def _begin(
        self,
        begin: "ClientCursor[Any]",
        user_id: UUID,
        charge: Charge | None,
        session_id: UUID | None,
    ) -> None:
        """Counting, beginning, saying who asks and whether they are still signed in travel
        together: three round trips less."""
        statement, values = _BEGIN_AS_USER, [str(user_id)]
        if session_id is not None:
            statement, values = statement + _ASK_SESSION, [*values, str(session_id)]
        if self._limiter and charge:
            counting = self._limiter.counting(charge)
            begin.execute(_COUNT + statement, [*counting.values, *values])
            begin.nextset()
            counting.settle(begin.fetchall()[0])
        else:
            begin.execute(statement, values)
        if session_id is not None:
            while begin.nextset():
                pass
            if begin.fetchone() != (True,):
                raise SessionEndedError

    @contextmanager
    def reading(
        self, user_id: UUID, charge: Charge | None = None, session_id: UUID | None = None
    ) -> Iterator["PortfolioReader"]:
        """ports.Readings."""
        with self._open() as connection:
            counting = self._limiter.counting(charge) if self._limiter and charge else None
            reading = Reading(connection, user_id, session_id, counting)
            try:
                yield PostgresPortfolioReader(reading)
            finally:
                reading.close()
        if self._limiter and charge:
            self._limiter.sweep_when_due()

    @contextmanager
    def shared(self, token_hash: bytes) -> Iterator["SharedStore"]:
        """ports.SharedPortfolios."""
        from econlens.adapters.postgres.share_store import PostgresSharedStore

        with self._open() as connection, _ending(connection):
            ClientCursor(connection).execute(_BEGIN_AS_VISITOR, [token_hash.hex()])
            yield PostgresSharedStore(connection, token_hash)

    def check(self) -> None:
        """Raises DatabaseUnavailableError unless the database answers."""
        with self._open() as connection:
            connection.execute("SELECT 1")

    @contextmanager
    def _open(self) -> Iterator[ReadingConnection]:
        try:
            with self._connections() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise DatabaseUnavailableError from error


@contextmanager
def _ending(connection: psycopg.Connection) -> Iterator[None]:
    """Ends the transaction that is begun within.

    Several statements in one message take no parameters of the server's: there the driver quotes
    the values (ClientCursor).
    """
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def open_pool(dsn: str, *, max_size: int) -> "ConnectionPool[ReadingConnection]":
    """A pool whose connections replace themselves when the database restarts.

    Its timeout is an OperationalError. A function instance has one connection and loads no pool.
    """
    from psycopg_pool import ConnectionPool

    return ConnectionPool(
        dsn,
        connection_class=ReadingConnection,
        min_size=1,
        max_size=max_size,
        timeout=POOL_TIMEOUT_SECONDS,
        kwargs={"autocommit": True, "connect_timeout": CONNECT_TIMEOUT_SECONDS},
        check=ConnectionPool.check_connection,
        open=True,
    )


class SingleConnection:
    """The one connection of a function instance, which serves one request at a time.

    It is opened at the first request, kept, and opened anew once it turns out to be broken.
    Without a login the DSN holds all that is needed.
    """

    def __init__(self, dsn: str, login: Login | None = None) -> None:
        self._dsn = dsn
        self._login = login
        self._connection: ReadingConnection | None = None

    @contextmanager
    def __call__(self) -> Iterator[ReadingConnection]:
        connection = self._connection or self._connect()
        self._connection = connection
        try:
            yield connection
        finally:
            if connection.broken or connection.closed:
                self._connection = None

    def _connect(self) -> ReadingConnection:
        dsn = completed(self._dsn, self._login)
        return ReadingConnection.connect(
            dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT_SECONDS
        )


def completed(dsn: str, login: Login | None) -> str:
    """dsn with what the login adds to it."""
    return make_conninfo(dsn, **login(conninfo_to_dict(dsn))) if login else dsn
