"""The composition root of what fetches and stores prices; bootstrap.py has that of all else."""

import os
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from econlens.domain.errors import InvalidRequestError
from econlens.domain.prices import PriceSource
from econlens.price_ports import PriceProvider, Prices
from econlens.price_settings import PriceSettings, price_settings_from

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


@cache
def prices_on_aws() -> Prices:
    from econlens import bootstrap

    dsn = price_settings_from(os.environ).prices_dsn
    return prices(dsn, bootstrap.database_login())


@cache
def provider_on_aws() -> PriceProvider:
    """Tiingo where its key is kept as a secret, else Stooq."""
    from msgspec.structs import replace

    settings = price_settings_from(os.environ)
    if settings.tiingo_secret:
        from econlens.adapters.aws.clients import client

        secret = client("secretsmanager").get_secret_value(SecretId=settings.tiingo_secret)
        settings = replace(settings, tiingo_key=secret["SecretString"].strip())
    source = PriceSource.TIINGO if settings.tiingo_key else PriceSource.STOOQ
    return price_provider(source, settings)
