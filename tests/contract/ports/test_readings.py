"""Reading without a transaction of one's own; runs against the fake and the database."""

from uuid import UUID, uuid4

import pytest

from econlens.domain.charge import Charge
from econlens.domain.errors import NotFoundError, RateLimitedError
from econlens.domain.limits import Limit
from econlens.domain.portfolio import PortfolioOrder, PortfolioPage
from econlens.ports import PortfolioReader, Readings, Transactions
from tests.factories import a_draft, a_holding


@pytest.fixture
def readings(transactions: Transactions) -> Readings:
    reading: Readings = transactions.reading
    return reading


def a_charge(requests: int = 2) -> Charge:
    return Charge(subject="user:1", limit=Limit(requests=requests))


def left(charge: Charge) -> int:
    assert charge.allowance is not None
    return charge.allowance.remaining


def listed(store: PortfolioReader, offset: int = 0) -> PortfolioPage:
    return store.list_portfolios(
        order=PortfolioOrder.NAME, descending=False, limit=10, offset=offset
    )


def test_what_a_transaction_wrote_is_read_whole(
    transactions: Transactions, readings: Readings, ada: UUID
) -> None:
    draft = a_draft(holdings=(a_holding(symbol="AAA"), a_holding(symbol="BBB")))
    with transactions(ada) as store:
        written = store.add_portfolio(draft)
    with readings(ada) as store:
        assert store.get_portfolio(written.id) == written
        assert [portfolio.id for portfolio in listed(store).portfolios] == [written.id]
        assert listed(store, offset=5).total == 1


def test_another_user_reads_nothing(
    transactions: Transactions, readings: Readings, ada: UUID
) -> None:
    with transactions(ada) as store:
        hers = store.add_portfolio(a_draft())
    with readings(uuid4()) as store:
        assert listed(store).total == 0
        with pytest.raises(NotFoundError):
            store.get_portfolio(hers.id)


def test_a_request_is_counted_once_however_much_it_reads(readings: Readings, ada: UUID) -> None:
    charge = a_charge()
    with readings(ada, charge) as store:
        listed(store)
        listed(store)
    assert left(charge) == 1


def test_a_request_that_reads_nothing_is_counted_too(readings: Readings, ada: UUID) -> None:
    charge = a_charge()
    with readings(ada, charge):
        pass
    assert left(charge) == 1


def test_a_request_that_fails_stays_counted(readings: Readings, ada: UUID) -> None:
    first = a_charge()
    with pytest.raises(NotFoundError), readings(ada, first) as store:
        store.get_portfolio(uuid4())
    second = a_charge()
    with pytest.raises(ValueError, match="malformed"), readings(ada, second):
        raise ValueError("malformed")
    assert [left(first), left(second)] == [1, 0]


def test_with_nothing_left_no_read_comes_to_anything(
    transactions: Transactions, readings: Readings, ada: UUID
) -> None:
    with transactions(ada) as store:
        store.add_portfolio(a_draft())
    with readings(ada, a_charge(requests=1)) as store:
        listed(store)
    refused = a_charge(requests=1)
    with pytest.raises(RateLimitedError), readings(ada, refused) as store:
        listed(store)
    assert refused.allowance is not None
    assert refused.allowance.retry_after_seconds > 0


def test_beyond_the_limit_a_malformed_request_is_refused_for_the_limit(
    readings: Readings, ada: UUID
) -> None:
    with readings(ada, a_charge(requests=1)):
        pass
    with pytest.raises(RateLimitedError), readings(ada, a_charge(requests=1)):
        raise ValueError("malformed")


@pytest.mark.parametrize(
    ("limit", "offset", "shown"), [(1, 0, 1), (2, 0, 2), (3, 0, 2), (1, 1, 1), (2, 1, 1), (9, 2, 0)]
)
def test_every_page_tells_how_many_there_are(
    limit: int, offset: int, shown: int, transactions: Transactions, readings: Readings, ada: UUID
) -> None:
    with transactions(ada) as store:
        store.add_portfolio(a_draft())
        store.add_portfolio(a_draft())
    with readings(ada) as store:
        page = store.list_portfolios(
            order=PortfolioOrder.NAME, descending=False, limit=limit, offset=offset
        )
    assert (len(page.portfolios), page.total) == (shown, 2)
