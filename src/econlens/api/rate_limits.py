"""Who is counted for a request, against which limit, and how the answer says so."""

from econlens.api.routes.route import RateClass, Route
from econlens.domain.charge import Charge
from econlens.domain.limits import (
    ADDRESS_LIMIT,
    AUTH_LIMIT,
    USER_LIMIT,
    Allowance,
)
from econlens.domain.user import Caller


def charge_of(route: Route, caller: Caller | None, address: str) -> Charge | None:
    """What the request is to be counted as; None where it is not."""
    if route.rate is RateClass.SERVICE:
        return None
    if caller is not None:
        return Charge(subject=f"user:{caller.user_id}", limit=USER_LIMIT)
    if route.rate is RateClass.AUTH:
        return Charge(subject=f"auth:{address}", limit=AUTH_LIMIT)
    return Charge(subject=f"address:{address}", limit=ADDRESS_LIMIT)


def limit_headers(allowance: Allowance) -> dict[str, str]:
    headers = {
        "X-RateLimit-Limit": str(allowance.limit),
        "X-RateLimit-Remaining": str(allowance.remaining),
        "X-RateLimit-Reset": str(allowance.reset_seconds),
    }
    if not allowance.allowed:
        headers["Retry-After"] = str(allowance.retry_after_seconds)
    return headers
