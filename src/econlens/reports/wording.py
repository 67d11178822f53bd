"""Numbers as every report writes them."""

from decimal import Decimal


def percent(fraction: float) -> str:
    return f"{fraction * 100:.1f} %"


def money(amount: Decimal, currency: str) -> str:
    return f"{currency} {amount:,.2f}"
