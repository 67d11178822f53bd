"""Six digits by e-mail that prove who reads an address: few tries, a short life, one use."""

import hmac
import secrets
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

import psycopg

from econlens.ports import Clock

DIGITS = 6
TRIES = 5

ISSUE = """
INSERT INTO local.email_codes (user_id, purpose, code_hash, expires_at, tries_left)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (user_id, purpose) DO UPDATE
SET code_hash = excluded.code_hash, expires_at = excluded.expires_at,
    tries_left = excluded.tries_left
"""
TRY = """
UPDATE local.email_codes SET tries_left = tries_left - 1
WHERE user_id = %s AND purpose = %s AND tries_left > 0 AND expires_at > %s
RETURNING code_hash
"""
FORGET = "DELETE FROM local.email_codes WHERE user_id = %s AND purpose = %s"


class Purpose(StrEnum):
    CONFIRM = "confirm"
    RESET = "reset"


LIFETIME = {Purpose.CONFIRM: timedelta(hours=24), Purpose.RESET: timedelta(minutes=30)}


class EmailCodes:
    def __init__(self, hash_key: bytes, clock: Clock) -> None:
        self._hash_key = hash_key
        self._clock = clock

    def issue(self, connection: psycopg.Connection, user_id: UUID, purpose: Purpose) -> str:
        """A new code; the one before it is good no longer."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        expires_at = self._clock.now() + LIFETIME[purpose]
        values = [user_id, purpose, self._hash(user_id, code), expires_at, TRIES]
        connection.execute(ISSUE, values)
        return code

    def redeem(
        self, connection: psycopg.Connection, user_id: UUID, purpose: Purpose, code: str
    ) -> bool:
        """Whether the code is good, now and never again. The try must be committed either way."""
        found = connection.execute(TRY, [user_id, purpose, self._clock.now()]).fetchone()
        good = found is not None and hmac.compare_digest(bytes(found[0]), self._hash(user_id, code))
        if good:
            connection.execute(FORGET, [user_id, purpose])
        return good

    def _hash(self, user_id: UUID, code: str) -> bytes:
        return hmac.digest(self._hash_key, f"code:{user_id}:{code}".encode(), sha256)
