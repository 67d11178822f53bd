"""Which functions a stage has, by name: each has a log, a line in the charts, an alarm of its own.

It stands apart from the route table, so that the bill can count them; tests hold it to the
templates.
"""

from typing import Final

from econlens.monitoring.measures import Measure

ALWAYS: Final = (
    "service",
    "auth",
    "users",
    "portfolios",
    "uploads",
    "analysis",
    "sharing",
    "shared",
    "process_upload",
)
# Where a stage fetches prices.
OF_PRICES: Final = ("fetch_prices", "load_prices")
ONE: Final = ("",)


def functions(*, prices: bool) -> tuple[str, ...]:
    """Of a stage that fetches prices, or does not."""
    return ALWAYS + OF_PRICES if prices else ALWAYS


def figures_of(measure: Measure, *, prices: bool) -> tuple[str, ...]:
    """Whose figure this is: each function's, or one without a name. Empty where there is none."""
    match measure:
        case Measure.FUNCTION_ERRORS:
            return ALWAYS
        case Measure.FUNCTION_DURATION_P95:
            return functions(prices=prices)
        case Measure.PRICE_ERRORS:
            return OF_PRICES if prices else ()
        case Measure.PRICE_DEAD_LETTERS:
            return ONE if prices else ()
        case _:
            return ONE
