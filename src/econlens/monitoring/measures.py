"""What is measured, by name. Each host says where it finds the figures: CloudWatch, or the local
server's own counts."""

from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    MILLISECONDS = "milliseconds"
    SECONDS = "seconds"
    MEGABYTES = "megabytes"


class Measure(StrEnum):
    """Counts are per period; everything else is the value in that period."""

    REQUESTS = "requests"
    CLIENT_ERRORS = "client_errors"
    SERVER_ERRORS = "server_errors"
    SERVER_ERROR_SHARE = "server_error_share"
    THROTTLED_REQUESTS = "throttled_requests"
    LATENCY_MEDIAN = "latency_median"
    LATENCY_P95 = "latency_p95"
    LATENCY_P99 = "latency_p99"
    FUNCTION_ERRORS = "function_errors"
    FUNCTION_THROTTLES = "function_throttles"
    FUNCTION_DURATION_P95 = "function_duration_p95"
    FUNCTION_MEMORY = "function_memory"
    COLD_STARTS = "cold_starts"
    DATABASE_CONNECTIONS = "database_connections"
    DATABASE_CONNECTION_SHARE = "database_connection_share"
    DATABASE_CPU = "database_cpu"
    DATABASE_FREE_STORAGE = "database_free_storage"
    SLOW_STATEMENTS = "slow_statements"
    QUEUE_DEPTH = "queue_depth"
    QUEUE_AGE = "queue_age"
    DEAD_LETTERS = "dead_letters"
    PRICE_ERRORS = "price_errors"
    PRICE_DEAD_LETTERS = "price_dead_letters"
    REGISTRATIONS = "registrations"
    PORTFOLIOS_CREATED = "portfolios_created"
    UPLOADS_STARTED = "uploads_started"
    UPLOADS_PROCESSED = "uploads_processed"


UNITS = {
    Measure.SERVER_ERROR_SHARE: Unit.PERCENT,
    Measure.LATENCY_MEDIAN: Unit.MILLISECONDS,
    Measure.LATENCY_P95: Unit.MILLISECONDS,
    Measure.LATENCY_P99: Unit.MILLISECONDS,
    Measure.FUNCTION_DURATION_P95: Unit.MILLISECONDS,
    Measure.FUNCTION_MEMORY: Unit.MEGABYTES,
    Measure.DATABASE_CONNECTION_SHARE: Unit.PERCENT,
    Measure.DATABASE_CPU: Unit.PERCENT,
    Measure.DATABASE_FREE_STORAGE: Unit.MEGABYTES,
    Measure.QUEUE_AGE: Unit.SECONDS,
}


def unit_of(measure: Measure) -> Unit:
    return UNITS.get(measure, Unit.COUNT)


# What no service measures, so that it is counted from our logs: each is a metric of our own, of
# which CloudWatch gives ten for nothing. Which function it was is told by the saved queries.
COUNTED_IN_LOGS: Final = (
    Measure.THROTTLED_REQUESTS,
    Measure.COLD_STARTS,
    Measure.FUNCTION_MEMORY,
    Measure.SLOW_STATEMENTS,
    Measure.REGISTRATIONS,
    Measure.PORTFOLIOS_CREATED,
    Measure.UPLOADS_STARTED,
)
