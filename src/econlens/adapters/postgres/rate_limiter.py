"""ports.RateLimiter as one UPSERT into an unlogged table, whatever the number of servers."""

import hmac
from hashlib import sha256
from itertools import count

import psycopg

from econlens.adapters.postgres.transactions import Connections
from econlens.domain.errors import DatabaseUnavailableError
from econlens.domain.limits import Allowance, Limit

# Full buckets say nothing. Each process sweeps them away once in so many requests.
SWEEP_EVERY = 1000

# The update happens, and so answers a row, only when the bucket is not empty.
TAKE = """
WITH taken AS (
    INSERT INTO rate_buckets AS bucket (key, full_at)
    VALUES (%(key)s, now() + %(step)s * interval '1 second')
    ON CONFLICT (key) DO UPDATE
    SET full_at = greatest(bucket.full_at, now()) + %(step)s * interval '1 second'
    WHERE greatest(bucket.full_at, now()) + %(step)s * interval '1 second'
          <= now() + %(period)s * interval '1 second'
    RETURNING full_at
)
SELECT true, extract(epoch FROM full_at - now())::float8 FROM taken
UNION ALL
SELECT false, extract(epoch FROM full_at - now())::float8 FROM rate_buckets
WHERE key = %(key)s AND NOT EXISTS (SELECT FROM taken)
"""
REFILL = "DELETE FROM rate_buckets WHERE key = %s"
SWEEP = """
DELETE FROM rate_buckets WHERE key IN
    (SELECT key FROM rate_buckets WHERE full_at < now() LIMIT 10000 FOR UPDATE SKIP LOCKED)
"""


class PostgresRateLimiter:
    """hash_key keeps addresses and e-mails from being guessed back out of the table."""

    def __init__(self, connections: Connections, hash_key: bytes, factor: float = 1.0) -> None:
        self._connections = connections
        self._hash_key = hash_key
        self._factor = factor
        self._taken = count(1)

    def take(self, subject: str, limit: Limit) -> Allowance:
        limit = limit.times(self._factor)
        values = {
            "key": self._hash(subject),
            "step": limit.seconds_per_request,
            "period": limit.per_seconds,
        }
        row = self._execute(TAKE, values)
        if next(self._taken) % SWEEP_EVERY == 0:
            self._execute(SWEEP, {})
        # No row: refused by a request that was faster and is not visible to this one yet.
        allowed, seconds = row or (False, float(limit.per_seconds))
        return limit.allowance(allowed=allowed, seconds_until_full=seconds)

    def refill(self, subject: str) -> None:
        self._execute(REFILL, [self._hash(subject)])

    def _hash(self, subject: str) -> bytes:
        return hmac.digest(self._hash_key, subject.encode(), sha256)[:16]

    def _execute(
        self, statement: str, values: dict[str, object] | list[object]
    ) -> tuple[bool, float] | None:
        try:
            with self._connections() as connection:
                cursor = connection.execute(statement.encode(), values)
                return cursor.fetchone() if cursor.description else None
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise DatabaseUnavailableError from error
