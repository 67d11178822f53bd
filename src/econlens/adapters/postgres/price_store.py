"""price_ports.PriceStore in PostgreSQL, as the role that may write prices."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import Connection

from econlens.adapters.postgres.price_history import PostgresPriceHistory
from econlens.adapters.postgres.transactions import Connections
from econlens.domain.errors import DatabaseUnavailableError
from econlens.domain.prices import PriceRange, PriceSeries, PriceSource
from econlens.price_ports import PriceStore

# Writers wait for each other; readers do not wait.
LOCK_PRICES = "LOCK TABLE price_history IN SHARE ROW EXCLUSIVE MODE"
DELETE_PRICES = "DELETE FROM price_history WHERE symbol = ANY(%s)"
COPY_PRICES = "COPY price_history (symbol, day, close, source) FROM STDIN"
EXTEND_PRICES = """
INSERT INTO price_history (symbol, day, close, source)
SELECT %s, row.day, row.close, %s FROM unnest(%s::date[], %s::numeric[]) AS row (day, close)
ON CONFLICT (symbol, day) DO UPDATE
SET close = excluded.close, source = excluded.source, recorded_at = now()
"""
LIST_RANGES = """
SELECT symbol, min(day), max(day), count(*), min(source), max(recorded_at)
FROM price_history GROUP BY symbol ORDER BY symbol
"""


class PostgresPriceStore(PostgresPriceHistory):
    """All prices, inside the transaction that is open on connection."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection.execute(LOCK_PRICES)

    def replace_prices(self, prices: Mapping[str, PriceSeries]) -> None:
        self._connection.execute(DELETE_PRICES, [list(prices)])
        with self._connection.cursor() as cursor, cursor.copy(COPY_PRICES) as copy:
            for symbol, one in prices.items():
                for day, close in zip(one.days, one.closes, strict=True):
                    copy.write_row((symbol, day, close, one.source))

    def extend_prices(self, prices: Mapping[str, PriceSeries]) -> None:
        for symbol, one in prices.items():
            values = [symbol, one.source, list(one.days), list(one.closes)]
            self._connection.execute(EXTEND_PRICES, values)

    def list_ranges(self) -> tuple[PriceRange, ...]:
        return tuple(
            PriceRange(
                symbol=symbol,
                first_day=first,
                last_day=last,
                count=count,
                source=PriceSource(source),
                recorded_at=recorded_at,
            )
            for symbol, first, last, count, source, recorded_at in self._connection.execute(
                LIST_RANGES
            ).fetchall()
        )

    def list_held_symbols(self) -> tuple[str, ...]:
        rows = self._connection.execute("SELECT held_symbols() ORDER BY 1").fetchall()
        return tuple(symbol for (symbol,) in rows)


class PostgresPrices:
    """price_ports.Prices over connections in autocommit mode, of the role that may write."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @contextmanager
    def __call__(self) -> Iterator[PriceStore]:
        try:
            with self._connections() as connection, connection.transaction():
                yield PostgresPriceStore(connection)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise DatabaseUnavailableError from error
