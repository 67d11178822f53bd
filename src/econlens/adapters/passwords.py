"""Passwords and passphrases as argon2id hashes, checked in the same time whether or not the account
exists."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

# Each computation takes 64 MB; a burst of logins must not take all memory.
CONCURRENT_COMPUTATIONS = 4


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._places = BoundedSemaphore(CONCURRENT_COMPUTATIONS)
        self._nobodys_hash = self._hasher.hash("an account that does not exist")

    def hash(self, password: str) -> str:
        with self._places:
            return self._hasher.hash(password)

    def matches(self, password: str, known_hash: str | None) -> bool:
        """known_hash None: no such account; takes as long as a wrong password."""
        with self._places:
            try:
                self._hasher.verify(known_hash or self._nobodys_hash, password)
            except VerifyMismatchError:
                return False
        return known_hash is not None

    def is_outdated(self, known_hash: str) -> bool:
        return self._hasher.check_needs_rehash(known_hash)
