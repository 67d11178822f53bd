"""What the database lets a visitor with a link see: these statements have no WHERE at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.changes import Change
from econlens.domain.preferences import Preferences
from econlens.domain.sharing import ShareDraft, SharePermission
from econlens.domain.upload import UploadRequest
from econlens.domain.user import RiskTolerance
from tests.conftest import Database
from tests.factories import a_draft

ADA, BOB = uuid4(), uuid4()
TOKEN_HASH = sha256(b"token").digest()
EXPIRED_HASH = sha256(b"expired").digest()


def draft_of(portfolio_id: UUID, token_hash: bytes, expires_at: datetime | None) -> ShareDraft:
    return ShareDraft(
        portfolio_id=portfolio_id,
        permission=SharePermission.VIEW,
        hide_amounts=True,
        risk_tolerance=RiskTolerance.MODERATE,
        token_hash=token_hash,
        expires_at=expires_at,
    )


@pytest.fixture
def visitor(database: Database) -> Iterator[psycopg.Connection]:
    """The role of requests, with Ada's shared, expired and private portfolios and Bob's stored."""
    source = SingleConnection(database.app_dsn)
    for user in (ADA, BOB):
        with PostgresTransactions(source)(user) as store:
            portfolios = [store.add_portfolio(a_draft(name=name)) for name in "abc"]
            store.save_preferences(Preferences())
            store.record_changes([Change(field="profile.x", before="a", after="b")])
            request = UploadRequest(file_name="p.csv", size_bytes=1, content_type="text/csv")
            store.add_upload(request, expires_at=datetime.now(UTC))
            if user is ADA:
                past = datetime.now(UTC) - timedelta(seconds=1)
                store.add_share(draft_of(portfolios[0].id, TOKEN_HASH, None))
                store.add_share(draft_of(portfolios[1].id, EXPIRED_HASH, past))
    with source() as connection:
        yield connection
        connection.close()


def visit(connection: psycopg.Connection, token_hash: bytes) -> None:
    connection.execute("SELECT set_config('app.share_token_hash', %s, false)", [token_hash.hex()])


def count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    ("table", "visible"),
    [
        ("share_links", 1),
        ("portfolios", 1),
        ("holdings", 1),
        ("user_preferences", 1),
        ("users", 0),
        ("uploads", 0),
        ("upload_issues", 0),
        ("account_changes", 0),
    ],
)
def test_a_link_shows_one_portfolio_and_what_measures_it(
    visitor: psycopg.Connection, table: str, visible: int
) -> None:
    visit(visitor, TOKEN_HASH)
    assert count(visitor, table) == visible


@pytest.mark.parametrize("table", ["share_links", "portfolios", "holdings", "user_preferences"])
@pytest.mark.parametrize("token_hash", [EXPIRED_HASH, sha256(b"guess").digest(), b""])
def test_an_expired_or_guessed_token_shows_nothing(
    visitor: psycopg.Connection, table: str, token_hash: bytes
) -> None:
    visit(visitor, token_hash)
    assert count(visitor, table) == 0


def test_a_visitor_changes_nothing_but_the_count_of_views(visitor: psycopg.Connection) -> None:
    visit(visitor, TOKEN_HASH)
    assert visitor.execute("UPDATE share_links SET view_count = 9").rowcount == 1
    for column in ("hide_amounts", "permission", "expires_at", "token_hash"):
        statement = sql.SQL("UPDATE share_links SET {0} = {0}").format(sql.Identifier(column))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            visitor.execute(statement)
    for table in ("portfolios", "holdings", "user_preferences"):
        update = sql.SQL("UPDATE {} SET user_id = user_id").format(sql.Identifier(table))
        assert visitor.execute(update).rowcount == 0
    for table in ("portfolios", "holdings", "share_links"):
        delete = sql.SQL("DELETE FROM {}").format(sql.Identifier(table))
        assert visitor.execute(delete).rowcount == 0


def test_a_visitor_makes_nothing(visitor: psycopg.Connection) -> None:
    visit(visitor, TOKEN_HASH)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        visitor.execute(
            "INSERT INTO portfolios (user_id, name, currency) VALUES (%s, 'x', 'USD')", [ADA]
        )


def test_a_users_own_rows_do_not_become_more_by_the_policies_of_sharing(
    visitor: psycopg.Connection,
) -> None:
    visitor.execute("SELECT set_config('app.user_id', %s, false)", [str(BOB)])
    assert count(visitor, "portfolios") == 3
    assert count(visitor, "share_links") == 0


def test_the_token_itself_is_not_stored(database: Database, visitor: psycopg.Connection) -> None:
    with psycopg.connect(database.superuser_dsn) as connection:
        rows = connection.execute("SELECT token_hash FROM share_links").fetchall()
    assert {bytes(row[0]) for row in rows} == {TOKEN_HASH, EXPIRED_HASH}
