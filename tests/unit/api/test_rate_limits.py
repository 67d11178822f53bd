import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from econlens.api.edge import Edge
from econlens.api.http import Answer, Call, serve
from econlens.api.route_table import ROUTES, Auth, RateClass
from econlens.domain import errors
from econlens.domain.charge import Charge
from econlens.domain.limits import AUTH_LIMIT, Allowance, Limit
from econlens.domain.user import Caller
from tests.fakes import FixedClock, InMemoryRateLimiter

USER = str(uuid4())


class Counter(InMemoryRateLimiter):
    """Notes what was counted."""

    def __init__(self) -> None:
        super().__init__(FixedClock())
        self.taken: list[tuple[str, int]] = []

    def take(self, subject: str, limit: Limit) -> Allowance:
        self.taken.append((subject, limit.requests))
        return super().take(subject, limit)

    @contextmanager
    def scope(self, _caller: Caller | None, charge: Charge | None) -> Iterator[None]:
        """Counts, and has no tools."""
        if charge:
            charge.settle(self.take(charge.subject, charge.limit))
        yield


class Endpoint:
    def __init__(self) -> None:
        self.fails = False

    def __call__(self, _call: Call[Any], _tools: None) -> Answer:
        if self.fails:
            raise errors.NotFoundError
        return Answer(status=204)


def event(method: str, resource: str, *, address: str = "192.0.2.7", body: str = "") -> Any:
    claims = {"sub": USER, "token_use": "id", "origin_jti": str(uuid4())}
    context = {
        "requestId": "r-1",
        "authorizer": {"claims": claims},
        "identity": {"sourceIp": address},
    }
    return {"httpMethod": method, "resource": resource, "requestContext": context, "body": body}


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture
def handler(counter: Counter, endpoint: Endpoint) -> Any:
    return serve(ROUTES, {r.operation: endpoint for r in ROUTES}, counter.scope)


LOGIN = '{"email": "ada@example.org", "password": "x"}'


def test_a_signed_in_user_is_counted_as_a_user_and_told_what_is_left(
    handler: Any, counter: Counter
) -> None:
    answer = handler(event("GET", "/v1/portfolios"), None)
    assert counter.taken == [(f"user:{USER}", 1000)]
    assert answer["headers"]["X-RateLimit-Limit"] == "1000"
    assert answer["headers"]["X-RateLimit-Remaining"] == "999"
    assert answer["headers"]["X-RateLimit-Reset"] == "4"
    assert "Retry-After" not in answer["headers"]


def test_signing_in_is_counted_by_address_and_more_tightly(handler: Any, counter: Counter) -> None:
    for _ in range(AUTH_LIMIT.requests):
        assert handler(event("POST", "/v1/auth/login", body=LOGIN), None)["statusCode"] == 204
    refused = handler(event("POST", "/v1/auth/login", body=LOGIN), None)
    body = json.loads(refused["body"])
    assert set(counter.taken) == {("auth:192.0.2.7", 30)}
    assert (refused["statusCode"], body["error"], body["requestId"]) == (429, "RATE_LIMITED", "r-1")
    assert refused["headers"]["Retry-After"] == "120"
    assert refused["headers"]["X-RateLimit-Remaining"] == "0"
    elsewhere = event("POST", "/v1/auth/login", address="192.0.2.8", body=LOGIN)
    assert handler(elsewhere, None)["statusCode"] == 204


def test_a_request_that_fails_is_counted_and_told_so(handler: Any, endpoint: Endpoint) -> None:
    endpoint.fails = True
    answer = handler(event("GET", "/v1/portfolios"), None)
    assert (answer["statusCode"], answer["headers"]["X-RateLimit-Remaining"]) == (404, "999")


def test_health_and_documents_are_not_counted(handler: Any, counter: Counter) -> None:
    for route in ROUTES:
        if route.rate is RateClass.SERVICE:
            answer = handler(event(route.method, route.key[1]), None)
            assert answer["statusCode"] == 204
            assert "X-RateLimit-Limit" not in answer["headers"]
    assert counter.taken == []


def test_every_other_route_is_counted(handler: Any, counter: Counter) -> None:
    counted = [route for route in ROUTES if route.rate is not RateClass.SERVICE]
    for route in counted:
        handler(event(route.method, route.key[1], body="{}"), None)
    by_user = [subject for subject, _ in counter.taken if subject.startswith("user:")]
    assert len(counter.taken) == len(counted)
    assert len(by_user) == sum(route.auth is Auth.USER for route in counted)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_ipv6_caller_is_the_network_it_has(text: str, named: str) -> None:
    assert Edge().address_of(event("GET", "/v1/health", address=text)) == named
