"""What the dashboard and the operator page show, row by row."""

from dataclasses import dataclass
from typing import Final

from econlens.monitoring.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """One chart. All its measures have one unit."""

    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    title: str
    widgets: tuple[Widget, ...]


ROWS: Final = (
    Row(
        title="Requests",
        widgets=(
            Widget(title="Requests", measures=(Measure.REQUESTS,)),
            Widget(
                title="Refused and failed",
                measures=(
                    Measure.CLIENT_ERRORS,
                    Measure.SERVER_ERRORS,
                    Measure.THROTTLED_REQUESTS,
                ),
            ),
            Widget(
                title="Latency",
                measures=(Measure.LATENCY_MEDIAN, Measure.LATENCY_P95, Measure.LATENCY_P99),
            ),
        ),
    ),
    Row(
        title="Functions",
        widgets=(
            Widget(title="Duration, 95 of 100", measures=(Measure.FUNCTION_DURATION_P95,)),
            Widget(
                title="Errors and throttles",
                measures=(Measure.FUNCTION_ERRORS, Measure.FUNCTION_THROTTLES),
            ),
            Widget(title="Cold starts", measures=(Measure.COLD_STARTS,)),
            Widget(title="Memory used", measures=(Measure.FUNCTION_MEMORY,)),
        ),
    ),
    Row(
        title="Database",
        widgets=(
            Widget(title="Connections", measures=(Measure.DATABASE_CONNECTIONS,)),
            Widget(title="CPU", measures=(Measure.DATABASE_CPU,)),
            Widget(title="Free storage", measures=(Measure.DATABASE_FREE_STORAGE,)),
            Widget(title="Statements over half a second", measures=(Measure.SLOW_STATEMENTS,)),
        ),
    ),
    Row(
        title="Uploads",
        widgets=(
            Widget(title="Waiting", measures=(Measure.QUEUE_DEPTH, Measure.DEAD_LETTERS)),
            Widget(title="Oldest waiting", measures=(Measure.QUEUE_AGE,)),
        ),
    ),
    Row(
        title="Prices",
        widgets=(
            Widget(title="Not fetched or not loaded", measures=(Measure.PRICE_ERRORS,)),
            Widget(title="Refused three times", measures=(Measure.PRICE_DEAD_LETTERS,)),
        ),
    ),
    Row(
        title="Business",
        widgets=(
            Widget(title="Registrations", measures=(Measure.REGISTRATIONS,)),
            Widget(title="Portfolios typed in", measures=(Measure.PORTFOLIOS_CREATED,)),
            Widget(title="Uploads", measures=(Measure.UPLOADS_STARTED, Measure.UPLOADS_PROCESSED)),
        ),
    ),
)
