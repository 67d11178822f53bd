"""The migration's change of user ids leaves everything where it was, under the new id."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions, open_pool
from econlens.domain.errors import NotFoundError
from tests.conftest import Database
from tests.factories import a_draft

CHANGE = (Path(__file__).parents[2] / "tools" / "change_user_ids.sql").read_text(encoding="utf-8")


@pytest.fixture
def transactions(database: Database) -> Iterator[PostgresTransactions]:
    with open_pool(database.app_dsn, max_size=1) as pool:
        yield PostgresTransactions(pool.connection)


def change_ids(database: Database, pairs: dict[UUID, UUID]) -> None:
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute("CREATE TEMP TABLE pairs (old uuid, new uuid)")
        for old, new in pairs.items():
            connection.execute("INSERT INTO pairs VALUES (%s, %s)", [old, new])
        connection.execute(CHANGE)


def test_a_portfolio_moves_to_the_new_id_and_nobody_elses_does(
    database: Database, transactions: PostgresTransactions
) -> None:
    ada, new_ada, bob = uuid4(), uuid4(), uuid4()
    with transactions(ada) as store:
        of_ada = store.add_portfolio(a_draft(name="Ada's"))
    with transactions(bob) as store:
        of_bob = store.add_portfolio(a_draft(name="Bob's"))
    change_ids(database, {ada: new_ada})

    with transactions(new_ada) as store:
        assert store.get_portfolio(of_ada.id).holdings == of_ada.holdings
    with transactions(bob) as store:
        assert store.get_portfolio(of_bob.id).name == "Bob's"
    with transactions(ada) as store, pytest.raises(NotFoundError):
        store.get_portfolio(of_ada.id)


def test_no_table_keeps_an_old_id(database: Database, transactions: PostgresTransactions) -> None:
    ada, new_ada = uuid4(), uuid4()
    with transactions(ada) as store:
        store.add_portfolio(a_draft())
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute(
            "INSERT INTO local.accounts (user_id, email, password_hash, first_name, last_name,"
            " user_type, investment_experience, risk_tolerance, marketing_consent)"
            " VALUES (%s, 'ada@example.org', 'x', 'Ada', 'Example', 'casual_investor', 'beginner',"
            " 'moderate', false)",
            [ada],
        )
    change_ids(database, {ada: new_ada})

    with psycopg.connect(database.superuser_dsn) as connection:
        account = connection.execute("SELECT user_id FROM local.accounts").fetchall()
        holdings = connection.execute("SELECT DISTINCT user_id FROM holdings").fetchall()
    assert account == holdings == [(new_ada,)]
