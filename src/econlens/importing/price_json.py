"""Symbols and price series as the bytes that two functions hand each other."""

import msgspec

from econlens.domain.price_errors import PriceAnswerError
from econlens.domain.prices import PriceSeries


def symbols_to_json(symbols: list[str]) -> bytes:
    return msgspec.json.encode(symbols)


def symbols_from_json(body: bytes) -> list[str]:
    """Raises PriceAnswerError."""
    try:
        return msgspec.json.decode(body, type=list[str])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise PriceAnswerError("The list of wanted symbols cannot be read.") from None


def series_to_json(symbol: str, series: PriceSeries) -> bytes:
    return msgspec.json.encode((symbol, series))


def series_from_json(body: bytes) -> tuple[str, PriceSeries]:
    """Raises PriceAnswerError."""
    try:
        return msgspec.json.decode(body, type=tuple[str, PriceSeries])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise PriceAnswerError("The fetched file holds no prices.") from None
