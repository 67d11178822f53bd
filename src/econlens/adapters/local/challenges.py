"""A password was right and the second factor is yet to come: a token for that moment."""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import psycopg

from econlens.domain.sign_in import MfaChallenge
from econlens.ports import Clock

LIFETIME = timedelta(minutes=5)
TRIES = 5
TOKEN_BYTES = 32

ADD = """
INSERT INTO local.mfa_challenges (token_hash, user_id, expires_at, tries_left)
VALUES (%s, %s, %s, %s)
"""
FORGET_EXPIRED = "DELETE FROM local.mfa_challenges WHERE user_id = %s AND expires_at <= %s"
TRY = """
UPDATE local.mfa_challenges SET tries_left = tries_left - 1
WHERE token_hash = %s AND tries_left > 0 AND expires_at > %s
RETURNING user_id
"""
END = "DELETE FROM local.mfa_challenges WHERE token_hash = %s"


class Challenges:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def issue(self, connection: psycopg.Connection, user_id: UUID) -> MfaChallenge:
        now = self._clock.now()
        connection.execute(FORGET_EXPIRED, [user_id, now])
        token = secrets.token_urlsafe(TOKEN_BYTES)
        connection.execute(ADD, [_hash(token), user_id, now + LIFETIME, TRIES])
        return MfaChallenge(session=token, expires_in_seconds=int(LIFETIME.total_seconds()))

    def try_once(self, connection: psycopg.Connection, token: str) -> UUID | None:
        """Whose it is, while it is good. The try must be committed whatever follows."""
        row = connection.execute(TRY, [_hash(token), self._clock.now()]).fetchone()
        return None if row is None else row[0]

    def end(self, connection: psycopg.Connection, token: str) -> None:
        connection.execute(END, [_hash(token)])


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
