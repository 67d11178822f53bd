"""A request that is to be counted."""

from dataclasses import dataclass

from econlens.domain.errors import RateLimitedError
from econlens.domain.limits import Allowance, Limit


@dataclass(slots=True, kw_only=True)
class Charge:
    """subject names who and what is counted, such as user:42. allowance: None until it has been."""

    subject: str
    limit: Limit
    allowance: Allowance | None = None

    def settle(self, allowance: Allowance) -> None:
        """Keep what the counting answered. Raises RateLimitedError when there was nothing left."""
        self.allowance = allowance
        if not allowance.allowed:
            raise RateLimitedError(allowance)
