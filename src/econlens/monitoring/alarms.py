"""When somebody must look: the one list that CloudWatch's alarms and the operator page are made of.

docs/runbook.md says for each symptom how to find its cause.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from econlens.monitoring.functions import figures_of
from econlens.monitoring.measures import Measure

MINUTES_A_DAY: Final = 24 * 60


class When(StrEnum):
    """ABOVE and BELOW compare with the threshold. UNUSUAL means outside a band of threshold
    standard deviations around what the time of day and week lets expect."""

    ABOVE = "above"
    BELOW = "below"
    UNUSUAL = "unusual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Raised when the measure broke the threshold in each of the last periods. threshold is in the
    measure's unit; advice is the first thing to do."""

    measure: Measure
    when: When
    threshold: float
    period_minutes: int = 5
    periods: int = 1
    advice: str

    @property
    def name(self) -> str:
        return f"{self.measure.value}_{self.when.value}".replace("_", "-")

    def metrics_watched(self, *, prices: bool) -> int:
        """How many metrics CloudWatch charges for: a band has two edges, a share two parts."""
        parts = 2 if self.measure is Measure.SERVER_ERROR_SHARE else 1
        edges = 2 if self.when is When.UNUSUAL else 0
        return (parts + edges) * len(figures_of(self.measure, prices=prices))


ALARMS: Final = (
    Alarm(
        measure=Measure.SERVER_ERROR_SHARE,
        when=When.ABOVE,
        threshold=1,
        periods=2,
        advice="Run the saved query 'errors' and read the newest stack trace.",
    ),
    Alarm(
        measure=Measure.LATENCY_P95,
        when=When.ABOVE,
        threshold=2000,
        periods=3,
        advice="Run the saved query 'slow-requests'; compare cold starts and database CPU.",
    ),
    Alarm(
        measure=Measure.THROTTLED_REQUESTS,
        when=When.ABOVE,
        threshold=50,
        advice="Run the saved query 'throttled'; raise the rate class or block the caller.",
    ),
    Alarm(
        measure=Measure.REQUESTS,
        when=When.UNUSUAL,
        threshold=3,
        periods=3,
        advice="Look whether it is a launch, an outage or an attack: requests by resource.",
    ),
    Alarm(
        measure=Measure.FUNCTION_ERRORS,
        when=When.ABOVE,
        threshold=0,
        periods=2,
        advice="Run the saved query 'errors'. After a deployment the canary rolls back by itself.",
    ),
    Alarm(
        measure=Measure.FUNCTION_THROTTLES,
        when=When.ABOVE,
        threshold=0,
        periods=2,
        advice="Reserved concurrency, or the account's, is used up: see whose, and raise it.",
    ),
    Alarm(
        measure=Measure.DATABASE_CONNECTION_SHARE,
        when=When.ABOVE,
        threshold=80,
        periods=2,
        advice="Look for connections that never end; then choose a larger instance.",
    ),
    Alarm(
        measure=Measure.DATABASE_CPU,
        when=When.ABOVE,
        threshold=85,
        periods=3,
        advice="Run the saved query 'slow-statements' and read the plan of the first.",
    ),
    Alarm(
        measure=Measure.SLOW_STATEMENTS,
        when=When.ABOVE,
        threshold=20,
        periods=2,
        advice="Run the saved query 'slow-statements'; an index is missing or a lock is held.",
    ),
    Alarm(
        measure=Measure.DATABASE_FREE_STORAGE,
        when=When.BELOW,
        threshold=2000,
        advice="Storage grows by itself up to its limit; look at what fills it.",
    ),
    Alarm(
        measure=Measure.QUEUE_DEPTH,
        when=When.ABOVE,
        threshold=100,
        periods=2,
        advice="More files come than are processed: look at the processor's duration and errors.",
    ),
    Alarm(
        measure=Measure.QUEUE_AGE,
        when=When.ABOVE,
        threshold=900,
        periods=2,
        advice="Files wait for a quarter of an hour: look at the processor's errors and throttles.",
    ),
    Alarm(
        measure=Measure.DEAD_LETTERS,
        when=When.ABOVE,
        threshold=0,
        advice="Run `econlens queue status`, mend the cause, then `econlens queue redrive`.",
    ),
    Alarm(
        measure=Measure.PRICE_ERRORS,
        when=When.ABOVE,
        threshold=0,
        period_minutes=MINUTES_A_DAY,
        advice="Run the saved query 'errors': today's prices were not fetched, or not loaded.",
    ),
    Alarm(
        measure=Measure.PRICE_DEAD_LETTERS,
        when=When.ABOVE,
        threshold=0,
        advice="Fetched prices were refused three times; the saved query 'errors' says why.",
    ),
)
