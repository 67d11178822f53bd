"""price_ports.PriceProvider over Tiingo's end-of-day service. Needs a key; free ones exist."""

from datetime import date, datetime
from urllib.parse import quote

import msgspec

from econlens.adapters.prices.price_http import USUAL_PATIENCE, Patience, PriceHttp
from econlens.domain.price_errors import PriceAnswerError
from econlens.domain.prices import PriceSeries, PriceSource


class _Day(msgspec.Struct):
    date: datetime
    adjClose: float  # noqa: N815 - Tiingo's name


class TiingoPrices:
    source = PriceSource.TIINGO

    def __init__(self, key: str, base_url: str, patience: Patience = USUAL_PATIENCE) -> None:
        # In a header, since addresses end up in the logs of every server on the way.
        headers = {"Authorization": f"Token {key}", "Accept": "application/json"}
        self._http = PriceHttp(name="Tiingo", patience=patience, headers=headers)
        self._base_url = base_url.rstrip("/")

    def fetch(self, symbol: str, since: date) -> PriceSeries:
        ticker = quote(symbol.replace(".", "-"), safe="-")
        url = f"{self._base_url}/tiingo/daily/{ticker}/prices"
        body = self._http.get(url, {"startDate": since.isoformat(), "format": "json"})
        try:
            days = msgspec.json.decode(body, type=list[_Day])
        except (msgspec.DecodeError, UnicodeDecodeError):
            message = f"Tiingo's answer about {symbol} cannot be read."
            raise PriceAnswerError(message) from None
        return PriceSeries(
            days=tuple(day.date.date() for day in days),
            closes=tuple(day.adjClose for day in days),
            source=self.source,
        )
