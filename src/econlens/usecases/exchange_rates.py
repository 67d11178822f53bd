"""A user's own rates of exchange."""

from collections.abc import Iterable

from econlens.domain.rates import Rate, check_rates
from econlens.ports import ImportMemory


def save_rates(store: ImportMemory, rates: Iterable[Rate]) -> tuple[Rate, ...]:
    """Keep these in place of all earlier ones. Raises RuleViolationError naming each problem."""
    store.replace_rates(check_rates(rates))
    return store.list_rates()
