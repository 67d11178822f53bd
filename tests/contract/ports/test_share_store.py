"""Share links in every store: the fake that unit tests use and the real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.errors import NotFoundError
from econlens.domain.preferences import Preferences
from econlens.domain.sharing import ShareDraft, ShareLink, SharePermission
from econlens.domain.thresholds import Band, Thresholds
from econlens.domain.user import RiskTolerance
from econlens.ports import SharedPortfolios, Transactions
from tests.conftest import Database
from tests.factories import a_draft
from tests.fakes import FixedClock
from tests.in_memory_store import InMemoryTransactions

TOKEN_HASH = sha256(b"token").digest()


@dataclass(frozen=True)
class Bench:
    transactions: Transactions
    shared: SharedPortfolios
    ada: UUID

    def share(self, **changes: Any) -> ShareLink:
        with self.transactions(self.ada) as store:
            portfolio = store.add_portfolio(a_draft())
            draft = ShareDraft(
                **{
                    "portfolio_id": portfolio.id,
                    "permission": SharePermission.ANALYZE,
                    "hide_amounts": True,
                    "risk_tolerance": RiskTolerance.AGGRESSIVE,
                    "token_hash": TOKEN_HASH,
                    "passphrase_hash": "$argon2id$",
                    **changes,
                }
            )
            return store.add_share(draft)

    def is_open(self, token_hash: bytes = TOKEN_HASH) -> bool:
        try:
            with self.shared(token_hash):
                return True
        except NotFoundError:
            return False


@pytest.fixture(params=["in memory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "in memory":
        fake = InMemoryTransactions(FixedClock(datetime.now(UTC)))
        yield Bench(fake, fake.shared, uuid4())
        return
    database: Database = request.getfixturevalue("database")
    connection = SingleConnection(database.app_dsn)
    real = PostgresTransactions(connection)
    yield Bench(real, real.shared, uuid4())
    with connection() as opened:
        opened.close()


def test_a_link_is_kept_as_it_was_made_and_listed_for_its_portfolio(bench: Bench) -> None:
    link = bench.share(expires_at=datetime.now(UTC) + timedelta(hours=1))
    other = bench.share(token_hash=sha256(b"other").digest())
    with bench.transactions(bench.ada) as store:
        assert store.list_shares(link.portfolio_id) == (link,)
        assert store.list_shares(other.portfolio_id) == (other,)
    assert (link.permission, link.hide_amounts) == (SharePermission.ANALYZE, True)
    assert (link.risk_tolerance, link.passphrase_hash) == (RiskTolerance.AGGRESSIVE, "$argon2id$")
    assert (link.view_count, link.last_viewed_at) == (0, None)


def test_a_link_opens_its_portfolio_and_the_owners_thresholds(bench: Bench) -> None:
    link = bench.share()
    mine = Thresholds(hhi=Band(moderate_above=0.1, high_above=0.2))
    with bench.shared(TOKEN_HASH) as shared:
        assert shared.get_thresholds() == Thresholds()
    with bench.transactions(bench.ada) as store:
        store.save_preferences(Preferences(thresholds=mine))
        stored = store.get_portfolio(link.portfolio_id)
    with bench.shared(TOKEN_HASH) as shared:
        assert shared.get_portfolio() == stored
        assert shared.get_thresholds() == mine
        assert shared.link == link


def test_views_are_counted(bench: Bench) -> None:
    link = bench.share()
    for _ in range(2):
        with bench.shared(TOKEN_HASH) as shared:
            shared.count_view()
    with bench.transactions(bench.ada) as store:
        (viewed,) = store.list_shares(link.portfolio_id)
    assert viewed.view_count == 2
    assert viewed.last_viewed_at is not None


def test_a_token_that_is_none_opens_nothing(bench: Bench) -> None:
    bench.share()
    assert not bench.is_open(sha256(b"guess").digest())


def test_an_expired_link_opens_nothing_but_is_still_listed(bench: Bench) -> None:
    link = bench.share(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert not bench.is_open()
    with bench.transactions(bench.ada) as store:
        assert store.list_shares(link.portfolio_id) == (link,)


def test_a_revoked_link_opens_nothing(bench: Bench) -> None:
    link = bench.share()
    assert bench.is_open()
    with bench.transactions(bench.ada) as store:
        store.delete_share(link.id)
    assert not bench.is_open()
    with bench.transactions(bench.ada) as store, pytest.raises(NotFoundError):
        store.delete_share(link.id)


def test_a_link_ends_with_its_portfolio_and_with_its_owner(bench: Bench) -> None:
    link = bench.share()
    with bench.transactions(bench.ada) as store:
        store.delete_portfolio(link.portfolio_id)
    assert not bench.is_open()
    bench.share()
    with bench.transactions(bench.ada) as store:
        store.delete_user()
    assert not bench.is_open()


def test_anothers_link_can_be_neither_seen_nor_revoked(bench: Bench) -> None:
    link = bench.share()
    with bench.transactions(uuid4()) as store:
        assert store.list_shares(link.portfolio_id) == ()
        with pytest.raises(NotFoundError):
            store.delete_share(link.id)
    assert bench.is_open()
