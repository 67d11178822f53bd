"""What is stored of each symbol, and which held symbols have nothing."""

from dataclasses import dataclass

from econlens.domain.prices import PriceRange
from econlens.price_ports import Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceReview:
    ranges: tuple[PriceRange, ...]
    missing: tuple[str, ...]


def review_prices(prices: Prices) -> PriceReview:
    with prices() as store:
        ranges = store.list_ranges()
        held = store.list_held_symbols()
    known = {one.symbol for one in ranges}
    return PriceReview(
        ranges=ranges, missing=tuple(symbol for symbol in held if symbol not in known)
    )
