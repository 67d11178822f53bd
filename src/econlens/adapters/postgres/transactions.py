"""One transaction per request, in which row-level security shows one user's rows."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from econlens.adapters.postgres.account_store import PostgresAccountStore, PostgresImportMemory
from econlens.adapters.postgres.portfolio_store import PostgresPortfolioStore
from econlens.adapters.postgres.price_history import PostgresPriceHistory
from econlens.adapters.postgres.share_store import PostgresSharedStore, PostgresShareStore
from econlens.domain.errors import DatabaseUnavailableError
from econlens.ports import SharedStore, UserStore

if TYPE_CHECKING:
    from psycopg_pool import ConnectionPool

CONNECT_TIMEOUT_SECONDS = 5
POOL_TIMEOUT_SECONDS = 10.0

Connections = Callable[[], AbstractContextManager[psycopg.Connection]]
_BEGIN_AS = sql.SQL("BEGIN; SET LOCAL {name} = {value}")
# From a DSN's parameters (host, port, user), those to connect with; asked for each connection.
Login = Callable[[Mapping[str, Any]], Mapping[str, str]]


class PostgresUserStore(
    PostgresPortfolioStore,
    PostgresAccountStore,
    PostgresShareStore,
    PostgresImportMemory,
    PostgresPriceHistory,
):
    """All of one user's rows, and prices."""


class PostgresTransactions:
    """ports.Transactions over any source of connections in autocommit mode."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @contextmanager
    def __call__(self, user_id: UUID) -> Iterator[UserStore]:
        with self._open() as connection, _transaction_as(connection, "user_id", str(user_id)):
            yield PostgresUserStore(connection, user_id)

    @contextmanager
    def shared(self, token_hash: bytes) -> Iterator[SharedStore]:
        """ports.SharedPortfolios."""
        with (
            self._open() as connection,
            _transaction_as(connection, "share_token_hash", token_hash.hex()),
        ):
            yield PostgresSharedStore(connection, token_hash)

    def check(self) -> None:
        """Raises DatabaseUnavailableError unless the database answers."""
        with self._open() as connection:
            connection.execute("SELECT 1")

    @contextmanager
    def _open(self) -> Iterator[psycopg.Connection]:
        try:
            with self._connections() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise DatabaseUnavailableError from error


@contextmanager
def _transaction_as(connection: psycopg.Connection, variable: str, value: str) -> Iterator[None]:
    """A transaction in which policies see app.<variable>.

    Beginning and saying who asks travel together: a round trip less on every request. Such a pair
    takes no parameters, so the driver quotes the value, and it cannot be prepared.
    """
    begin = _BEGIN_AS.format(name=sql.Identifier("app", variable), value=sql.Literal(value))
    connection.execute(begin, prepare=False)
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def open_pool(dsn: str, *, max_size: int) -> "ConnectionPool[psycopg.Connection]":
    """A pool whose connections replace themselves when the database restarts.

    Its timeout is an OperationalError. A function instance has one connection and loads no pool.
    """
    from psycopg_pool import ConnectionPool

    return ConnectionPool(
        dsn,
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
        self._connection: psycopg.Connection | None = None

    @contextmanager
    def __call__(self) -> Iterator[psycopg.Connection]:
        connection = self._connection or self._connect()
        self._connection = connection
        try:
            yield connection
        finally:
            if connection.broken or connection.closed:
                self._connection = None

    def _connect(self) -> psycopg.Connection:
        dsn = completed(self._dsn, self._login)
        return psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT_SECONDS)


def completed(dsn: str, login: Login | None) -> str:
    """dsn with what the login adds to it."""
    return make_conninfo(dsn, **login(conninfo_to_dict(dsn))) if login else dsn
