"""The samples of brokers' exports, and what expected.json makes of them in one currency."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "data" / "brokers"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """value is None where the file states none: the price of the last trade counts then."""

    quantity: Decimal | None
    value: Decimal | None


def expected_holdings(name: str, currency: str, rates: Mapping[str, Decimal]) -> dict[str, Held]:
    """By symbol, cash among them, as a portfolio in `currency` must hold it.

    rates: what one unit of another currency is worth in it.
    """
    sample = EXPECTED[name]
    held: dict[str, Held] = {}
    for row in sample["positions"]:
        value = None
        if sample["kind"] != "activities":
            value = _in(currency, Decimal(row["market_value"]), row, rates)
        _add(held, row["symbol"], Held(quantity=Decimal(row["quantity"]), value=value))
    for row in sample["cash"]:
        value = _in(currency, Decimal(row["amount"]), row, rates)
        _add(held, row["symbol"], Held(quantity=None, value=value))
    return held


def _in(
    currency: str, amount: Decimal, row: Mapping[str, Any], rates: Mapping[str, Decimal]
) -> Decimal:
    """A row that names no currency is in that of the portfolio."""
    code = row.get("currency", currency)
    return amount if code == currency else (amount * rates[code]).quantize(_CENT)


def _add(held: dict[str, Held], symbol: str, more: Held) -> None:
    """Lots and accounts of one security are one holding of a portfolio."""
    before = held.get(symbol)
    if before is None:
        held[symbol] = more
        return
    held[symbol] = Held(
        quantity=_sum(before.quantity, more.quantity), value=_sum(before.value, more.value)
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other
