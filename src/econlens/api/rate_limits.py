"""Who is counted for a request, against which limit, and how the answer says so."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from econlens.api.routes import RateClass, Route
from econlens.domain.errors import RateLimitedError
from econlens.domain.limits import (
    ADDRESS_LIMIT,
    AUTH_LIMIT,
    USER_LIMIT,
    Allowance,
    Limit,
)
from econlens.domain.user import Caller
from econlens.ports import RateLimiter

# Whoever has one IPv6 address has all of its /64.
IPV6_PREFIX_BITS = 64


def charge(
    limiter: RateLimiter, route: Route, caller: Caller | None, address: str
) -> dict[str, str]:
    """Count the request; the headers for its answer. Raises RateLimitedError."""
    if route.rate is RateClass.SERVICE:
        return {}
    allowance = limiter.take(*_bucket(route, caller, address))
    if not allowance.allowed:
        raise RateLimitedError(allowance)
    return limit_headers(allowance)


def _bucket(route: Route, caller: Caller | None, address: str) -> tuple[str, Limit]:
    if caller is not None:
        return f"user:{caller.user_id}", USER_LIMIT
    if route.rate is RateClass.AUTH:
        return f"auth:{address}", AUTH_LIMIT
    return f"address:{address}", ADDRESS_LIMIT


def limit_headers(allowance: Allowance) -> dict[str, str]:
    headers = {
        "X-RateLimit-Limit": str(allowance.limit),
        "X-RateLimit-Remaining": str(allowance.remaining),
        "X-RateLimit-Reset": str(allowance.reset_seconds),
    }
    if not allowance.allowed:
        headers["Retry-After"] = str(allowance.retry_after_seconds)
    return headers


def address_of(event: Mapping[str, Any]) -> str:
    """Where the request comes from, as the gateway saw it; one name for a whole IPv6 network."""
    text = (event["requestContext"].get("identity") or {}).get("sourceIp") or ""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return text
    return str(ip_network(f"{text.split('%')[0]}/{IPV6_PREFIX_BITS}", strict=False))
