"""Fetch what is wanted into the object store, a file for each symbol."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from econlens.domain.errors import EconLensError, NotFoundError
from econlens.domain.price_errors import PriceServicePausedError, UnknownSymbolError
from econlens.domain.price_keys import WANTED, fetched_key
from econlens.importing.price_json import series_to_json, symbols_from_json
from econlens.ports import ObjectStore
from econlens.price_ports import PriceProvider
from econlens.usecases.refresh_prices import DEPTH, refuse_bad_series


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchCount:
    fetched: int
    unknown: int
    failed: int
    left: int


def fetch_wanted_prices(
    objects: ObjectStore,
    provider: PriceProvider,
    today: date,
    *,
    has_time: Callable[[], bool] = lambda: True,
    tell: Callable[[str], None] = lambda _message: None,
) -> FetchCount:
    """Whole histories, since the past may have been adjusted. What is left is wanted tomorrow too.

    has_time is asked before each symbol; tell hears what failed.
    """
    try:
        wanted = symbols_from_json(objects.get(WANTED))
    except NotFoundError:
        wanted = []
    fetched = unknown = failed = 0
    for symbol in wanted:
        if not has_time():
            break
        try:
            series = provider.fetch(symbol, today - DEPTH)
            refuse_bad_series(symbol, series, today)
            objects.put(fetched_key(symbol), series_to_json(symbol, series))
            fetched += 1
        except UnknownSymbolError:
            unknown += 1
        except EconLensError as error:
            failed += 1
            tell(error.message)
            if isinstance(error, PriceServicePausedError):
                break
    left = len(wanted) - fetched - unknown - failed
    return FetchCount(fetched=fetched, unknown=unknown, failed=failed, left=left)
