"""Who may read and write prices: the database itself says so."""

from collections.abc import Iterator
from decimal import Decimal
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.assets import AssetType
from tests.conftest import Database
from tests.factories import a_draft, a_holding

INSERT: LiteralString = """
INSERT INTO price_history (symbol, day, close, source) VALUES ('AAPL', '2026-01-02', %s, 'file')
"""


@pytest.fixture
def loader(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.prices_dsn, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO price_history (symbol, day, close, source) VALUES ('X', now(), 1, 'file')",
        "UPDATE price_history SET close = 1",
        "DELETE FROM price_history",
        "TRUNCATE price_history",
        "SELECT held_symbols()",
    ],
)
def test_the_role_that_serves_requests_cannot_change_prices_or_learn_what_others_hold(
    database: Database, statement: LiteralString
) -> None:
    with (
        psycopg.connect(database.app_dsn) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute(statement)


@pytest.mark.parametrize("table", ["users", "portfolios", "holdings", "share_links", "uploads"])
def test_the_role_that_loads_prices_reads_no_users_rows(
    loader: psycopg.Connection, table: str
) -> None:
    query = psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(table))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        loader.execute(query)


def test_the_role_that_loads_prices_enters_no_accounts(loader: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        loader.execute("SELECT * FROM local.accounts")


@pytest.mark.parametrize("close", ["0", "-1", "NaN", "Infinity"])
def test_the_database_refuses_what_is_no_price(loader: psycopg.Connection, close: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        loader.execute(INSERT, [Decimal(close)])


def test_what_is_held_names_tickers_of_all_users_once_and_nothing_that_could_tell_more(
    database: Database, loader: psycopg.Connection
) -> None:
    kinds = [
        ("VTI", AssetType.ETF),
        ("CASH", AssetType.CASH),
        ("AAPL 12/18/2026 220.00 C", AssetType.OPTION),
        ("GRANDMOTHER'S RING", AssetType.OTHER),
        ("X/../../Y?Z=1", AssetType.OTHER),
    ]
    holdings = tuple(a_holding(symbol=symbol, asset_type=kind) for symbol, kind in kinds)
    source = SingleConnection(database.app_dsn)
    for _ in range(2):
        with PostgresTransactions(source)(uuid4()) as store:
            store.add_portfolio(a_draft(holdings=holdings))
    with source() as connection:
        connection.close()

    assert loader.execute("SELECT held_symbols()").fetchall() == [("VTI",)]
