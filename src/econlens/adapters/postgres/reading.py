"""Reading in one round trip: saying who asks, the statement itself, and counting the request.

libpq's pipeline mode sends them without waiting in between. Saying who asks and the statement are
one transaction: under READ COMMITTED each statement sees the database anew anyway, so a longer one
would read no better. Counting is another, which holds whatever comes of the first, and which
PostgreSQL works on while Python already has the rows.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult

from econlens.adapters.postgres.rate_limiter import TAKE, Counting
from econlens.domain.errors import SessionEndedError

Row = tuple[Any, ...]

_READ_AS = b"SELECT read_as(%s, %s)"
# A statement and the types of its values, which are prepared together.
_Kind = tuple[bytes, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """statement takes its values by position."""

    statement: bytes
    values: Sequence[object]


class ReadingConnection(psycopg.Connection[Row]):
    """One that also takes statements, even several transactions, before it is asked for rows.

    Statements stay prepared for as long as the connection lives.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loaders = Transformer(self)
        self._reads: dict[_Kind, bytes] = {}
        self._read_numbers = count()
        # Transactions on their way, and for each of their commands what is prepared by it.
        self._under_way: deque[list[dict[_Kind, bytes]]] = deque()
        self._is_open = False

    def send(self, *commands: Command, end: bool = False) -> None:
        """Put them on their way, in one transaction with all that were sent since the last end."""
        try:
            if not self._under_way:
                self.pgconn.enter_pipeline_mode()
            if not self._is_open:
                self._under_way.append([])
            self._is_open = not end
            self._under_way[-1] += [self._send(command) for command in commands]
            if end:
                self.pgconn.pipeline_sync()
            else:
                self.pgconn.flush()
        except BaseException:
            self.close()  # what is still under way would answer the next question
            raise

    def receive(self) -> list[list[Row]]:
        """The rows of each command in the first transaction on its way. Raises psycopg.Error."""
        try:
            under_way = self._under_way.popleft()
            results = [self._receive(is_new=bool(prepared)) for prepared in under_way]
            self.pgconn.get_result()  # the mark that its end has sent along
            if not self._under_way:
                self.pgconn.exit_pipeline_mode()
        except BaseException:
            self.close()
            raise
        for result in results:
            if result.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(result)
        for prepared in under_way:
            self._reads |= prepared
        return [self._rows(result) for result in results]

    def rollback(self) -> None:
        """The driver then has the server forget what is prepared, if it has prepared any itself.
        Here it always does, so that ours is known to be forgotten."""
        forgets = self.pgconn.transaction_status != TransactionStatus.IDLE
        super().rollback()
        if forgets and self._reads:
            self.pgconn.exec_(b"DEALLOCATE ALL")
            self._reads.clear()

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

    Every statement is a read-only transaction of its own. What opens the first one is under way
    from the start, and the request is counted behind it: nobody waits for either alone.
    """

    def __init__(
        self,
        connection: ReadingConnection,
        user_id: UUID,
        session_id: UUID | None,
        counting: Counting | None,
    ) -> None:
        self._connection = connection
        self._asking = Command(_READ_AS, [str(user_id), session_id])
        self._uncounted = counting
        self._being_counted: Counting | None = None
        connection.send(self._asking)
        self._is_open = True

    def execute(self, statement: bytes, values: Sequence[object] = ()) -> "Rows":
        """Raises SessionEndedError, when the statement has seen nobody's rows; RateLimitedError."""
        self._settle()
        if not self._is_open:
            self._connection.send(self._asking)
        return Rows(self._finish(Command(statement, values))[0])

    def close(self) -> None:
        """Raises what execute does. What has been read before does not count then."""
        try:
            if self._is_open:
                self._finish()
        finally:
            self._settle()

    def _finish(self, *commands: Command) -> list[list[Row]]:
        """The rows of these commands, with which the transaction ends."""
        self._is_open = False
        self._connection.send(*commands, end=True)
        self._being_counted, self._uncounted = self._uncounted, None
        if self._being_counted:
            self._connection.send(Command(TAKE, self._being_counted.values), end=True)
        (asked,), *rows = self._connection.receive()
        if asked != (True,):
            raise SessionEndedError
        return rows

    def _settle(self) -> None:
        counting, self._being_counted = self._being_counted, None
        if counting and not self._connection.closed:
            ((taken,),) = self._connection.receive()
            counting.settle(taken)


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
