"""One suite for every ports.PortfolioStore: the fake that unit tests use and the real one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from econlens.domain.assets import AssetType, ClassificationSource
from econlens.domain.changes import Change
from econlens.domain.errors import NotFoundError, VersionConflictError
from econlens.domain.portfolio import PortfolioDraft, PortfolioOrder
from econlens.domain.preferences import (
    Preferences,
    RebalancingPreferences,
    RebalancingTarget,
)
from econlens.domain.thresholds import Band, Thresholds
from econlens.domain.upload import (
    UploadRequest,
)
from econlens.ports import PortfolioStore, Transactions
from tests.factories import a_draft, a_holding

REQUEST = UploadRequest(file_name="p.csv", size_bytes=10, content_type="text/csv")
EXPIRY = datetime(2026, 1, 2, tzinfo=UTC)


def names(store: PortfolioStore, order: PortfolioOrder, *, descending: bool) -> list[str]:
    page = store.list_portfolios(order=order, descending=descending, limit=10, offset=0)
    return [summary.name for summary in page.portfolios]


def test_a_portfolio_comes_back_as_it_was_stored(transactions: Transactions, ada: UUID) -> None:
    holdings = (
        a_holding(symbol="BRK.B", cost_basis=Decimal("0.00000001"), account="1111"),
        a_holding(
            symbol="X",
            asset_type=AssetType.OPTION,
            market_value=Decimal("-1e12"),
            quantity=None,
            price=None,
            category=None,
            sector=None,
            region=None,
            classification_source=ClassificationSource.UNKNOWN,
        ),
    )
    draft = a_draft(holdings=holdings, as_of=date(2026, 1, 2), description="Ünïcode 😀")
    with transactions(ada) as store:
        stored = store.add_portfolio(draft)
    with transactions(ada) as store:
        assert store.get_portfolio(stored.id) == stored
    assert stored.holdings == holdings
    assert stored.version == 1


def test_a_portfolio_may_be_empty(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        stored = store.add_portfolio(a_draft(holdings=()))
        assert store.get_portfolio(stored.id).holdings == ()


def test_five_thousand_holdings_keep_their_order(transactions: Transactions, ada: UUID) -> None:
    holdings = tuple(a_holding(symbol=f"S{i}") for i in range(5000))
    with transactions(ada) as store:
        stored = store.add_portfolio(a_draft(holdings=holdings))
        assert store.get_portfolio(stored.id).holdings == holdings


def test_many_portfolios_are_stored_in_their_order_with_their_scores(
    transactions: Transactions, ada: UUID
) -> None:
    drafts = [a_draft(name=f"P{n}", holdings=(a_holding(symbol=f"S{n}"),) * n) for n in range(30)]
    scores = [None, *(n / 4 for n in range(1, 30))]
    with transactions(ada) as store:
        ids = store.add_portfolios(zip(drafts, scores, strict=True))
        assert store.add_portfolios([]) == ()
    with transactions(ada) as store:
        stored = [store.get_portfolio(each) for each in ids]
        page = store.list_portfolios(
            order=PortfolioOrder.NAME, descending=False, limit=100, offset=0
        )
    assert [(each.name, each.holdings) for each in stored] == [
        (draft.name, draft.holdings) for draft in drafts
    ]
    assert [each.risk_score for each in stored] == scores
    assert {each.version for each in stored} == {1}
    assert {each.id: each.asset_count for each in page.portfolios} == dict(
        zip(ids, range(30), strict=True)
    )


def test_none_of_many_is_stored_if_one_cannot_be_worked_out(
    transactions: Transactions, ada: UUID
) -> None:
    def scored() -> Iterator[tuple[PortfolioDraft, float | None]]:
        yield from ((a_draft(), 1.0) for _ in range(5))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transactions(ada) as store:
        store.add_portfolios(scored())
    with transactions(ada) as store:
        page = store.list_portfolios(
            order=PortfolioOrder.NAME, descending=False, limit=10, offset=0
        )
    assert page.total == 0


def test_another_users_portfolio_does_not_exist(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        hers = store.add_portfolio(a_draft()).id
    with transactions(uuid4()) as store:
        with pytest.raises(NotFoundError):
            store.get_portfolio(hers)
        with pytest.raises(NotFoundError):
            store.replace_portfolio(hers, a_draft())
        with pytest.raises(NotFoundError):
            store.delete_portfolio(hers)
        store.record_score(hers, 1, 9.0)
        assert names(store, PortfolioOrder.NAME, descending=False) == []
    with transactions(ada) as store:
        assert store.get_portfolio(hers).risk_score is None


def test_lists_are_ordered_and_paged(transactions: Transactions, ada: UUID) -> None:
    for name, value in (("b", 3), ("A", 1), ("c", 2)):
        with transactions(ada) as store:
            holding = a_holding(market_value=Decimal(value))
            store.add_portfolio(a_draft(name=name, holdings=(holding,)))
    with transactions(ada) as store:
        assert names(store, PortfolioOrder.NAME, descending=False) == ["A", "b", "c"]
        assert names(store, PortfolioOrder.TOTAL_VALUE, descending=True) == ["b", "c", "A"]
        assert names(store, PortfolioOrder.CREATED_AT, descending=False) == ["b", "A", "c"]
        page = store.list_portfolios(order=PortfolioOrder.NAME, descending=False, limit=1, offset=1)
        assert [s.name for s in page.portfolios] == ["b"]
        assert page.total == 3
        beyond = store.list_portfolios(
            order=PortfolioOrder.NAME, descending=False, limit=1, offset=9
        )
        assert (beyond.portfolios, beyond.total) == ((), 3)


def test_a_summary_counts_and_sums(transactions: Transactions, ada: UUID) -> None:
    holdings = (a_holding(market_value=Decimal("0.10")), a_holding(market_value=Decimal("0.20")))
    with transactions(ada) as store:
        store.add_portfolio(a_draft(holdings=holdings))
        page = store.list_portfolios(order=PortfolioOrder.NAME, descending=False, limit=1, offset=0)
    (summary,) = page.portfolios
    assert (summary.asset_count, summary.total_value) == (2, Decimal("0.30"))


def test_replacing_writes_everything_and_raises_the_version(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        old = store.add_portfolio(a_draft())
        store.record_score(old.id, 1, 5.0)
    with transactions(ada) as store:
        new = store.replace_portfolio(
            old.id, a_draft(name="New", holdings=(a_holding(symbol="VTI"),)), expected_version=1
        )
    with transactions(ada) as store:
        assert store.get_portfolio(old.id) == new
    assert (new.name, new.version, new.holdings[0].symbol) == ("New", 2, "VTI")
    assert new.risk_score is None
    assert new.created_at == old.created_at


def test_a_change_based_on_an_old_version_is_refused(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        portfolio = store.add_portfolio(a_draft())
        store.replace_portfolio(portfolio.id, a_draft(name="Second"))
    with transactions(ada) as store:
        with pytest.raises(VersionConflictError):
            store.replace_portfolio(portfolio.id, a_draft(), expected_version=1)
        with pytest.raises(VersionConflictError):
            store.delete_portfolio(portfolio.id, expected_version=1)
        assert store.get_portfolio(portfolio.id).name == "Second"


def test_deleting_counts_the_holdings_and_takes_its_uploads_along(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        portfolio = store.add_portfolio(a_draft(holdings=(a_holding(), a_holding(symbol="B"))))
        into = UploadRequest(
            file_name="p.csv", size_bytes=1, content_type="text/csv", portfolio_id=portfolio.id
        )
        upload = store.add_upload(into, expires_at=EXPIRY)
        assert store.delete_portfolio(portfolio.id) == 2
    with transactions(ada) as store:
        with pytest.raises(NotFoundError):
            store.get_portfolio(portfolio.id)
        with pytest.raises(NotFoundError):
            store.get_upload(upload.id)
        with pytest.raises(NotFoundError):
            store.delete_portfolio(portfolio.id)


def test_a_score_is_kept_for_the_version_it_was_made_for(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        portfolio = store.add_portfolio(a_draft())
        store.record_score(portfolio.id, 7, 9.9)
        assert store.get_portfolio(portfolio.id).risk_score is None
        store.record_score(portfolio.id, 1, 4.5)
        assert store.get_portfolio(portfolio.id).risk_score == 4.5


def test_a_transaction_that_fails_leaves_nothing(transactions: Transactions, ada: UUID) -> None:
    def half_a_job() -> None:
        with transactions(ada) as store:
            store.add_portfolio(a_draft())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_job()
    with transactions(ada) as store:
        assert names(store, PortfolioOrder.NAME, descending=False) == []


def test_preferences_are_the_defaults_until_others_are_saved(
    transactions: Transactions, ada: UUID
) -> None:
    chosen = Preferences(
        default_currency="EUR",
        share_analytics=True,
        rebalancing=RebalancingPreferences(
            target=RebalancingTarget.RISK_PARITY, minimum_trade=Decimal("12.50")
        ),
        thresholds=Thresholds(hhi=Band(moderate_above=0.1, high_above=0.3)),
    )
    with transactions(ada) as store:
        assert store.get_preferences() == Preferences()
        store.save_preferences(chosen)
    with transactions(ada) as store:
        assert store.get_preferences() == chosen
        store.save_preferences(Preferences())
        assert store.get_preferences() == Preferences()
    with transactions(uuid4()) as store:
        assert store.get_preferences() == Preferences()


def test_changes_are_recorded_in_order_and_for_their_user_only(
    transactions: Transactions, ada: UUID
) -> None:
    changes = [Change(field=f"profile.{name}", before="a", after=name) for name in "xyz"]
    with transactions(ada) as store:
        store.record_changes(changes[:2])
        store.record_changes(changes[2:])
        store.record_changes([])
    with transactions(ada) as store:
        assert [recorded.change for recorded in store.list_changes()] == changes
    with transactions(uuid4()) as store:
        assert store.list_changes() == ()


def test_a_deleted_user_leaves_nothing_and_may_begin_anew(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        portfolio = store.add_portfolio(a_draft())
        upload = store.add_upload(REQUEST, expires_at=EXPIRY)
        store.save_preferences(Preferences(default_currency="EUR"))
        store.record_changes([Change(field="profile.x", before="a", after="b")])
        store.delete_user()
    with transactions(ada) as store:
        for look_up in (
            lambda: store.get_portfolio(portfolio.id),
            lambda: store.get_upload(upload.id),
        ):
            with pytest.raises(NotFoundError):
                look_up()
        assert store.get_preferences() == Preferences()
        assert store.list_changes() == ()
        store.add_portfolio(a_draft())
