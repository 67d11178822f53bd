"""How often somebody may do something."""

from dataclasses import dataclass
from math import ceil

HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A bucket of requests that refills evenly within per_seconds, so at most that many at once."""

    requests: int
    per_seconds: int = HOUR_SECONDS

    def times(self, factor: float) -> "Limit":
        return Limit(requests=max(1, round(self.requests * factor)), per_seconds=self.per_seconds)

    @property
    def seconds_per_request(self) -> float:
        return self.per_seconds / self.requests

    def allowance(self, *, allowed: bool, seconds_until_full: float) -> "Allowance":
        """What a bucket says that will be full again in so many seconds."""
        taken = seconds_until_full / self.seconds_per_request
        until_next = seconds_until_full + self.seconds_per_request - self.per_seconds
        return Allowance(
            allowed=allowed,
            limit=self.requests,
            # A hair's breadth of a request has refilled since; that is not one more taken.
            remaining=max(0, self.requests - ceil(taken - 1e-6)),
            reset_seconds=max(0, ceil(seconds_until_full)),
            retry_after_seconds=0 if allowed else max(1, ceil(until_next)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The answer to one request. reset_seconds: until everything is allowed again."""

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: int
    retry_after_seconds: int


USER_LIMIT = Limit(requests=1000)
ADDRESS_LIMIT = Limit(requests=100)
# Registering, signing in and asking for codes, per address.
AUTH_LIMIT = Limit(requests=30)
# Passwords tried on one account: from one address, and from all addresses that are new to it.
ATTEMPTS_BY_ADDRESS = Limit(requests=5, per_seconds=300)
ATTEMPTS_BY_STRANGERS = Limit(requests=20)
