"""What the database itself enforces: these statements have no WHERE that names a user."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.changes import Change
from econlens.domain.issues import Issue
from econlens.domain.preferences import Preferences
from econlens.domain.rates import Rate
from econlens.domain.upload import FileMapping, UploadRequest, UploadStatus
from tests.conftest import Database
from tests.factories import a_draft

ADA, EVE = uuid4(), uuid4()
TABLES = [
    "users",
    "portfolios",
    "holdings",
    "uploads",
    "upload_issues",
    "user_preferences",
    "account_changes",
    "import_mappings",
    "user_rates",
    "sessions",
    "recovery_codes",
]


@pytest.fixture
def app(database: Database) -> Iterator[psycopg.Connection]:
    """A connection as the role that serves requests, after Ada has stored one of everything."""
    source = SingleConnection(database.app_dsn)
    with PostgresTransactions(source)(ADA) as store:
        store.add_portfolio(a_draft())
        request = UploadRequest(file_name="p.csv", size_bytes=1, content_type="text/csv")
        upload = store.add_upload(request, expires_at=datetime.now(UTC))
        store.save_preferences(Preferences())
        store.record_changes([Change(field="profile.first_name", before="Ida", after="Ada")])
        store.remember_mapping("a" * 64, FileMapping())
        store.replace_rates([Rate(from_currency="CHF", to_currency="EUR", value=Decimal(1))])
        store.note_session(uuid4(), "token", device="Phone", at=datetime.now(UTC))
        store.keep_recovery_codes({bytes(32): b"masked"})
        issue = Issue(code="X", message="x")
        store.finish_upload(upload.id, UploadStatus.FAILED, result=None, issues=(issue,))
    with source() as connection:
        yield connection
        connection.close()


def count(connection: psycopg.Connection, table: str) -> int:
    query = psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def be(connection: psycopg.Connection, user: object) -> None:
    connection.execute("SELECT set_config('app.user_id', %s, false)", [str(user)])


@pytest.mark.parametrize("table", TABLES)
def test_a_table_shows_its_owner_her_rows_and_others_none(
    app: psycopg.Connection, table: str
) -> None:
    be(app, ADA)
    assert count(app, table) == 1
    be(app, EVE)
    assert count(app, table) == 0


@pytest.mark.parametrize("table", TABLES)
def test_without_a_user_nothing_is_visible(app: psycopg.Connection, table: str) -> None:
    assert count(app, table) == 0


CHANGEABLE = [
    *("portfolios", "holdings", "uploads", "upload_issues"),
    *("import_mappings", "user_rates"),
]


@pytest.mark.parametrize("table", CHANGEABLE)
def test_changing_or_deleting_everything_changes_nothing_of_others(
    app: psycopg.Connection, table: str
) -> None:
    be(app, EVE)
    name = psycopg.sql.Identifier(table)
    for statement in ("DELETE FROM {}", "UPDATE {} SET user_id = user_id"):
        assert app.execute(psycopg.sql.SQL(statement).format(name)).rowcount == 0
    be(app, ADA)
    assert count(app, table) == 1


def test_a_row_cannot_be_given_to_another_user(app: psycopg.Connection) -> None:
    be(app, ADA)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("UPDATE portfolios SET user_id = %s", [EVE])


def test_a_row_cannot_be_written_in_anothers_name(app: psycopg.Connection) -> None:
    be(app, EVE)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(
            "INSERT INTO portfolios (user_id, name, currency) VALUES (%s, 'x', 'USD')", [ADA]
        )


def test_the_record_of_changes_cannot_be_altered(app: psycopg.Connection) -> None:
    be(app, ADA)
    for statement in ("UPDATE account_changes SET after = 'x'", "DELETE FROM account_changes"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(statement.encode())


def test_nobody_deletes_another_user(app: psycopg.Connection) -> None:
    be(app, EVE)
    assert app.execute("DELETE FROM users").rowcount == 0


def test_every_table_that_holds_a_users_rows_has_row_level_security(database: Database) -> None:
    with psycopg.connect(database.owner_dsn) as owner:
        unguarded = owner.execute(
            """SELECT relname FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                 AND NOT relrowsecurity
                 AND relname NOT IN ('alembic_version', 'rate_buckets', 'price_history')"""
        ).fetchall()
    assert unguarded == []


def test_the_role_that_serves_requests_cannot_bypass_policies(database: Database) -> None:
    with psycopg.connect(database.app_dsn) as app_connection:
        row = app_connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = user"
        ).fetchone()
    assert row == (False, False, False)


def test_the_role_that_serves_requests_cannot_read_accounts(database: Database) -> None:
    with (
        psycopg.connect(database.app_dsn) as app_connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app_connection.execute("SELECT * FROM local.accounts")


def test_the_role_of_local_services_cannot_read_portfolios(database: Database) -> None:
    with (
        psycopg.connect(database.local_dsn) as local_connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        local_connection.execute("SELECT * FROM portfolios")
