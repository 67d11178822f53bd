"""price_ports.PriceProvider over Stooq's CSV files. No key; it counts requests by the day."""

import csv
from datetime import date
from typing import Final

from econlens.adapters.prices.price_http import USUAL_PATIENCE, Patience, PriceHttp
from econlens.domain.price_errors import (
    BRING_A_FILE,
    PriceAnswerError,
    PriceServiceError,
    UnknownSymbolError,
)
from econlens.domain.prices import PriceSeries, PriceSource

_NO_DATA: Final = "no data"
_ENOUGH: Final = "exceeded the daily hits limit"
# A symbol without an exchange is American; Stooq's own suffixes are passed on.
_AMERICAN: Final = ".us"
_LONGEST_SUFFIX: Final = 2


class StooqPrices:
    source = PriceSource.STOOQ

    def __init__(self, base_url: str, patience: Patience = USUAL_PATIENCE) -> None:
        self._http = PriceHttp(name="Stooq", patience=patience)
        self._base_url = base_url.rstrip("/")

    def fetch(self, symbol: str, since: date) -> PriceSeries:
        fields = {"s": _ticker(symbol), "d1": f"{since:%Y%m%d}", "d2": "21001231", "i": "d"}
        body = self._http.get(f"{self._base_url}/q/d/l/", fields)
        text = body.decode("utf-8", errors="replace").strip()
        if text.casefold() == _NO_DATA:
            raise UnknownSymbolError(f"Stooq has no prices of {symbol}.")
        if text.casefold().startswith(_ENOUGH):
            raise PriceServiceError(f"Stooq has had enough requests for today. {BRING_A_FILE}")
        rows = list(csv.DictReader(text.splitlines()))
        try:
            days = tuple(date.fromisoformat(row["Date"]) for row in rows)
            closes = tuple(float(row["Close"]) for row in rows)
        except (KeyError, TypeError, ValueError):
            rows = []
        if not rows:
            raise PriceAnswerError(f"Stooq's answer about {symbol} cannot be read.")
        return PriceSeries(days=days, closes=closes, source=self.source)


def _ticker(symbol: str) -> str:
    """BRK.B is brk-b.us; VOD.UK is vod.uk."""
    name, _, suffix = symbol.lower().rpartition(".")
    if name and len(suffix) == _LONGEST_SUFFIX:
        return f"{name}.{suffix}"
    return symbol.lower().replace(".", "-") + _AMERICAN
