"""What changes between two lists of holdings, symbol by symbol."""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from econlens.domain.holding import Holding
from econlens.domain.upload import ChangeKind, HoldingChange

_Amounts = tuple[str, Decimal | None, Decimal]


def compare_holdings(
    before: Iterable[Holding], after: Iterable[Holding]
) -> tuple[HoldingChange, ...]:
    """Added, changed and removed symbols, those of `after` in its order and the removed ones last.
    A symbol whose quantity and value stay is left out."""
    old, new = _by_symbol(before), _by_symbol(after)
    symbols = [*new, *(symbol for symbol in old if symbol not in new)]
    return tuple(
        _change(symbol, old.get(symbol), new.get(symbol))
        for symbol in symbols
        if _moved(old.get(symbol), new.get(symbol))
    )


def _moved(old: _Amounts | None, new: _Amounts | None) -> bool:
    return old is None or new is None or old[1:] != new[1:]


def _change(symbol: str, old: _Amounts | None, new: _Amounts | None) -> HoldingChange:
    name, old_quantity, old_value = old or ("", None, None)
    kind = ChangeKind.REMOVED
    new_quantity, new_value = None, None
    if new is not None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.CHANGED
        name, new_quantity, new_value = new
    return HoldingChange(
        symbol=symbol,
        name=name,
        kind=kind,
        old_quantity=old_quantity,
        new_quantity=new_quantity,
        old_value=old_value,
        new_value=new_value,
    )


def _by_symbol(holdings: Iterable[Holding]) -> dict[str, _Amounts]:
    grouped: dict[str, list[_Amounts]] = {}
    for holding in holdings:
        amounts = (holding.name, holding.quantity, holding.market_value)
        grouped.setdefault(holding.symbol, []).append(amounts)
    return {symbol: reduce(_sum, all_of_it) for symbol, all_of_it in grouped.items()}


def _sum(first: _Amounts, second: _Amounts) -> _Amounts:
    known = first[1] is not None and second[1] is not None
    quantity = (first[1] or Decimal(0)) + (second[1] or Decimal(0)) if known else None
    return first[0], quantity, first[2] + second[2]
