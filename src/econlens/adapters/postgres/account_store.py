"""ports.AccountStore and ports.ImportMemory in PostgreSQL."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.types.json import Jsonb

from econlens.adapters.postgres import statements as q
from econlens.adapters.postgres.session_store import PostgresSessionStore
from econlens.adapters.postgres.upload_rows import issue_of, upload_of
from econlens.domain.changes import Change, RecordedChange
from econlens.domain.issues import Issue
from econlens.domain.preferences import Preferences
from econlens.domain.rates import Rate
from econlens.domain.upload import FileMapping, Upload

# The user's row is made by the first thing they own.
ADD_USER = "INSERT INTO users (id) VALUES (%s) ON CONFLICT DO NOTHING"
GET_PREFERENCES = "SELECT document FROM user_preferences"
SAVE_PREFERENCES = """
INSERT INTO user_preferences AS p (user_id, document) VALUES (%s, %s)
ON CONFLICT (user_id) DO UPDATE SET document = excluded.document, updated_at = now()
"""
RECORD_CHANGES = """
INSERT INTO account_changes (user_id, field, before, after)
SELECT %s, row.field, row.before, row.after
FROM unnest(%s::text[], %s::text[], %s::text[]) AS row (field, before, after)
"""
DELETE_USER = (
    "DELETE FROM users WHERE id = %s",
    "DELETE FROM recovery_codes WHERE user_id = %s",
    "DELETE FROM sessions WHERE user_id = %s",
)
LIST_CHANGES = "SELECT field, before, after, changed_at FROM account_changes ORDER BY id"
LIST_MAPPINGS = "SELECT signature, mapping FROM import_mappings"
REMEMBER_MAPPING = """
INSERT INTO import_mappings (user_id, signature, mapping) VALUES (%s, %s, %s)
ON CONFLICT (user_id, signature) DO UPDATE SET mapping = excluded.mapping, updated_at = now()
"""
LIST_RATES = """
SELECT from_currency, to_currency, rate, as_of FROM user_rates ORDER BY from_currency, to_currency
"""
INSERT_RATES = """
INSERT INTO user_rates (user_id, from_currency, to_currency, rate, as_of)
SELECT %s, row.* FROM unnest(%s::text[], %s::text[], %s::numeric[], %s::date[]) AS row
"""


class PostgresAccountStore(PostgresSessionStore):
    """One user's account rows inside the transaction that is open on connection."""

    def get_preferences(self) -> Preferences:
        row = self._connection.execute(GET_PREFERENCES).fetchone()
        return Preferences() if row is None else msgspec.convert(row[0], Preferences, strict=False)

    def save_preferences(self, preferences: Preferences) -> None:
        self._connection.execute(ADD_USER, [self._user_id])
        document = Jsonb(msgspec.to_builtins(preferences))
        self._connection.execute(SAVE_PREFERENCES, [self._user_id, document])

    def record_changes(self, changes: Sequence[Change]) -> None:
        self._connection.execute(ADD_USER, [self._user_id])
        names = ("field", "before", "after")
        columns = [[getattr(change, name) for change in changes] for name in names]
        self._connection.execute(RECORD_CHANGES, [self._user_id, *columns])

    def list_changes(self) -> tuple[RecordedChange, ...]:
        rows = self._connection.execute(LIST_CHANGES).fetchall()
        return tuple(
            RecordedChange(change=Change(field=field, before=before, after=after), at=at)
            for field, before, after, at in rows
        )

    def list_uploads(self) -> tuple[Upload, ...]:
        issues: dict[UUID, list[Issue]] = {}
        for upload_id, *row in self._connection.execute(q.SELECT_ALL_ISSUES).fetchall():
            issues.setdefault(upload_id, []).append(issue_of(tuple(row)))
        rows = self._connection.execute(q.SELECT_UPLOADS).fetchall()
        return tuple(upload_of(row, tuple(issues.get(row[0], ()))) for row in rows)

    def delete_user(self) -> None:
        """Everything the user owns hangs on the first row and goes with it, but what signing in
        needs: that is there before the user owns anything."""
        for statement in DELETE_USER:
            self._connection.execute(statement, [self._user_id])


class PostgresImportMemory:
    """What one user has told us, inside the transaction that is open on connection."""

    def __init__(self, connection: Connection, user_id: UUID) -> None:
        self._connection = connection
        self._user_id = user_id

    def list_mappings(self) -> Mapping[str, FileMapping]:
        rows = self._connection.execute(LIST_MAPPINGS).fetchall()
        return {signature: msgspec.convert(mapping, FileMapping) for signature, mapping in rows}

    def remember_mapping(self, signature: str, mapping: FileMapping) -> None:
        self._connection.execute(ADD_USER, [self._user_id])
        document = Jsonb(msgspec.to_builtins(mapping))
        self._connection.execute(REMEMBER_MAPPING, [self._user_id, signature, document])

    def list_rates(self) -> tuple[Rate, ...]:
        rows = self._connection.execute(LIST_RATES).fetchall()
        return tuple(
            Rate(from_currency=origin, to_currency=target, value=value, as_of=as_of)
            for origin, target, value, as_of in rows
        )

    def replace_rates(self, rates: Sequence[Rate]) -> None:
        self._connection.execute(ADD_USER, [self._user_id])
        # Row-level security leaves nobody else's rates to delete.
        self._connection.execute("DELETE FROM user_rates")
        names = ("from_currency", "to_currency", "value", "as_of")
        arrays = [[getattr(rate, name) for rate in rates] for name in names]
        self._connection.execute(INSERT_RATES, [self._user_id, *arrays])
