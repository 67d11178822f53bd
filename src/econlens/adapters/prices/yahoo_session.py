"""How yfinance talks to Yahoo. It takes any answer without prices for one about an unknown symbol,
so that refusals, faults and pages that are no answer at all are told apart here.
"""

import json
from http import HTTPStatus
from typing import Any, Final

from curl_cffi.requests import Response, Session

from econlens.domain.price_errors import (
    BRING_A_FILE,
    PriceAnswerError,
    PriceServiceError,
    UnknownSymbolError,
)

# Cookies and crumbs are yfinance's own business: prices come without them too.
_PRICES: Final = "/v8/finance/chart/"
_REFUSED: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


class PassingFaultError(OSError):
    """A status that may pass. yfinance tries again after an OSError."""


class YahooSession(Session[Response]):
    """A browser's handshake, without which Yahoo refuses; each answer within `seconds`.

    refused: by the last answer about prices, which yfinance asks once more with another cookie.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(impersonate="chrome")
        self._seconds = seconds
        self.refused = False

    def request(self, method: Any, url: str, *rest: Any, **options: Any) -> Response:
        """Of prices: raises UnknownSymbolError, PriceServiceError, PriceAnswerError,
        PassingFaultError."""
        options["timeout"] = self._seconds
        answer = super().request(method, url, *rest, **options)
        if _PRICES in url:
            self.refused = answer.status_code in _REFUSED
            _refuse_status(answer.status_code)
            _refuse_other_than_prices(answer)
        return answer


def _refuse_status(status: int) -> None:
    if status == HTTPStatus.NOT_FOUND:
        raise UnknownSymbolError("Yahoo does not know this symbol.")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise PriceServiceError(f"Yahoo has had enough requests for now. Try later. {BRING_A_FILE}")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise PassingFaultError(f"Yahoo does not serve us ({status}).")


def _refuse_other_than_prices(answer: Response) -> None:
    if not answer.ok:
        return
    try:
        found = json.loads(answer.content)["chart"]["result"][0]["indicators"]["quote"]
    except (ValueError, LookupError, TypeError):
        found = None
    if not found:
        raise PriceAnswerError("Yahoo's answer about this symbol cannot be read.")
