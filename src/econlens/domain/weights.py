"""What can be read off holdings in plain Python for functions that carry no NumPy."""

from collections.abc import Sequence

from econlens.domain.holding import Holding


def symbols_of(holdings: Sequence[Holding]) -> list[str]:
    """Each once, in order, so that one query asks for all."""
    return sorted({holding.symbol for holding in holdings})


def gross_weights(holdings: Sequence[Holding]) -> list[float]:
    """Shares of gross value (short positions by their size); empty when nothing has value."""
    sizes = [abs(float(holding.market_value)) for holding in holdings]
    gross = sum(sizes)
    return [size / gross for size in sizes] if gross else []


def herfindahl(weights: Sequence[float]) -> float | None:
    """Σ w²: 1 for a single holding, 1/n for n equal ones; None for none."""
    return sum(weight * weight for weight in weights) if weights else None
