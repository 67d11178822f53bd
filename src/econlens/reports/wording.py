"""Numbers as every report writes them."""

from decimal import Decimal

from econlens.analysis.report import Unit


def percent(fraction: float) -> str:
    return f"{fraction * 100:.1f} %"


def money(amount: Decimal, currency: str) -> str:
    return f"{currency} {amount:,.2f}"


def quantity(amount: Decimal | None) -> str:
    """Shares or a price: as many decimals as it takes, up to four."""
    return "–" if amount is None else f"{amount:,.4f}".rstrip("0").rstrip(".")


def measured(value: float | None, unit: Unit) -> str:
    """A figure where a column of them tells small differences."""
    if value is None:
        return "unknown"
    if unit in {Unit.FRACTION, Unit.FRACTION_PER_YEAR}:
        return f"{value * 100:.2f} %"
    return f"{value:,.2f}"
