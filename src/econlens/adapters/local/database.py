"""How the local services reach their tables."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from econlens.domain.errors import DatabaseUnavailableError

Pool = ConnectionPool[psycopg.Connection]


@contextmanager
def transaction(pool: Pool) -> Iterator[psycopg.Connection]:
    """One transaction; DatabaseUnavailableError when the database cannot be reached."""
    try:
        with pool.connection() as connection, connection.transaction():
            yield connection
    except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
        raise DatabaseUnavailableError from error
