"""Questions to the logs that come back at every incident, in CloudWatch Logs Insights' language."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Log(StrEnum):
    FUNCTIONS = "functions"
    ACCESS = "access"
    DATABASE = "database"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    name: str
    log: Log
    lines: tuple[str, ...]


LOG_QUERIES: Final = (
    LogQuery(
        name="errors",
        log=Log.FUNCTIONS,
        lines=(
            "fields @timestamp, correlation_id, message, exception",
            'filter level = "ERROR" or @message like /Task timed out|Runtime exited/',
            "sort @timestamp desc",
            "limit 50",
        ),
    ),
    LogQuery(
        name="one-request",
        log=Log.FUNCTIONS,
        lines=(
            "fields @timestamp, @log, level, message",
            'filter correlation_id = "PUT THE requestId HERE"',
            "sort @timestamp asc",
        ),
    ),
    LogQuery(
        name="cold-starts",
        log=Log.FUNCTIONS,
        lines=(
            'filter @type = "REPORT" and ispresent(@initDuration)',
            "stats count() as starts, pct(@initDuration, 95) as p95, max(@initDuration) by @log",
        ),
    ),
    LogQuery(
        name="memory",
        log=Log.FUNCTIONS,
        lines=(
            'filter @type = "REPORT"',
            "stats max(@maxMemoryUsed / 1e6) as usedMb, max(@memorySize / 1e6) as givenMb by @log",
        ),
    ),
    LogQuery(
        name="slow-requests",
        log=Log.ACCESS,
        lines=(
            "stats count() as calls, pct(latencyMs, 95) as p95, max(latencyMs) by method, resource",
            "sort p95 desc",
        ),
    ),
    LogQuery(
        name="throttled",
        log=Log.ACCESS,
        lines=(
            "filter status = 429",
            "stats count() as calls by method, resource, error, bin(5m)",
        ),
    ),
    LogQuery(
        name="refused-by-the-gateway",
        log=Log.ACCESS,
        lines=('filter error != "-"', "stats count() as calls by error, status, method, resource"),
    ),
    LogQuery(
        name="slow-statements",
        log=Log.DATABASE,
        lines=(
            "parse @message /duration: (?<ms>[0-9.]+) ms/",
            "filter ispresent(ms)",
            "sort ms desc",
            "limit 50",
        ),
    ),
    LogQuery(
        name="refused-traffic",
        log=Log.NETWORK,
        lines=("stats count() as packets by srcAddr, dstAddr, dstPort", "sort packets desc"),
    ),
)
