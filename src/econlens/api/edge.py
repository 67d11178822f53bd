"""What stands before the functions on AWS: CloudFront, and pages of other addresses.

The local server has neither: its own address is the browser's, and it answers other pages itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_network
from typing import Any, Final

Event = Mapping[str, Any]

# Whoever has one IPv6 address has all of its /64.
IPV6_PREFIX_BITS: Final = 64
KEY_HEADER: Final = "x-econlens-edge"
PASSPHRASE_HEADER: Final = "x-share-passphrase"  # noqa: S105 - the name of a header
EXPOSED_HEADERS: Final = (
    "Content-Disposition",
    "ETag",
    "Location",
    "Retry-After",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "X-Request-Id",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """origins: pages of another address that may read our answers. key: by which CloudFront proves
    that a request came through it; empty where nothing stands before us."""

    origins: frozenset[str] = frozenset()
    key: str = ""

    def cors_headers(self, event: Event) -> dict[str, str]:
        """What lets the page that asks read the answer, if it is one of ours."""
        if not self.origins:
            return {}
        headers = {"Vary": "Origin"}
        origin = header_of(event, "origin")
        if origin in self.origins:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = ",".join(EXPOSED_HEADERS)
        return headers

    def address_of(self, event: Event) -> str:
        """Where the request comes from; one name for a whole IPv6 network."""
        text = self._viewer_of(event)
        if ":" not in text:
            return text
        return str(ip_network(f"{text.split('%')[0]}/{IPV6_PREFIX_BITS}", strict=False))

    def _viewer_of(self, event: Event) -> str:
        """X-Forwarded-For begins with whatever the client wrote; CloudFront appends the client's
        address and API Gateway that of CloudFront. Without CloudFront's key none of it counts."""
        source = (event["requestContext"].get("identity") or {}).get("sourceIp") or ""
        given = header_of(event, KEY_HEADER)
        if not self.key or not compare_digest(given.encode(), self.key.encode()):
            return str(source)
        forwarded = [part.strip() for part in header_of(event, "x-forwarded-for").split(",")]
        return forwarded[-2] if len(forwarded) > 1 else str(source)


def with_lower_case_headers(event: Event) -> Event:
    """HTTP/1.1 leaves the case to the client. Done once, so that looking one up stays cheap."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return {**event, "headers": headers}


def header_of(event: Event, name: str) -> str:
    """name and the names in the event in lower case."""
    return (event.get("headers") or {}).get(name) or ""
