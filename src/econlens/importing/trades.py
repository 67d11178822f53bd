"""The trades of a history, and in which order they happened."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

import msgspec

from econlens.domain.assets import AssetType
from econlens.importing.activity_words import Activity
from econlens.importing.partitions import merge_sorted

_SORTED_AT_ONCE = 2_000


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


def security_of(trade: Trade) -> tuple[str | None, str]:
    return trade.account, trade.symbol


def in_order(trades: Iterator[Trade]) -> Iterator[Trade]:
    """By day, and on one day what adds before what takes away: the lines do not tell.

    Those of one security may be the whole file, so they are sorted some at a time.
    """
    some = iter(lambda: sorted(islice(trades, _SORTED_AT_ONCE), key=_rank), [])
    return merge_sorted(Trade, some, _rank)


def _rank(trade: Trade) -> int:
    return 2 * (trade.day or date.min).toordinal() + (trade.quantity < 0)
