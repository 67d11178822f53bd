"""What storing and fetching prices needs from the outside; reading them is ports.PriceHistory.

Apart from ports.py, since no function that serves requests needs it.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from econlens.domain.prices import PriceRange, PriceSeries, PriceSource
from econlens.ports import PriceHistory


class PriceStore(PriceHistory, Protocol):
    """All prices, inside one transaction; others that write wait until it ends.

    The prices of a symbol have one source: services adjust for dividends in ways of their own.
    """

    def replace_prices(self, prices: Mapping[str, PriceSeries]) -> None:
        """By symbol; what is stored of these symbols goes."""
        ...

    def extend_prices(self, prices: Mapping[str, PriceSeries]) -> None:
        """Add days to what is stored from the same source; a day that is stored is overwritten."""
        ...

    def list_ranges(self) -> tuple[PriceRange, ...]:
        """By symbol."""
        ...

    def list_held_symbols(self) -> tuple[str, ...]:
        """What all users hold that a price service may know: no cash, no options, no coins, which
        share their letters with listed shares."""
        ...


class Prices(Protocol):
    def __call__(self) -> AbstractContextManager[PriceStore]:
        """Open a transaction that may write prices; commits unless an exception leaves.

        Raises DatabaseUnavailableError when the database cannot be reached.
        """
        ...


class PriceProvider(Protocol):
    """A service that knows closing prices, adjusted for splits and dividends."""

    source: PriceSource

    def fetch(self, symbol: str, since: date) -> PriceSeries:
        """Every close from since on; none is no error when since is near.

        Raises UnknownSymbolError; PriceAnswerError when there is no telling what the answer means;
        PriceServiceError when there is none.
        """
        ...
