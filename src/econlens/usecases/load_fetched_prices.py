"""Store the prices that have been fetched into the object store."""

from datetime import date

from econlens.domain.price_errors import PriceAnswerError
from econlens.domain.price_keys import FETCHED, fetched_key
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.importing.price_json import series_from_json
from econlens.ports import ObjectStore
from econlens.price_ports import Prices
from econlens.usecases.refresh_prices import refuse_bad_series

SERVICES = frozenset({PriceSource.YAHOO, PriceSource.TIINGO, PriceSource.STOOQ})


def load_fetched_prices(prices: Prices, objects: ObjectStore, key: str, today: date) -> str:
    """The symbol. Its prices are replaced whole, unless a user's file has brought them meanwhile.

    The file is checked as if a stranger had written it. Raises PriceAnswerError, NotFoundError.
    """
    symbol, series = _read(objects.get(key), key)
    refuse_bad_series(symbol, series, today)
    with prices() as store:
        from_files = {one.symbol for one in store.list_ranges() if one.source is PriceSource.FILE}
        if symbol not in from_files and symbol in store.list_held_symbols():
            store.replace_prices({symbol: series})
    return symbol


def _read(body: bytes, key: str) -> tuple[str, PriceSeries]:
    symbol, series = series_from_json(body)
    rises = all(early < late for early, late in zip(series.days, series.days[1:], strict=False))
    fits = len(series.days) == len(series.closes) and key == fetched_key(symbol)
    if not (fits and rises and series.source in SERVICES and key.startswith(FETCHED)):
        raise PriceAnswerError(f"{key} holds no prices of a service.")
    return symbol, series
