from datetime import UTC, datetime
from uuid import uuid4

import pytest

from econlens.domain.errors import (
    PassphraseRequiredError,
    RateLimitedError,
    WrongPassphraseError,
)
from econlens.domain.sharing import ShareLink, SharePermission
from econlens.domain.user import RiskTolerance
from econlens.usecases.read_share import unlock
from tests.fakes import FixedClock, InMemoryRateLimiter


class PlainHasher:
    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def matches(self, password: str, known_hash: str | None) -> bool:
        return known_hash == self.hash(password)


def a_link(passphrase: str | None) -> ShareLink:
    return ShareLink(
        id=uuid4(),
        portfolio_id=uuid4(),
        permission=SharePermission.VIEW,
        hide_amounts=True,
        risk_tolerance=RiskTolerance.MODERATE,
        token_hash=bytes(32),
        passphrase_hash=passphrase and PlainHasher().hash(passphrase),
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
    )


@pytest.fixture
def limiter() -> InMemoryRateLimiter:
    return InMemoryRateLimiter(FixedClock())


def attempt(link: ShareLink, limiter: InMemoryRateLimiter, passphrase: str, address: str) -> None:
    unlock(link, PlainHasher(), limiter, passphrase=passphrase, address=address)


def test_a_link_without_a_passphrase_is_open(limiter: InMemoryRateLimiter) -> None:
    attempt(a_link(None), limiter, "", "a")


def test_the_right_passphrase_opens(limiter: InMemoryRateLimiter) -> None:
    attempt(a_link("sesame seeds"), limiter, "sesame seeds", "a")


def test_asking_without_one_costs_no_try(limiter: InMemoryRateLimiter) -> None:
    link = a_link("sesame seeds")
    for _ in range(20):
        with pytest.raises(PassphraseRequiredError):
            attempt(link, limiter, "", "a")
    attempt(link, limiter, "sesame seeds", "a")


def test_guessing_is_stopped_for_the_guesser_only(limiter: InMemoryRateLimiter) -> None:
    link = a_link("sesame seeds")
    for _ in range(5):
        with pytest.raises(WrongPassphraseError):
            attempt(link, limiter, "guess", "a")
    with pytest.raises(RateLimitedError):
        attempt(link, limiter, "sesame seeds", "a")
    attempt(link, limiter, "sesame seeds", "b")


def test_a_success_forgets_the_failures_before_it(limiter: InMemoryRateLimiter) -> None:
    link = a_link("sesame seeds")
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongPassphraseError):
                attempt(link, limiter, "guess", "a")
        attempt(link, limiter, "sesame seeds", "a")
