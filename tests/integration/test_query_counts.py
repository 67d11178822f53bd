"""How many statements a request costs. A list that asks once per row would show here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions
from econlens.domain.portfolio import PortfolioOrder
from econlens.domain.user import Caller
from econlens.usecases.assess_risk import assess_risk
from tests.conftest import Database
from tests.factories import a_draft, a_holding

USER = uuid4()


class CountingConnection(psycopg.Connection[tuple[Any, ...]]):
    """Counts what is executed inside transactions; BEGIN and COMMIT are not executed by us."""

    executed = 0

    def execute(self, *args: Any, **kwargs: Any) -> psycopg.Cursor[tuple[Any, ...]]:
        self.executed += 1
        return super().execute(*args, **kwargs)


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
    connection.executed = 0
    return portfolio.id


# Each count includes the statement that begins the transaction and says who is asking; that of an
# analysis also those that read the user's own limits and prices.


def test_a_list_costs_two_statements(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions(USER) as store:
        page = store.list_portfolios(
            order=PortfolioOrder.NAME, descending=False, limit=50, offset=0
        )
    assert len(page.portfolios) == 30
    assert connection.executed == 2


def test_a_portfolio_costs_two_statements(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions(USER) as store:
        store.get_portfolio(portfolio_id)
    assert connection.executed == 2


def test_a_portfolio_is_written_with_three_statements(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions(USER) as store:
        store.add_portfolio(a_draft(holdings=tuple(a_holding(symbol=str(i)) for i in range(500))))
    assert connection.executed == 3


def test_a_portfolio_is_replaced_with_four_statements(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    with transactions(USER) as store:
        store.replace_portfolio(portfolio_id, a_draft())
    assert connection.executed == 4


def test_an_analysis_costs_five_statements(
    transactions: PostgresTransactions, connection: CountingConnection, portfolio_id: UUID
) -> None:
    """The prices of all forty holdings with one of them."""
    with transactions(USER) as store:
        assess_risk(store, Caller(user_id=USER), portfolio_id)
    assert connection.executed == 5


def test_prices_of_any_number_of_symbols_cost_two_statements(
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
    assert connection.executed == 2
