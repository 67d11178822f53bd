"""ports.PriceHistory in PostgreSQL."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from psycopg import Connection

from econlens.domain.prices import PriceSeries, PriceSource

# A row for each symbol: thousands of rows would take ten times as long to read.
LOAD_PRICES = """
SELECT symbol, array_agg(day ORDER BY day), array_agg(close::float8 ORDER BY day), min(source)
FROM price_history WHERE symbol = ANY(%s) GROUP BY symbol
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
