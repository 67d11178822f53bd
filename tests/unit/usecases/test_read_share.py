from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from econlens.analysis.report import RiskReport
from econlens.domain.errors import (
    PassphraseRequiredError,
    RateLimitedError,
    WrongPassphraseError,
)
from econlens.domain.prices import PriceSeries
from econlens.domain.sharing import ShareDraft, ShareLink, SharePermission
from econlens.domain.user import RiskTolerance
from econlens.usecases.read_share import shared_report, unlock
from tests.factories import a_draft, a_holding
from tests.fakes import FixedClock, InMemoryRateLimiter
from tests.in_memory_store import InMemoryTransactions


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


def history(swing: float) -> PriceSeries:
    days = tuple(date(2025, 1, 1) + timedelta(days=offset) for offset in range(100))
    closes = tuple(187.5 * (1 + swing * (offset % 3)) for offset in range(100))
    return PriceSeries(days=days, closes=closes)


def report_for_visitor(times: int, priced: str = "MSFT") -> RiskReport:
    """What a visitor sees of a portfolio with that many times the money, its amounts hidden."""
    transactions, user_id = InMemoryTransactions(FixedClock()), uuid4()
    holdings = tuple(
        a_holding(symbol=symbol, market_value=Decimal(times) * value, quantity=Decimal(times))
        for symbol, value in (("AAPL", Decimal("187.5")), ("MSFT", Decimal(400)))
    )
    with transactions.prices() as prices:
        prices.replace_prices({priced: history(0.02)})
    with transactions(user_id) as store:
        portfolio = store.add_portfolio(a_draft(holdings=holdings))
        draft = ShareDraft(
            portfolio_id=portfolio.id,
            permission=SharePermission.ANALYZE,
            hide_amounts=True,
            risk_tolerance=RiskTolerance.MODERATE,
            token_hash=bytes(32),
            passphrase_hash=None,
        )
        store.add_share(draft)
    with transactions.shared(bytes(32)) as shared:
        return shared_report(shared)


def test_a_visitor_is_not_told_to_bring_prices() -> None:
    coverage = report_for_visitor(1, priced="AAPL").risk.price_coverage
    assert (round(coverage.covered, 3), coverage.how) == (0.319, "")
    assert "these cover 31.9 % of the value" in coverage.text


def test_prices_tell_a_visitor_no_more_than_the_weights_do() -> None:
    report = report_for_visitor(1)
    assert report.risk.from_prices is not None
    assert report == report_for_visitor(1000)
    assert "187.5" not in str(report)
