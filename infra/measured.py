"""Where CloudWatch has the figures that econlens.monitoring names."""

from collections.abc import Sequence
from typing import Final

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from econlens.monitoring.measures import COUNTED_IN_LOGS, Measure
from infra.function import EconLensFunction
from infra.settings import StageSettings
from infra.stacks.api import ApiStack
from infra.stacks.database import DatabaseStack
from infra.stacks.prices import PricesStack
from infra.stacks.uploads import UploadsStack

BYTES_PER_MEGABYTE: Final = 1_000_000
# Which finished calls are a registration, a portfolio, an upload: resource and status.
BUSINESS: Final = {
    Measure.REGISTRATIONS: ('$.resource = "/v1/auth/register"', 201),
    Measure.PORTFOLIOS_CREATED: ('$.resource = "/v1/portfolios" && $.method = "POST"', 201),
    Measure.UPLOADS_STARTED: ('$.resource = "*/upload"', 201),
}
# Lambda's own last line of a call, by its words.
REPORT: Final = (
    "[report=REPORT, a, id, b, c, ms1, d, e, billed, ms2, f, g, size, mb1, h, i, j, used, mb2, ...]"
)
COLD: Final = '"REPORT RequestId" "Init Duration"'
SLOW: Final = '"duration:"'
VISIBLE: Final = "ApproximateNumberOfMessagesVisible"
Metrics = dict[str, cloudwatch.IMetric]


