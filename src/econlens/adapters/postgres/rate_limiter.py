"""ports.RateLimiter on an unlogged table, whatever the number of servers: one call per request."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha512
from itertools import count
from typing import TYPE_CHECKING, Any

import psycopg

from econlens.domain.charge import Charge
from econlens.domain.errors import DatabaseUnavailableError
from econlens.domain.limits import Allowance, Limit

if TYPE_CHECKING:
    from econlens.adapters.postgres.transactions import Connections

# Full buckets say nothing. Each process sweeps them away once in so many requests.
SWEEP_EVERY = 1000

TAKE = b"SELECT * FROM take_request(%s, %s, %s)"
REFILL = b"DELETE FROM rate_buckets WHERE key = %s"
SWEEP = b"""
DELETE FROM rate_buckets WHERE key IN
    (SELECT key FROM rate_buckets WHERE full_at < now() LIMIT 10000 FOR UPDATE SKIP LOCKED)
"""


class PostgresRateLimiter:
    """hash_key keeps addresses and e-mails from being guessed back out of the table."""

    def __init__(self, connections: "Connections", hash_key: bytes, factor: float = 1.0) -> None:
        self._connections = connections
        self._hash_key = sha512(hash_key).digest()  # of whatever length it came
        self._factor = factor
        self._taken = count(1)

    def take(self, subject: str, limit: Limit) -> Allowance:
        counting = self.counting(Charge(subject=subject, limit=limit))
        row = self._execute(TAKE, counting.values)
        self.sweep_when_due()
        return counting.allowance_of(row)

    def counting(self, charge: Charge) -> "Counting":
        """For those who have a statement of their own to send along."""
        limit = charge.limit.times(self._factor)
        return Counting(charge, limit, self._hash(charge.subject))

    def sweep_when_due(self) -> None:
        if next(self._taken) % SWEEP_EVERY == 0:
            self._execute(SWEEP)

    def refill(self, subject: str) -> None:
        self._execute(REFILL, [self._hash(subject)])

    def _hash(self, subject: str) -> bytes:
        return blake2b(subject.encode(), key=self._hash_key, digest_size=16).digest()

    def _execute(self, statement: bytes, values: Sequence[object] = ()) -> tuple[Any, ...]:
        """The row that it answers; nothing where it answers none."""
        try:
            with self._connections() as connection:
                cursor = connection.execute(statement, values)
                return cursor.fetchall()[0] if cursor.description else ()
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise DatabaseUnavailableError from error


@dataclass(frozen=True, slots=True)
class Counting:
    """A charge on its way to the database and back. limit: as this host counts."""

    charge: Charge
    limit: Limit
    key: bytes

    @property
    def values(self) -> list[object]:
        """Those of TAKE."""
        return [self.key, self.limit.seconds_per_request, float(self.limit.per_seconds)]

    def allowance_of(self, row: Sequence[Any]) -> Allowance:
        """What the row says that TAKE answered."""
        allowed, seconds = row
        return self.limit.allowance(allowed=allowed, seconds_until_full=seconds)

    def settle(self, row: Sequence[Any]) -> None:
        """Raises RateLimitedError when there was nothing left."""
        self.charge.settle(self.allowance_of(row))
