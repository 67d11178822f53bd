"""ports.ShareStore and ports.SharedStore in PostgreSQL."""

import hmac
from typing import Any
from uuid import UUID

import msgspec
from psycopg import Connection, sql

from econlens.adapters.postgres.portfolio_store import PostgresPortfolioStore
from econlens.adapters.postgres.price_history import PostgresPriceHistory
from econlens.domain.errors import NotFoundError
from econlens.domain.portfolio import Portfolio
from econlens.domain.preferences import Preferences
from econlens.domain.sharing import ShareDraft, ShareLink, SharePermission
from econlens.domain.thresholds import Thresholds
from econlens.domain.user import RiskTolerance

_COLUMNS = sql.SQL(
    "id, portfolio_id, token_hash, permission, hide_amounts, passphrase_hash, risk_tolerance,"
    " created_at, expires_at, view_count, last_viewed_at"
)
ADD_SHARE = sql.SQL("""
INSERT INTO share_links (user_id, portfolio_id, token_hash, permission, hide_amounts,
                         passphrase_hash, risk_tolerance, expires_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
RETURNING {}
""").format(_COLUMNS)
LIST_SHARES = sql.SQL("""
SELECT {} FROM share_links WHERE portfolio_id = %s ORDER BY created_at, id
""").format(_COLUMNS)
DELETE_SHARE = "DELETE FROM share_links WHERE id = %s"
FIND_SHARED = sql.SQL("SELECT {}, user_id FROM share_links WHERE token_hash = %s").format(_COLUMNS)
COUNT_VIEW = """
UPDATE share_links SET view_count = view_count + 1, last_viewed_at = now() WHERE token_hash = %s
"""
GET_PREFERENCES = "SELECT document FROM user_preferences WHERE user_id = %s"


class PostgresShareStore:
    """One user's links inside the transaction that is open on connection."""

    def __init__(self, connection: Connection, user_id: UUID) -> None:
        self._connection = connection
        self._user_id = user_id

    def add_share(self, draft: ShareDraft) -> ShareLink:
        values = [
            self._user_id,
            draft.portfolio_id,
            draft.token_hash,
            draft.permission,
            draft.hide_amounts,
            draft.passphrase_hash,
            draft.risk_tolerance,
            draft.expires_at,
        ]
        row = self._connection.execute(ADD_SHARE, values).fetchone()
        return _link_of(row)

    def list_shares(self, portfolio_id: UUID) -> tuple[ShareLink, ...]:
        rows = self._connection.execute(LIST_SHARES, [portfolio_id]).fetchall()
        return tuple(_link_of(row) for row in rows)

    def delete_share(self, share_id: UUID) -> None:
        if self._connection.execute(DELETE_SHARE, [share_id]).rowcount == 0:
            raise NotFoundError


class PostgresSharedStore(PostgresPriceHistory):
    """What one link shows, inside a transaction that sees nothing else."""

    def __init__(self, connection: Connection, token_hash: bytes) -> None:
        row = connection.execute(FIND_SHARED, [token_hash]).fetchone()
        if row is None or not hmac.compare_digest(bytes(row[2]), token_hash):
            raise NotFoundError
        super().__init__(connection)
        self._owner_id: UUID = row[-1]
        self.link = _link_of(row)

    def get_portfolio(self) -> Portfolio:
        store = PostgresPortfolioStore(self._connection, self._owner_id)
        return store.get_portfolio(self.link.portfolio_id)

    def get_thresholds(self) -> Thresholds:
        row = self._connection.execute(GET_PREFERENCES, [self._owner_id]).fetchone()
        if row is None:
            return Thresholds()
        return msgspec.convert(row[0], Preferences, strict=False).thresholds

    def count_view(self) -> None:
        self._connection.execute(COUNT_VIEW, [self.link.token_hash])


def _link_of(row: Any) -> ShareLink:
    return ShareLink(
        id=row[0],
        portfolio_id=row[1],
        token_hash=bytes(row[2]),
        permission=SharePermission(row[3]),
        hide_amounts=row[4],
        passphrase_hash=row[5],
        risk_tolerance=RiskTolerance(row[6]),
        created_at=row[7],
        expires_at=row[8],
        view_count=row[9],
        last_viewed_at=row[10],
    )
