"""Passwords: argon2id, and no way to tell by the clock whether an account exists."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Literal

from argon2 import Parameters, PasswordHasher, extract_parameters
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY

from econlens.adapters.passwords import CONCURRENT_COMPUTATIONS, Passwords


def test_a_password_matches_its_own_hash_only() -> None:
    passwords = Passwords(PasswordHasher.from_parameters(CHEAPEST))
    known = passwords.hash("correct Horse 9")

    assert passwords.matches("correct Horse 9", known)
    assert not passwords.matches("correct horse 9", known)


def test_hashes_are_argon2id_with_the_recommended_cost_and_their_own_salt() -> None:
    passwords = Passwords()
    one, two = passwords.hash("same"), passwords.hash("same")

    cost = RFC_9106_LOW_MEMORY
    assert one.startswith(
        f"$argon2id$v=19$m={cost.memory_cost},t={cost.time_cost},p={cost.parallelism}$"
    )
    assert one != two


def test_no_password_matches_an_account_that_does_not_exist() -> None:
    passwords = Passwords(PasswordHasher.from_parameters(CHEAPEST))

    assert not passwords.matches("an account that does not exist", None)


class CountingHasher(PasswordHasher):
    """Notes the cost of each verification: what an attacker's clock would see."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.costs: list[Parameters] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.costs.append(extract_parameters(str(hash)))
        return super().verify(hash, password)


def test_an_unknown_account_costs_as_much_as_a_wrong_password() -> None:
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    passwords.matches("wrong", passwords.hash("correct Horse 9"))
    passwords.matches("wrong", None)

    wrong, unknown = hasher.costs
    assert unknown == wrong


def test_a_hash_of_lower_cost_is_outdated() -> None:
    cheap = Passwords(PasswordHasher.from_parameters(CHEAPEST)).hash("x")

    assert Passwords().is_outdated(cheap)
    assert not Passwords().is_outdated(Passwords().hash("x"))


def test_a_burst_waits_for_its_turn() -> None:
    """Each computation takes 64 MB, so no more than four may run at once."""
    counter = CrowdedHasher()
    passwords = Passwords(counter)
    with ThreadPoolExecutor(16) as callers:
        list(callers.map(passwords.hash, ["a password"] * 32))
    assert 1 < counter.most_at_once <= CONCURRENT_COMPUTATIONS == 4


class CrowdedHasher(PasswordHasher):
    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.now = self.most_at_once = 0
        self._lock = Lock()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        with self._lock:
            self.now += 1
            self.most_at_once = max(self.most_at_once, self.now)
        time.sleep(0.005)
        with self._lock:
            self.now -= 1
        return super().hash(password, salt=salt)
