"""Slows password guessing down, by account and by address, and never locks an owner out.

From one address an account takes a few passwords, then one a minute. From all addresses together
that are new to the account it takes twenty an hour, so that a botnet gains nothing. Addresses from
which the owner has signed in lately have no part in that bucket, so it costs the owner nothing.
Accounts that do not exist are treated alike.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import psycopg

from econlens.domain.errors import RateLimitedError
from econlens.domain.limits import ATTEMPTS_BY_ADDRESS, ATTEMPTS_BY_STRANGERS, Limit
from econlens.ports import RateLimiter

KNOWN_FOR = timedelta(days=90)
TOO_MANY = "Too many wrong passwords. Wait for the time that Retry-After names, or reset it."

IS_KNOWN = "SELECT FROM local.known_addresses WHERE user_id = %s AND address_hash = %s"
REMEMBER = """
INSERT INTO local.known_addresses (user_id, address_hash, seen_at) VALUES (%s, %s, %s)
ON CONFLICT (user_id, address_hash) DO UPDATE SET seen_at = excluded.seen_at
"""
FORGET = "DELETE FROM local.known_addresses WHERE user_id = %s AND seen_at < %s"


class SignInGuard:
    def __init__(self, limiter: RateLimiter, hash_key: bytes) -> None:
        self._limiter = limiter
        self._hash_key = hash_key

    def is_known(self, connection: psycopg.Connection, user_id: UUID | None, address: str) -> bool:
        found = connection.execute(IS_KNOWN, [user_id, self._hash(address)])
        return found.fetchone() is not None

    def admit(self, email: str, address: str, *, is_known: bool) -> None:
        """Count one attempt. Raises RateLimitedError."""
        self._take(_by_address(email, address), ATTEMPTS_BY_ADDRESS)
        if not is_known:
            self._take(f"strangers:{email.lower()}", ATTEMPTS_BY_STRANGERS)

    def note_success(
        self,
        connection: psycopg.Connection,
        user_id: UUID,
        email: str,
        address: str,
        *,
        at: datetime,
    ) -> None:
        self._limiter.refill(_by_address(email, address))
        connection.execute(REMEMBER, [user_id, self._hash(address), at])
        connection.execute(FORGET, [user_id, at - KNOWN_FOR])

    def _take(self, subject: str, limit: Limit) -> None:
        allowance = self._limiter.take(subject, limit)
        if not allowance.allowed:
            raise RateLimitedError(allowance, TOO_MANY)

    def _hash(self, address: str) -> bytes:
        return hmac.digest(self._hash_key, f"known:{address}".encode(), sha256)


def _by_address(email: str, address: str) -> str:
    return f"attempts:{email.lower()}:{address}"
