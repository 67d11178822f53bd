"""Reading in one round trip: counting the request, saying who asks, and the statement itself.

libpq's pipeline mode sends them as one message. They are one transaction, which ends with it: under
READ COMMITTED each statement sees the database anew anyway, so a longer one would read no better.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.pq.abc import PGresult

from econlens.adapters.postgres.rate_limiter import Counting

Row = tuple[Any, ...]

_READ_AS = b"SELECT * FROM read_as(%s, %s, %s, %s)"
_UNCOUNTED = (None, None, None)
# A statement and the types of its values, which are prepared together.
_Kind = tuple[bytes, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """statement takes its values by position."""

    statement: bytes
    values: Sequence[object]


class ReadingConnection(psycopg.Connection[Row]):
    """One that also exchanges several statements for their rows in one round trip."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loaders = Transformer(self)
        self._reads: dict[_Kind, bytes] = {}
        self._read_numbers = count()

    def exchange(self, commands: Sequence[Command]) -> list[list[Row]]:
        """The rows of each command, all of them in one transaction.

        Statements stay prepared for as long as the connection lives. Raises psycopg.Error.
        """
        self.pgconn.enter_pipeline_mode()
        try:
            new = [self._send(command) for command in commands]
            self.pgconn.pipeline_sync()
            results = [self._receive(is_new=bool(prepared)) for prepared in new]
            self.pgconn.get_result()  # the mark that pipeline_sync has sent along
            self.pgconn.exit_pipeline_mode()
        except BaseException:
            self.close()  # what is still under way would answer the next question
            raise
        for result in results:
            if result.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(result)
        for prepared in new:
            self._reads |= prepared
        return [self._rows(result) for result in results]

    def _send(self, command: Command) -> dict[_Kind, bytes]:
        """What is prepared by it: its kind, when that is sent for the first time."""
        dumpers = self._loaders
        values = dumpers.dump_sequence(command.values, [PyFormat.AUTO] * len(command.values))
        kind = (command.statement, dumpers.types or ())
        name, prepared = self._reads.get(kind), {}
        if name is None:
            name = prepared[kind] = b"read_%d" % next(self._read_numbers)
            self.pgconn.send_prepare(name, _numbered(command.statement), kind[1])
        self.pgconn.send_query_prepared(name, values, dumpers.formats, Format.BINARY)
        return prepared

    def _receive(self, *, is_new: bool) -> PGresult:
        """The result of one command; of preparing it, where that has failed."""
        for _ in range(is_new):
            prepared = self._next_result()
            if prepared.status == ExecStatus.FATAL_ERROR:
                self._next_result()
                return prepared
        return self._next_result()

    def _next_result(self) -> PGresult:
        result = self.pgconn.get_result()
        if result is None or self.pgconn.status != ConnStatus.OK:
            raise psycopg.OperationalError("The connection to the database was lost.")
        self.pgconn.get_result()  # None, which ends the results of one command
        return result

    def _rows(self, result: PGresult) -> list[Row]:
        self._loaders.set_pgresult(result)
        return self._loaders.load_rows(0, result.ntuples, tuple)


class Reading:
    """What a store works with in place of a connection while a request only reads.

    Every statement is a read-only transaction of its own. The first one settles the charge.
    """

    def __init__(
        self, connection: ReadingConnection, user_id: UUID, counting: Counting | None
    ) -> None:
        self._connection = connection
        self._user_id = str(user_id)
        self._counting = counting

    def execute(self, statement: bytes, values: Sequence[object] = ()) -> "Rows":
        """Raises RateLimitedError; the statement has then seen nobody's rows."""
        counting, self._counting = self._counting, None
        counted = counting.values if counting else _UNCOUNTED
        opening = Command(_READ_AS, [self._user_id, *counted])
        (opened,), rows = self._connection.exchange([opening, Command(statement, values)])
        if counting:
            counting.settle(opened)
        return Rows(rows)


class Rows:
    """As much of a cursor as stores ask for."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        return self._rows[0] if self._rows else None


def _numbered(statement: bytes) -> bytes:
    """With $1, $2 for each %s."""
    first, *rest = statement.split(b"%s")
    return first + b"".join(b"$%d%s" % (number, text) for number, text in enumerate(rest, 1))
