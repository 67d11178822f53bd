"""The local queue and accounts on real PostgreSQL: rights, races, outages, what is stored."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from threading import Barrier

import psycopg
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from cryptography.hazmat.primitives.asymmetric import rsa

from econlens.adapters.local.database import Pool
from econlens.adapters.local.identity import LocalIdentity
from econlens.adapters.local.job_queue import PostgresJobQueue
from econlens.adapters.local.tokens import TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.adapters.postgres.transactions import open_pool
from econlens.domain.errors import (
    DatabaseUnavailableError,
    EmailTakenError,
    InvalidRefreshTokenError,
)
from tests.conftest import Database
from tests.factories import a_profile
from tests.fakes import FixedClock

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PASSWORD = "correct Horse 9 battery"


@pytest.fixture
def pool(database: Database) -> Iterator[Pool]:
    with open_pool(database.local_dsn, max_size=8) as opened:
        yield opened


def identity_on(pool: Pool, hasher: PasswordHasher | None = None) -> LocalIdentity:
    clock = FixedClock(datetime.now(UTC))
    signer = TokenSigner(KEY, issuer="http://localhost/identity", client_id="web", clock=clock)
    passwords = Passwords(hasher or PasswordHasher.from_parameters(CHEAPEST))
    return LocalIdentity(pool, signer, clock, passwords)


@pytest.mark.parametrize("table", ["accounts", "sessions", "refresh_tokens", "jobs"])
def test_the_role_of_requests_reaches_no_local_table(database: Database, table: str) -> None:
    with (
        psycopg.connect(database.app_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"SELECT FROM local.{table}".encode())


@pytest.mark.parametrize("table", ["portfolios", "holdings", "uploads"])
def test_the_role_of_the_local_services_reaches_no_portfolio(
    database: Database, table: str
) -> None:
    with (
        psycopg.connect(database.local_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"SELECT FROM {table}".encode())


def test_workers_that_race_share_the_jobs_without_overlap(pool: Pool) -> None:
    queue = PostgresJobQueue(pool)
    sent = [queue.send(f"job {number}") for number in range(60)]

    def work(_worker: int) -> list[str]:
        taken: list[str] = []
        while jobs := queue.receive(limit=3, lease_seconds=60):
            taken.extend(job.id for job in jobs)
            for job in jobs:
                queue.complete(job)
        return taken

    with ThreadPoolExecutor(6) as workers:
        taken = [job_id for ids in workers.map(work, range(6)) for job_id in ids]

    assert Counter(taken) == Counter(sent)


def test_a_dead_letter_says_when_and_why(database: Database, pool: Pool) -> None:
    queue = PostgresJobQueue(pool)
    queue.send("a")
    for _ in range(3):
        (job,) = queue.receive(limit=1, lease_seconds=60)
        queue.release(job)

    with psycopg.connect(database.local_dsn) as connection:
        row = connection.execute("SELECT dead_reason, now() - dead_at FROM local.jobs").fetchone()
    assert row is not None
    assert row[0] == "It failed three times."
    assert 0 <= row[1].total_seconds() < 60


def test_one_of_two_exchanges_at_once_wins_and_the_session_ends(pool: Pool) -> None:
    identity = identity_on(pool)
    identity.register(a_profile(), PASSWORD)
    token = identity.login(a_profile().email, PASSWORD).tokens.refresh_token
    together = Barrier(4)

    def exchange(_caller: int) -> str | None:
        together.wait()
        try:
            return identity.refresh(token).tokens.refresh_token
        except InvalidRefreshTokenError:
            return None

    with ThreadPoolExecutor(4) as callers:
        (winner,) = [new for new in callers.map(exchange, range(4)) if new]
    with pytest.raises(InvalidRefreshTokenError):
        identity.refresh(winner)


def test_of_two_registrations_at_once_one_gets_the_address(pool: Pool) -> None:
    identity = identity_on(pool)

    def register(email: str) -> bool:
        try:
            identity.register(a_profile(email=email), PASSWORD)
        except EmailTakenError:
            return False
        return True

    emails = ["ada@example.org", "ADA@example.org", "Ada@example.org"]
    with ThreadPoolExecutor(3) as callers:
        assert sorted(callers.map(register, emails)) == [False, False, True]


def test_neither_password_nor_refresh_token_is_stored(database: Database, pool: Pool) -> None:
    identity = identity_on(pool)
    identity.register(a_profile(), PASSWORD)
    token = identity.login(a_profile().email, PASSWORD).tokens.refresh_token

    with psycopg.connect(database.local_dsn) as connection:
        (account,) = connection.execute("SELECT a::text FROM local.accounts a").fetchall()
        hashes = connection.execute("SELECT token_hash FROM refresh_tokens").fetchall()
    assert PASSWORD not in account[0]
    assert "$argon2id$" in account[0]
    assert hashes == [(sha256(token.encode()).digest(),)]


def test_signing_in_renews_a_hash_of_outdated_cost(database: Database, pool: Pool) -> None:
    identity_on(pool).register(a_profile(), PASSWORD)
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    identity_on(pool, dearer).login(a_profile().email, PASSWORD)

    with psycopg.connect(database.local_dsn) as connection:
        row = connection.execute("SELECT password_hash FROM local.accounts").fetchone()
    assert row is not None
    assert row[0].startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert identity_on(pool).login(a_profile().email, PASSWORD).profile == a_profile()


def test_signing_in_forgets_sessions_that_have_expired(database: Database, pool: Pool) -> None:
    clock = FixedClock(datetime.now(UTC))
    signer = TokenSigner(KEY, issuer="http://localhost/identity", client_id="web", clock=clock)
    cheap = Passwords(PasswordHasher.from_parameters(CHEAPEST))
    identity = LocalIdentity(pool, signer, clock, cheap)
    identity.register(a_profile(), PASSWORD)
    identity.login(a_profile().email, PASSWORD)
    clock.advance(days=30)
    identity.login(a_profile().email, PASSWORD)

    with psycopg.connect(database.local_dsn) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM refresh_tokens)"
        ).fetchone()
    assert counts == (1, 1)


def test_an_unreachable_database_is_said_to_be_unreachable() -> None:
    nowhere = open_pool("host=/nonexistent user=nobody", max_size=1)
    nowhere.timeout = 0.2
    try:
        with pytest.raises(DatabaseUnavailableError):
            PostgresJobQueue(nowhere).send("a")
        with pytest.raises(DatabaseUnavailableError):
            identity_on(nowhere).login("ada@example.org", PASSWORD)
    finally:
        nowhere.close()
