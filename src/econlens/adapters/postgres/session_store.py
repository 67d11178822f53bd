"""account_ports in PostgreSQL: where users are signed in, and recovery codes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg

from econlens.domain.errors import DatabaseUnavailableError, NotFoundError
from econlens.domain.sign_in import Device, KnownSession

if TYPE_CHECKING:
    from econlens.adapters.postgres.transactions import Connections

# As long as Cognito's refresh tokens and our own live.
SESSION_LIFETIME = timedelta(days=30)

LIST_DEVICES = """
SELECT id, device, started_at, used_at FROM sessions
WHERE ended_at IS NULL AND expires_at > now() ORDER BY used_at DESC, id
"""
END_DEVICE = """
UPDATE sessions SET ended_at = now()
WHERE id = %s AND ended_at IS NULL AND expires_at > now()
"""
END_ALL = "UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL"
FORGET_EXPIRED = "SELECT forget_expired_sessions()"
# It answers a row only when the session is new or goes on.
NOTE_SESSION = """
INSERT INTO sessions AS session (id, user_id, device, started_at, used_at, expires_at)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at WHERE session.ended_at IS NULL
"""
NOTE_EXCHANGE = "INSERT INTO refresh_tokens (token_hash, session_id, user_id) VALUES (%s, %s, %s)"
FIND_SESSION = "SELECT session_id, user_id, is_open FROM session_of_refresh_token(%s)"
FORGET_CODES = "DELETE FROM recovery_codes"
KEEP_CODES = """
INSERT INTO recovery_codes (user_id, lookup, masked_secret)
SELECT %s, row.* FROM unnest(%s::bytea[], %s::bytea[]) AS row
"""
TAKE_CODE = "DELETE FROM recovery_codes WHERE lookup = %s RETURNING masked_secret"


class PostgresSessionStore:
    """One user's sessions and recovery codes inside the transaction that is open on connection."""

    def __init__(self, connection: psycopg.Connection, user_id: UUID) -> None:
        self._connection = connection
        self._user_id = user_id

    def list_devices(self) -> tuple[Device, ...]:
        rows = self._connection.execute(LIST_DEVICES).fetchall()
        return tuple(
            Device(id=row[0], name=row[1], signed_in_at=row[2], used_at=row[3]) for row in rows
        )

    def end_device(self, device_id: UUID) -> None:
        if self._connection.execute(END_DEVICE, [device_id]).rowcount == 0:
            raise NotFoundError

    def note_session(
        self, session_id: UUID, refresh_token: str, *, device: str, at: datetime
    ) -> bool:
        self._connection.execute(FORGET_EXPIRED)
        values = [session_id, self._user_id, device, at, at, at + SESSION_LIFETIME]
        if self._connection.execute(NOTE_SESSION, values).rowcount == 0:
            return False
        token = [token_hash(refresh_token), session_id, self._user_id]
        self._connection.execute(NOTE_EXCHANGE, token)
        return True

    def end_sessions(self) -> None:
        self._connection.execute(END_ALL)

    def keep_recovery_codes(self, masked: Mapping[bytes, bytes]) -> None:
        self._connection.execute(FORGET_CODES)
        lookups, secrets = list(masked), list(masked.values())
        self._connection.execute(KEEP_CODES, [self._user_id, lookups, secrets])

    def take_recovery_code(self, lookup: bytes) -> bytes | None:
        row = self._connection.execute(TAKE_CODE, [lookup]).fetchone()
        return None if row is None else bytes(row[0])


class PostgresSessionFinder:
    """account_ports.FindSession over any source of connections in autocommit mode."""

    def __init__(self, connections: "Connections") -> None:
        self._connections = connections

    def __call__(self, refresh_token: str) -> KnownSession | None:
        try:
            with self._connections() as connection:
                row = connection.execute(FIND_SESSION, [token_hash(refresh_token)]).fetchone()
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise DatabaseUnavailableError from error
        return None if row is None else KnownSession(id=row[0], user_id=row[1], is_open=row[2])


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
