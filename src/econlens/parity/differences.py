"""Where two replies to the same request differ in what they say, not in whose or when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from econlens.parity.step import Step

# Made anew each time, or a matter of the host: present on both sides is enough.
OWN_VALUES: Final = frozenset(
    {
        "accessToken",
        "devices",
        "email",
        "fields",
        "hasMore",
        "id",
        "idToken",
        "portfolioId",
        "portfolioIds",
        "refreshToken",
        "requestId",
        "secret",
        "token",
        "total",
        "uploadId",
        "uri",
        "url",
        "userId",
    }
)
# A host that sends mail asks for confirmation, one that does not cannot.
REGISTRATION_ONLY: Final = frozenset({"verificationRequired", "message"})
# Ids, and moments in time as we write them; they stand in texts as well.
OWN_TEXT: Final = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.]*Z?"
)
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """place: a step's part, such as body.assets[0].symbol."""

    step: str
    place: str
    baseline: str
    candidate: str


def differences(baseline: Step, candidate: Step) -> Iterator[Difference]:
    """Both steps are the same step of the scenario at two addresses."""
    skipped = OWN_VALUES | (REGISTRATION_ONLY if baseline.name == "register" else frozenset())
    pairs = (
        ("status", baseline.reply.status, candidate.reply.status),
        ("headers", dict(baseline.reply.headers), dict(candidate.reply.headers)),
        ("body", baseline.reply.body, candidate.reply.body),
    )
    for place, one, other in pairs:
        for where, left, right in _compare(place, one, other, skipped):
            yield Difference(
                step=baseline.name, place=where, baseline=_shown(left), candidate=_shown(right)
            )


def _compare(
    place: str, one: Any, other: Any, skipped: frozenset[str]
) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            if key in one and key in other and key in skipped:
                continue
            inner = f"{place}.{key}"
            yield from _compare(inner, one.get(key, NOTHING), other.get(key, NOTHING), skipped)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _compare(f"{place}[{index}]", left, right, skipped)
    elif _plain(one) != _plain(other):
        yield place, one, other


def _plain(value: Any) -> Any:
    return OWN_TEXT.sub("…", value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
