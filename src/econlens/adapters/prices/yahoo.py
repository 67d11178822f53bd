"""price_ports.PriceProvider over Yahoo, through yfinance, which is installed by choice."""

from datetime import date
from importlib.util import find_spec

import pybreaker

from econlens.adapters.prices.price_http import USUAL_PATIENCE, Patience
from econlens.domain.price_errors import (
    BRING_A_FILE,
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.prices import PriceSeries, PriceSource

NOT_INSTALLED = (
    "Prices from Yahoo need the package yfinance. Install it along with EconLens: "
    f"pip install 'econlens[yahoo]'. {BRING_A_FILE}"
)


class YahooPrices:
    """yfinance has a client, cookies and retries of its own; what may go wrong in them is open."""

    source = PriceSource.YAHOO

    def __init__(self, patience: Patience = USUAL_PATIENCE) -> None:
        """Raises PriceServiceError when yfinance is not installed."""
        if find_spec("yfinance") is None:
            raise PriceServiceError(NOT_INSTALLED)
        self._patience = patience
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=patience.failures_in_a_row,
            reset_timeout=patience.pause_seconds,
            exclude=[UnknownSymbolError],
            throw_new_error_on_trip=False,
        )

    def fetch(self, symbol: str, since: date) -> PriceSeries:
        try:
            return self._breaker.call(self._fetch, symbol, since)
        except pybreaker.CircuitBreakerError:
            message = f"Yahoo has failed several times in a row. Try later. {BRING_A_FILE}"
            raise PriceServicePausedError(message) from None

    def _fetch(self, symbol: str, since: date) -> PriceSeries:
        import yfinance
        from yfinance.exceptions import YFPricesMissingError, YFTzMissingError

        yfinance.config.debug.hide_exceptions = False
        yfinance.config.network.retries = self._patience.retries
        try:
            frame = yfinance.Ticker(symbol.replace(".", "-")).history(
                start=since.isoformat(), auto_adjust=True, timeout=self._patience.read_seconds
            )
        except (YFPricesMissingError, YFTzMissingError):
            raise UnknownSymbolError(f"Yahoo has no prices of {symbol}.") from None
        except Exception as error:  # noqa: BLE001 - of pandas, curl, JSON and its own
            kind = type(error).__name__
            message = f"Yahoo could not be reached or read ({kind}). {BRING_A_FILE}"
            raise PriceServiceError(message) from None
        closes = frame["Close"].dropna()
        return PriceSeries(
            days=tuple(stamp.date() for stamp in closes.index),
            closes=tuple(float(close) for close in closes),
            source=self.source,
        )
