"""How many round trips a request costs. A list that asks once per row would show here."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.adapters.postgres.reading import Command, ReadingConnection, Row
from econlens.adapters.postgres.transactions import PostgresTransactions
from econlens.domain.charge import Charge
from econlens.domain.limits import Limit
from econlens.domain.portfolio import PortfolioOrder
from econlens.domain.user import Caller
from econlens.usecases.assess_risk import assess_risk
from tests.conftest import Database
from tests.factories import a_draft, a_holding

USER = uuid4()


class CountingConnection(ReadingConnection):
    """Counts how often the database is waited for: several statements may travel as one message."""

    round_trips = 0
    has_sent = False

    def wait(self, *args: Any, **kwargs: Any) -> Any:
        self.round_trips += 1
        return super().wait(*args, **kwargs)

    def send(self, *commands: Command, end: bool = False) -> None:
        self.has_sent = True
        super().send(*commands, end=end)

    def receive(self) -> list[list[Row]]:
        self.round_trips += self.has_sent
        self.has_sent = False
        return super().receive()


@pytest.fixture
def connection(database: Database) -> Iterator[CountingConnection]:
    with CountingConnection.connect(database.app_dsn, autocommit=True) as opened:
        yield opened


@pytest.fixture
def transactions(connection: CountingConnection) -> PostgresTransactions:
    @contextmanager
    def source() -> Iterator[psycopg.Connection]:
        yield connection

    return PostgresTransactions(source)


@pytest.fixture
def portfolio_id(transactions: PostgresTransactions, connection: CountingConnection) -> UUID:
    """One of thirty, each with forty holdings, so that a query per row would be seen."""
    holdings = tuple(a_holding(symbol=f"S{i}") for i in range(40))
    with transactions(USER) as store:
        for _ in range(30):
            portfolio = store.add_portfolio(a_draft(holdings=holdings))
    connection.round_trips = 0
    return portfolio.id


# Each count includes the message that begins the transaction and says who is asking, and the
# commit; that of an analysis also those that read the user's own limits and prices.


def test_a_list_is_read_in_one_round_trip(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions.reading(USER) as store:
        page = store.list_portfolios(
            order=PortfolioOrder.NAME, descending=False, limit=50, offset=0
        )
    assert len(page.portfolios) == 30
    assert connection.round_trips == 1


def test_a_portfolio_is_read_in_one_round_trip(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions.reading(USER) as store:
        store.get_portfolio(portfolio_id)
    assert connection.round_trips == 1


def test_counting_the_request_costs_none_of_its_own(
    connection: CountingConnection, portfolio_id: UUID
) -> None:
    def source() -> nullcontext[CountingConnection]:
        return nullcontext(connection)

    counted = PostgresTransactions(source, PostgresRateLimiter(source, b"key"))
    charge = Charge(subject="user:1", limit=Limit(requests=2))
    with counted(USER, charge) as store:
        store.get_portfolio(portfolio_id)
    assert charge.allowance is not None
    assert connection.round_trips == 3
    charge = Charge(subject="user:1", limit=Limit(requests=2))
    with counted.reading(USER, charge) as store:
        store.get_portfolio(portfolio_id)
    assert charge.allowance is not None
    assert connection.round_trips == 4


def test_a_portfolio_is_written_with_four_round_trips(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions(USER) as store:
        store.add_portfolio(a_draft(holdings=tuple(a_holding(symbol=str(i)) for i in range(500))))
    assert connection.round_trips == 4


def test_a_portfolio_is_replaced_with_five_round_trips(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions(USER) as store:
        store.replace_portfolio(portfolio_id, a_draft())
    assert connection.round_trips == 5


def test_an_analysis_costs_six_round_trips(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    """The prices of all forty holdings with one of them."""
    with transactions(USER) as store:
        assess_risk(store, Caller(user_id=USER), portfolio_id)
    assert connection.round_trips == 6


def test_prices_of_any_number_of_symbols_cost_three_round_trips(
    transactions: PostgresTransactions, connection: CountingConnection, database: Database
) -> None:
    symbols = [f"S{i}" for i in range(300)]
    with psycopg.connect(database.prices_dsn) as loader:
        loader.execute(
            "INSERT INTO price_history (symbol, day, close, source)"
            " SELECT unnest(%s::text[]), '2026-01-02', 10, 'file'",
            [symbols],
        )
    with transactions(USER) as store:
        assert len(store.load_prices(symbols)) == 300
    assert connection.round_trips == 3
