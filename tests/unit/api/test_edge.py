"""Pages of other addresses, and whose word for a browser's address counts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from econlens.api.edge import Edge
from econlens.api.http import Answer, Call, Handler, serve
from econlens.api.route_table import ROUTES
from econlens.domain import errors
from econlens.domain.charge import Charge
from econlens.domain.user import Caller

EDGE = Edge(origins=frozenset({"https://dev.econlens.example"}), key="only-cloudfront-knows")
BROWSER, CLOUDFRONT = "203.0.113.9", "198.51.100.1"


@contextmanager
def no_tools(_caller: Caller | None, _charge: Charge | None) -> Iterator[None]:
    yield None


def answer_of(call: Call[Any], _tools: None) -> Answer:
    return Answer(status=200, body=call.address, content_type="text/plain")


def refuse(_call: Call[Any], _tools: None) -> Answer:
    raise errors.NotFoundError


def handler_for(edge: Edge, endpoint: Any = answer_of) -> Handler:
    endpoints = {route.operation: endpoint for route in ROUTES}
    return serve(ROUTES, endpoints, no_tools, edge=lambda: edge)


def event(headers: dict[str, str], **more: Any) -> dict[str, Any]:
    context = {"requestId": "r-1", "identity": {"sourceIp": CLOUDFRONT}}
    route = {"httpMethod": "GET", "resource": "/v1/health"}
    return {**route, "requestContext": context, "headers": headers, **more}


@pytest.mark.parametrize("endpoint", [answer_of, refuse])
def test_a_page_that_may_call_reads_answers_and_errors(endpoint: Any) -> None:
    asked = event({"Origin": "https://dev.econlens.example"})
    headers = handler_for(EDGE, endpoint)(asked, None)["headers"]
    assert headers["Access-Control-Allow-Origin"] == "https://dev.econlens.example"
    assert "X-Request-Id" in headers["Access-Control-Expose-Headers"]
    assert headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://dev.econlens.example.evil", ""]
)
def test_no_other_page_reads_anything(origin: str) -> None:
    headers = handler_for(EDGE)(event({"Origin": origin}), None)["headers"]
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Vary"] == "Origin"


def test_without_other_pages_nothing_is_said_of_them() -> None:
    headers = handler_for(Edge())(event({"Origin": "https://evil.example"}), None)["headers"]
    assert not {"Access-Control-Allow-Origin", "Vary"} & headers.keys()


def seen(headers: dict[str, str], edge: Edge = EDGE) -> str:
    return str(handler_for(edge)(event(headers), None)["body"])


def test_behind_cloudfront_a_browser_is_counted_by_its_own_address() -> None:
    forwarded = {"X-Forwarded-For": f"{BROWSER}, {CLOUDFRONT}", "X-EconLens-Edge": EDGE.key}
    assert seen(forwarded) == BROWSER


def test_what_a_client_writes_before_that_does_not_count() -> None:
    forwarded = {
        "X-Forwarded-For": f"192.0.2.66, {BROWSER}, {CLOUDFRONT}",
        "X-EconLens-Edge": EDGE.key,
    }
    assert seen(forwarded) == BROWSER


@pytest.mark.parametrize("key", ["", "guessed", "ключ"])
def test_who_calls_past_cloudfront_is_who_called(key: str) -> None:
    forwarded = {"X-Forwarded-For": f"192.0.2.66, {CLOUDFRONT}", "X-EconLens-Edge": key}
    assert seen(forwarded) == CLOUDFRONT


def test_without_a_key_of_ours_no_key_is_the_right_one() -> None:
    forwarded = {"X-Forwarded-For": f"192.0.2.66, {CLOUDFRONT}", "X-EconLens-Edge": ""}
    assert seen(forwarded, Edge()) == CLOUDFRONT


def test_with_the_key_and_nothing_forwarded_the_source_counts() -> None:
    assert seen({"X-EconLens-Edge": EDGE.key}) == CLOUDFRONT


@pytest.mark.parametrize("kind", ["text/csv", "application/x-www-form-urlencoded", "text/plain"])
def test_a_body_of_another_type_is_refused_by_the_function_too(kind: str) -> None:
    login = {"httpMethod": "POST", "resource": "/v1/auth/login", "body": "{}"}
    refused = handler_for(EDGE)({**event({"Content-Type": kind}), **login}, None)
    assert refused["statusCode"] == 415
    assert json.loads(refused["body"])["error"] == "UNSUPPORTED_TYPE"
