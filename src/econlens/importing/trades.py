"""The trades of a history, kept encoded, since as objects they would take ten times their file."""

from array import array
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

import msgspec

from econlens.domain.assets import AssetType
from econlens.importing.activity_words import Activity

_encoder = msgspec.msgpack.Encoder()


class Trade(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One line that changes a holding. quantity is what is added, negative when taken away."""

    kind: Activity
    line: int
    day: date | None
    account: str | None
    symbol: str
    name: str
    asset_type: AssetType | None
    quantity: Decimal
    price: Decimal | None
    currency: str | None


_decoder = msgspec.msgpack.Decoder(Trade)


class TradeLog:
    """Trades as they are read; first_day and last_day are those that their lines state."""

    def __init__(self) -> None:
        self.first_day: date | None = None
        self.last_day: date | None = None
        self._encoded = bytearray()
        self._bounds = array("L", [0])
        # In one list to sort, so many numbers would take more than the trades.
        self._by_rank: dict[int, array[int]] = {}

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def add(self, trade: Trade) -> None:
        if day := trade.day:
            self.first_day = min(day, self.first_day or day)
            self.last_day = max(day, self.last_day or day)
        self._by_rank.setdefault(_rank(trade), array("L")).append(len(self))
        self._encoded += _encoder.encode(trade)
        self._bounds.append(len(self._encoded))

    def in_order(self) -> Iterator[Trade]:
        """By day, and on one day what adds before what takes away: the lines do not tell."""
        for at in chain.from_iterable(self._by_rank[rank] for rank in sorted(self._by_rank)):
            begin, end = self._bounds[at : at + 2]
            yield _decoder.decode(memoryview(self._encoded)[begin:end])


def _rank(trade: Trade) -> int:
    return 2 * (trade.day or date.min).toordinal() + (trade.quantity < 0)
