"""Token buckets in memory: what API Gateway's throttles and the hourly limits do on AWS.

Each worker process counts for itself, so with N workers a caller may get up to N times as far.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

from econlens.api.routes import Auth, RateClass, Route

# More callers than this at once: the one unseen for longest is forgotten, and starts full again.
MAX_CALLERS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """per_hour on average, and at most that many in one burst."""

    per_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    allowed: bool
    limit: int
    remaining: int
    retry_after_seconds: int

    def headers(self) -> dict[str, str]:
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
        }
        if not self.allowed:
            headers["Retry-After"] = str(self.retry_after_seconds)
        return headers


USER_LIMIT = Limit(per_hour=1000)
ADDRESS_LIMIT = Limit(per_hour=100)


class Throttle:
    """Counts calls by caller and, for accounts, by address more strictly."""

    def __init__(self, factor: float = 1.0) -> None:
        self._factor = factor
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, route: Route, caller: str) -> Verdict:
        limit = self._limit(route)
        if route.rate is RateClass.SERVICE:
            return Verdict(
                allowed=True, limit=int(limit), remaining=int(limit), retry_after_seconds=0
            )
        rate = limit / 3600
        now = time.monotonic()
        key = f"{route.rate if route.rate is RateClass.AUTH else ''}:{caller}"
        level, at = self._buckets.pop(key, (float(limit), now))
        level = min(limit, level + (now - at) * rate)
        allowed = level >= 1
        self._buckets[key] = (level - 1 if allowed else level, now)
        while len(self._buckets) > MAX_CALLERS:
            self._buckets.popitem(last=False)
        return Verdict(
            allowed=allowed,
            limit=int(limit),
            remaining=max(0, int(level) - 1),
            retry_after_seconds=0 if allowed else ceil((1 - level) / rate),
        )

    def _limit(self, route: Route) -> float:
        limit = USER_LIMIT if route.auth is Auth.USER else ADDRESS_LIMIT
        return limit.per_hour * self._factor
