"""Reading in one round trip: counting the request, saying who asks, and the statement itself.

libpq's pipeline mode sends them without waiting in between. They are one transaction, which ends
with the statement: under READ COMMITTED each statement sees the database anew anyway, so a longer
one would read no better.
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
from econlens.domain.errors import SessionEndedError

Row = tuple[Any, ...]

_READ_AS = b"SELECT * FROM read_as(%s, %s, %s, %s, %s)"
_UNCOUNTED = (None, None, None)
# A statement and the types of its values, which are prepared together.
_Kind = tuple[bytes, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """statement takes its values by position."""

    statement: bytes
    values: Sequence[object]


class ReadingConnection(psycopg.Connection[Row]):
    """One that also takes several statements before it is asked for their rows.

    Statements stay prepared for as long as the connection lives.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loaders = Transformer(self)
        self._reads: dict[_Kind, bytes] = {}
        self._read_numbers = count()
        # Each command on its way, with what is prepared by it.
        self._under_way: list[tuple[Command, dict[_Kind, bytes]]] = []

    def send(self, *commands: Command) -> None:
        """Put them on their way, in one transaction with all others until rows are received."""
        try:
            if not self._under_way:
                self.pgconn.enter_pipeline_mode()
            self._under_way += [(command, self._send(command)) for command in commands]
            self.pgconn.flush()
        except BaseException:
            self.close()  # what is still under way would answer the next question
            raise

    def receive(self) -> list[list[Row]]:
        """The rows of each command sent; ends their transaction. Raises psycopg.Error."""
        commands = [command for command, _ in self._under_way]
        try:
            return self._receive_all()
        except psycopg.errors.InvalidSqlStatementName:
            # The server has forgotten what was prepared: the driver tells it to when it rolls back.
            self._reads.clear()
            self.send(*commands)
            return self._receive_all()

    def _receive_all(self) -> list[list[Row]]:
        under_way, self._under_way = self._under_way, []
        try:
            self.pgconn.pipeline_sync()
            results = [self._receive(is_new=bool(prepared)) for _, prepared in under_way]
            self.pgconn.get_result()  # the mark that pipeline_sync has sent along
            self.pgconn.exit_pipeline_mode()
        except BaseException:
            self.close()
            raise
        for result in results:
            if result.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(result)
        for _, prepared in under_way:
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
            if prepared.status != ExecStatus.COMMAND_OK:
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

    Every statement is a read-only transaction of its own. What opens the first one counts the
    request and asks whether its session is open; it is under way from the start, and nobody waits
    for it alone.
    """

    def __init__(
        self,
        connection: ReadingConnection,
        user_id: UUID,
        session_id: UUID | None,
        counting: Counting | None,
    ) -> None:
        self._connection = connection
        self._asking = [str(user_id), session_id]
        self._counting = counting
        self._open(counting.values if counting else _UNCOUNTED)

    def execute(self, statement: bytes, values: Sequence[object] = ()) -> "Rows":
        """Raises RateLimitedError, SessionEndedError; the statement has then seen nobody's rows."""
        if not self._is_open:
            self._open(_UNCOUNTED)
        self._connection.send(Command(statement, values))
        return Rows(self._receive()[1])

    def close(self) -> None:
        """Raises what execute does, if it was never called."""
        if self._is_open:
            self._receive()

    def _open(self, counted: Sequence[object]) -> None:
        self._is_open = True
        self._connection.send(Command(_READ_AS, [*self._asking, *counted]))

    def _receive(self) -> list[list[Row]]:
        self._is_open = False
        counting, self._counting = self._counting, None
        received = self._connection.receive()
        *taken, is_session_open = received[0][0]
        if counting:
            counting.settle(taken)
        if not is_session_open:
            raise SessionEndedError
        return received


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