class Measured:
    """metrics(measure, minutes) says by label what CloudWatch is to be asked."""

    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        *,
        api: ApiStack,
        database: DatabaseStack,
        uploads: UploadsStack,
        prices: PricesStack | None,
    ) -> None:
        self._settings = settings
        self._namespace = f"EconLens/{settings.name}"
        self._api = api
        self._database = database
        self._uploads = uploads
        self._prices = prices
        # Those of prices run once a day: their errors are counted by the day, apart from the rest.
        self._always = [*api.functions.values(), uploads.processor]
        self.functions: Sequence[EconLensFunction] = [
            *self._always,
            *(prices.functions if prices else ()),
        ]
        self._by_minutes: dict[int, dict[Measure, Metrics]] = {}
        self._count_in_logs(scope)

    def metrics(self, measure: Measure, minutes: int) -> Metrics:
        """One metric for most; one for each function where functions differ; none of prices in a
        stage that fetches none."""
        if minutes not in self._by_minutes:
            self._by_minutes[minutes] = self._all(Duration.minutes(minutes))
        return self._by_minutes[minutes][measure]

    def _all(self, period: Duration) -> dict[Measure, Metrics]:
        return {
            **self._requests(period),
            **self._functions(period),
            **self._in_database(period),
            **self._in_queue(period),
            **self._of_prices(period),
            **{
                counted: {counted.value.replace("_", " "): self._counted(counted, period)}
                for counted in COUNTED_IN_LOGS
            },
        }

    def _requests(self, period: Duration) -> dict[Measure, Metrics]:
        api = self._api.gateway.api
        stage = {"ApiName": api.rest_api_name, "Stage": self._settings.name}

        def metric(name: str, statistic: str) -> cloudwatch.Metric:
            return cloudwatch.Metric(
                namespace="AWS/ApiGateway",
                metric_name=name,
                dimensions_map=stage,
                statistic=statistic,
                period=period,
            )

        calls, failed = metric("Count", "Sum"), metric("5XXError", "Sum")
        return {
            Measure.REQUESTS: {"requests": calls},
            Measure.CLIENT_ERRORS: {"4xx": metric("4XXError", "Sum")},
            Measure.SERVER_ERRORS: {"5xx": failed},
            Measure.SERVER_ERROR_SHARE: {
                "5xx, percent": cloudwatch.MathExpression(
                    # Below twenty calls a single failure would be a share of five percent.
                    expression="IF(calls > 20, 100 * failed / calls, 0)",
                    using_metrics={"calls": calls, "failed": failed},
                    period=period,
                )
            },
            Measure.LATENCY_MEDIAN: {"median": metric("Latency", "p50")},
            Measure.LATENCY_P95: {"95 of 100": metric("Latency", "p95")},
            Measure.LATENCY_P99: {"99 of 100": metric("Latency", "p99")},
        }

    def _functions(self, period: Duration) -> dict[Measure, Metrics]:
        # Of all functions in the account, whose concurrency they share.
        throttles = cloudwatch.Metric(
            namespace="AWS/Lambda", metric_name="Throttles", statistic="Sum", period=period
        )
        return {
            Measure.FUNCTION_ERRORS: _each(self._always, "Errors", "Sum", period),
            Measure.FUNCTION_THROTTLES: {"throttles": throttles},
            Measure.FUNCTION_DURATION_P95: _each(self.functions, "Duration", "p95", period),
        }

    def _in_database(self, period: Duration) -> dict[Measure, Metrics]:
        usable = self._settings.database.usable_connections

        def metric(name: str, statistic: str) -> cloudwatch.Metric:
            return cloudwatch.Metric(
                namespace="AWS/RDS",
                metric_name=name,
                dimensions_map=self._database.metric_dimensions,
                statistic=statistic,
                period=period,
            )

        connections = metric("DatabaseConnections", "Maximum")
        return {
            Measure.DATABASE_CONNECTIONS: {"connections": connections},
            Measure.DATABASE_CONNECTION_SHARE: {
                "connections, percent": cloudwatch.MathExpression(
                    expression=f"100 * used / {usable}",
                    using_metrics={"used": connections},
                    period=period,
                )
            },
            Measure.DATABASE_CPU: {"cpu": metric("CPUUtilization", "Average")},
            Measure.DATABASE_FREE_STORAGE: {
                "free, MB": cloudwatch.MathExpression(
                    expression=f"free / {BYTES_PER_MEGABYTE}",
                    using_metrics={"free": metric(self._database.free_storage_metric, "Minimum")},
                    period=period,
                )
            },
        }

    def _in_queue(self, period: Duration) -> dict[Measure, Metrics]:
        jobs, dead = self._uploads.queue, self._uploads.dead_letters
        return {
            Measure.QUEUE_DEPTH: {
                "waiting": jobs.metric(VISIBLE, statistic="Maximum", period=period)
            },
            Measure.QUEUE_AGE: {
                "oldest": jobs.metric(
                    "ApproximateAgeOfOldestMessage", statistic="Maximum", period=period
                )
            },
            Measure.DEAD_LETTERS: {
                "given up": dead.metric(VISIBLE, statistic="Maximum", period=period)
            },
            Measure.UPLOADS_PROCESSED: {
                "processed": jobs.metric("NumberOfMessagesDeleted", statistic="Sum", period=period)
            },
        }

    def _of_prices(self, period: Duration) -> dict[Measure, Metrics]:
        if self._prices is None:
            return {Measure.PRICE_ERRORS: {}, Measure.PRICE_DEAD_LETTERS: {}}
        dead = self._prices.dead_letters
        return {
            Measure.PRICE_ERRORS: _each(self._prices.functions, "Errors", "Sum", period),
            Measure.PRICE_DEAD_LETTERS: {
                "given up": dead.metric(VISIBLE, statistic="Maximum", period=period)
            },
        }

    def _counted(self, measure: Measure, period: Duration) -> cloudwatch.Metric:
        """A figure that a filter below takes from logs."""
        return cloudwatch.Metric(
            namespace=self._namespace,
            metric_name=measure.value,
            statistic="Maximum" if measure is Measure.FUNCTION_MEMORY else "Sum",
            period=period,
        )

    def _count_in_logs(self, scope: Construct) -> None:
        access = self._api.gateway.access_log
        for measure, (condition, status) in BUSINESS.items():
            pattern = f'{{ {condition} && $.status = "{status}" }}'
            self._filter(scope, measure, access, pattern)
        self._filter(scope, Measure.THROTTLED_REQUESTS, access, '{ $.status = "429" }')
        self._filter(scope, Measure.SLOW_STATEMENTS, self._database.log_group, SLOW)
        for function in self.functions:
            source, log = function.short_name, function.log_group
            self._filter(scope, Measure.COLD_STARTS, log, COLD, source=source)
            self._filter(scope, Measure.FUNCTION_MEMORY, log, REPORT, value="$used", source=source)

    def _filter(
        self,
        scope: Construct,
        measure: Measure,
        log: logs.ILogGroup,
        pattern: str,
        *,
        value: str = "1",
        source: str = "",
    ) -> None:
        """Logs of several sources count into one metric."""
        logs.MetricFilter(
            scope,
            f"Count{measure.value}_{source}".title().replace("_", ""),
            log_group=log,
            filter_pattern=logs.FilterPattern.literal(pattern),
            metric_namespace=self._namespace,
            metric_name=measure.value,
            metric_value=value,
        )


def _each(
    functions: Sequence[EconLensFunction], name: str, statistic: str, period: Duration
) -> Metrics:
    return {
        f.short_name: f.function.metric(name, statistic=statistic, period=period) for f in functions
    }
