"""ports.PriceHistory in PostgreSQL."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from psycopg import Connection

from econlens.domain.prices import PriceSeries, PriceSource

# One row per symbol, gathered in the order of the index: row by row, or sorted once more, this
# would take twice as long.
LOAD_PRICES = """
SELECT wanted.symbol, known.*
FROM (SELECT DISTINCT unnest(%s::text[]) AS symbol) AS wanted, LATERAL (
    SELECT array_agg(day) AS days, array_agg(close::float8), min(source)
    FROM (
        SELECT day, close, source FROM price_history AS p
        WHERE p.symbol = wanted.symbol ORDER BY day
    ) AS sorted
) AS known
WHERE known.days IS NOT NULL
"""


class PostgresPriceHistory:
    """What anybody may read, inside the transaction that is open on connection."""

    def __init__(self, connection: Connection, _user_id: UUID | None = None) -> None:
        self._connection = connection

    def load_prices(self, symbols: Sequence[str]) -> Mapping[str, PriceSeries]:
        rows = self._connection.execute(LOAD_PRICES, [list(symbols)], binary=True).fetchall()
        return {
            symbol: PriceSeries(days=tuple(days), closes=tuple(closes), source=PriceSource(source))
            for symbol, days, closes, source in rows
        }
