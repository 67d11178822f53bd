"""The composition root of what fetches and stores prices; bootstrap.py has that of all else."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from econlens.domain.errors import InvalidRequestError
from econlens.domain.prices import PriceSource
from econlens.price_ports import PriceProvider, Prices
from econlens.price_settings import PriceSettings

if TYPE_CHECKING:
    from econlens.adapters.postgres.transactions import Login

NO_KEY = (
    "Tiingo asks for a key. Get a free one at tiingo.com and set ECONLENS_TIINGO_KEY, "
    "or choose another --provider."
)


def prices(dsn: str, login: "Login | None" = None) -> Prices:
    """Everything that is stored, for the role that may write it. login completes the DSN."""
    from econlens.adapters.postgres.price_store import PostgresPrices
    from econlens.adapters.postgres.transactions import SingleConnection

    return PostgresPrices(SingleConnection(dsn, login))


def default_source(settings: PriceSettings) -> PriceSource:
    """The service that this machine is prepared for."""
    if settings.tiingo_key:
        return PriceSource.TIINGO
    return PriceSource.YAHOO if find_spec("yfinance") else PriceSource.STOOQ


def price_provider(source: PriceSource, settings: PriceSettings) -> PriceProvider:
    """Raises InvalidRequestError, or PriceServiceError, when it is not prepared for."""
    match source:
        case PriceSource.TIINGO:
            from econlens.adapters.prices.tiingo import TiingoPrices

            if not settings.tiingo_key:
                raise InvalidRequestError(NO_KEY)
            return TiingoPrices(settings.tiingo_key, settings.tiingo_url)
        case PriceSource.STOOQ:
            from econlens.adapters.prices.stooq import StooqPrices

            return StooqPrices(settings.stooq_url)
        case PriceSource.YAHOO:
            from econlens.adapters.prices.yahoo import YahooPrices

            return YahooPrices()
        case PriceSource.FILE | PriceSource.SYNTHETIC:
            raise InvalidRequestError("Prices are fetched from yahoo, tiingo or stooq.")
