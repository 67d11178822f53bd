"""price_ports.PriceProvider over Yahoo, through yfinance, which is installed by choice."""

import logging
import warnings
from datetime import date, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pybreaker

from econlens.adapters.prices.price_http import USUAL_PATIENCE, Patience
from econlens.domain.errors import EconLensError
from econlens.domain.price_errors import (
    BRING_A_FILE,
    PriceAnswerError,
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.prices import PriceSeries, PriceSource

if TYPE_CHECKING:
    from econlens.adapters.prices.yahoo_session import YahooSession

NOT_INSTALLED = (
    "Prices from Yahoo need the package yfinance. Install it along with EconLens: "
    f"pip install 'econlens[yahoo]'. {BRING_A_FILE}"
)
# Behind a point these name a class of shares, which Yahoo writes with a dash; else an exchange.
_SHARE_CLASSES = frozenset("ABC")


class YahooPrices:
    """yfinance has cookies and retries of its own; what may go wrong in them is open."""

    source = PriceSource.YAHOO

    def __init__(self, patience: Patience = USUAL_PATIENCE) -> None:
        """Raises PriceServiceError when yfinance is not installed."""
        if find_spec("yfinance") is None:
            raise PriceServiceError(NOT_INSTALLED)
        self._patience = patience
        self._session: YahooSession | None = None
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
            raise PriceServicePausedError(
                f"Yahoo has failed {self._patience.failures_in_a_row} times in a row, so that it "
                f"is left alone for now. Try again in a minute. {BRING_A_FILE}"
            ) from None

    def _fetch(self, symbol: str, since: date) -> PriceSeries:
        import yfinance  # noqa: F401 - first, since it turns its own warnings on

        from econlens.adapters.prices.yahoo_session import YahooSession

        if self._session is None:
            self._session = YahooSession(self._patience.read_seconds)
        try:
            with warnings.catch_warnings(action="ignore"):  # of pandas to the makers of yfinance
                closes = self._history(_ticker(symbol), since)["Close"].dropna()
            # The close of a day that is not over moves with every trade.
            today = datetime.now(closes.index.tz).date()
            rows = [(at.date(), float(close)) for at, close in closes.items() if at.date() < today]
        except EconLensError:
            raise
        except Exception as error:  # noqa: BLE001 - of curl, pandas, JSON and its own
            raise _told(error, symbol, refused=self._session.refused) from None
        return PriceSeries(
            days=tuple(day for day, _ in rows),
            closes=tuple(close for _, close in rows),
            source=self.source,
        )

    def _history(self, ticker: str, since: date) -> Any:
        """A data frame by day. Raises whatever yfinance comes upon."""
        import yfinance

        logging.getLogger("yfinance").setLevel(logging.CRITICAL)
        yfinance.config.debug.hide_exceptions = False
        yfinance.config.network.retries = self._patience.retries
        try:
            found = yfinance.Ticker(quote(ticker, safe="-.^="), session=self._session)
        except ValueError:  # an ISIN that Yahoo does not know
            raise UnknownSymbolError(f"Yahoo does not know {ticker}.") from None
        return found.history(start=since.isoformat(), auto_adjust=True)


def _told(error: Exception, symbol: str, *, refused: bool) -> EconLensError:
    """What yfinance has come upon, as one of ours."""
    from yfinance.exceptions import YFPricesMissingError

    from econlens.adapters.prices.yahoo_session import PassingFaultError

    if isinstance(error, PassingFaultError):
        return PriceServiceError(f"{error} Try later. {BRING_A_FILE}")
    if isinstance(error, OSError):
        kind = type(error).__name__
        return PriceServiceError(f"Yahoo could not be reached ({kind}). {BRING_A_FILE}")
    if refused:
        return PriceServiceError(f"Yahoo refuses us. Try later. {BRING_A_FILE}")
    if isinstance(error, YFPricesMissingError):
        return UnknownSymbolError(f"Yahoo has no prices of {symbol}.")
    return PriceAnswerError(f"Yahoo's answer about {symbol} cannot be read.")


def _ticker(symbol: str) -> str:
    """BRK.B is BRK-B; VOD.L, of London's exchange, stays."""
    name, _, suffix = symbol.upper().rpartition(".")
    return f"{name}-{suffix}" if name and suffix in _SHARE_CLASSES else symbol.upper()
