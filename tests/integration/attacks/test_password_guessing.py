"""Credential stuffing and guessing against the real accounts and limiter."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from cryptography.hazmat.primitives.asymmetric import rsa

from econlens.adapters.local.database import Pool
from econlens.adapters.local.identity import LocalIdentity
from econlens.adapters.local.sign_in_guard import SignInGuard
from econlens.adapters.local.tokens import TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.adapters.postgres.transactions import open_pool
from econlens.domain.errors import InvalidCredentialsError, RateLimitedError
from econlens.domain.sign_in import Client
from tests.conftest import Database
from tests.factories import a_profile
from tests.fakes import FixedClock

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PASSWORD = "correct Horse 9 battery"
EMAIL = a_profile().email
HOME = "192.0.2.1"


@dataclass(frozen=True)
class Target:
    identity: LocalIdentity
    database: Database

    def attempt(self, email: str, password: str, address: str) -> str:
        try:
            self.identity.login(email, password, client=Client(address=address))
        except RateLimitedError as error:
            return "slowed" if error.allowance.retry_after_seconds <= 180 else "locked out"
        except InvalidCredentialsError:
            return "refused"
        return "in"

    def wait_minutes(self, minutes: int) -> None:
        with psycopg.connect(self.database.superuser_dsn, autocommit=True) as arranged:
            arranged.execute(
                "UPDATE rate_buckets SET full_at = full_at - %s * interval '1 minute'", [minutes]
            )


@pytest.fixture
def target(database: Database) -> Iterator[Target]:
    with open_pool(database.local_dsn, max_size=4) as pool:
        yield Target(_identity(pool), database)


def _identity(pool: Pool) -> LocalIdentity:
    clock = FixedClock(datetime.now(UTC))
    signer = TokenSigner(KEY, issuer="http://localhost/identity", client_id="web", clock=clock)
    passwords = Passwords(PasswordHasher.from_parameters(CHEAPEST))
    guard = SignInGuard(PostgresRateLimiter(pool.connection, b"key"), b"key")
    identity = LocalIdentity(pool, signer, clock, passwords, guard)
    identity.register(a_profile(), PASSWORD)
    return identity


def test_of_ten_thousand_passwords_from_anywhere_twenty_are_tried(target: Target) -> None:
    outcomes = Counter(
        target.attempt(EMAIL, f"guess {number}", f"10.0.{number // 250}.{number % 250}")
        for number in range(10_000)
    )
    print(f"10,000 tries from 10,000 addresses: {dict(outcomes)}")  # noqa: T201 - for the docs
    # Twenty at once; one more may refill for every three minutes that the run lasts.
    assert 20 <= outcomes["refused"] <= 21
    assert outcomes["slowed"] == 10_000 - outcomes["refused"]


def test_one_address_gets_five_tries_and_then_one_a_minute(target: Target) -> None:
    outcomes = [target.attempt(EMAIL, "guess", "198.51.100.1") for _ in range(8)]
    assert outcomes == ["refused"] * 5 + ["slowed"] * 3
    target.wait_minutes(1)
    again = [target.attempt(EMAIL, "guess", "198.51.100.1") for _ in range(2)]
    assert again == ["refused", "slowed"]


def test_the_owner_gets_in_while_the_whole_world_guesses(target: Target) -> None:
    assert target.attempt(EMAIL, PASSWORD, HOME) == "in"
    for number in range(50):
        target.attempt(EMAIL, "guess", f"198.51.100.{number}")
    assert target.attempt(EMAIL, PASSWORD, "203.0.113.5") == "slowed"
    assert target.attempt(EMAIL, PASSWORD, HOME) == "in"


def test_an_owner_who_mistypes_starts_anew_once_in(target: Target) -> None:
    for _ in range(3):
        assert [target.attempt(EMAIL, "typo", HOME) for _ in range(4)] == ["refused"] * 4
        assert target.attempt(EMAIL, PASSWORD, HOME) == "in"


def test_an_unknown_account_is_slowed_as_a_known_one_is(target: Target) -> None:
    known = [target.attempt(EMAIL, "x", "198.51.100.9") for _ in range(7)]
    unknown = [target.attempt("nobody@example.org", "x", "198.51.100.9") for _ in range(7)]
    assert known == unknown


def test_the_case_of_the_address_gives_no_further_tries(target: Target) -> None:
    spellings = [EMAIL, EMAIL.upper(), EMAIL.title()] * 3
    outcomes = [target.attempt(email, "guess", "198.51.100.1") for email in spellings]
    assert outcomes.count("refused") == 5


def test_no_address_is_stored(target: Target) -> None:
    target.attempt(EMAIL, PASSWORD, HOME)
    with psycopg.connect(target.database.superuser_dsn) as connection:
        rows = connection.execute(
            "SELECT k::text FROM local.known_addresses k"
            " UNION ALL SELECT b::text FROM rate_buckets b"
        ).fetchall()
    assert len(rows) >= 2
    assert not any(HOME in text or HOME.encode().hex() in text for (text,) in rows)
