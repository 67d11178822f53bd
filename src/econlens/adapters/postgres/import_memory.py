"""ports.ImportMemory in PostgreSQL."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.types.json import Jsonb

from econlens.domain.rates import Rate
from econlens.domain.upload import FileMapping

# The user's row is made by the first thing they own.
ADD_USER = "INSERT INTO users (id) VALUES (%s) ON CONFLICT DO NOTHING"
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
