"""The auth function as it is deployed: Cognito, and the database as the role of requests."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from econlens import bootstrap
from econlens.adapters.aws.clients import client
from econlens.functions.auth import handler
from tests.aws.ports.conftest import Pool
from tests.client import PASSWORD, a_registration
from tests.conftest import Database

CACHED = (
    bootstrap.settings,
    bootstrap._connections,
    bootstrap.transactions,
    bootstrap.rate_limiter,
    bootstrap._accounts_of_aws,
)


@pytest.fixture
def call(
    pool: Pool, database: Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Any]]:
    monkeypatch.setenv("ECONLENS_HOST", "aws")
    monkeypatch.setenv("ECONLENS_CLIENT_ID", pool.client_id)
    monkeypatch.setenv("ECONLENS_USER_POOL_ID", pool.id)
    monkeypatch.setenv("ECONLENS_APP_DSN", database.app_dsn)
    for cached in CACHED:
        cached.cache_clear()
    yield post
    with bootstrap._connections()() as connection:
        connection.close()
    for cached in CACHED:
        cached.cache_clear()


def post(path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    event = {
        "httpMethod": "POST",
        "resource": f"/v1/auth/{path}",
        "path": f"/v1/auth/{path}",
        "headers": {"Content-Type": "application/json"},
        "queryStringParameters": None,
        "pathParameters": None,
        "body": json.dumps(body),
        "isBase64Encoded": False,
        "requestContext": {
            "requestId": str(uuid4()),
            "identity": {"sourceIp": "203.0.113.7"},
        },
    }
    answer = handler(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def test_a_newcomer_registers_confirms_and_signs_in(call: Callable[..., Any], pool: Pool) -> None:
    registration = a_registration()
    login = {"email": registration["email"], "password": PASSWORD}

    status, made = call("register", registration)
    assert (status, made["verificationRequired"]) == (201, True)
    status, refused = call("login", login)
    assert (status, refused["error"]) == (403, "EMAIL_NOT_CONFIRMED")

    client("cognito-idp").confirm_sign_up(
        ClientId=pool.client_id, Username=registration["email"], ConfirmationCode="123456"
    )
    status, session = call("login", login)
    assert (status, session["user"]["userId"]) == (200, made["userId"])
    assert session["expiresIn"] == 3600


def test_a_wrong_password_is_refused_in_our_error_shape(call: Callable[..., Any]) -> None:
    status, refused = call("login", {"email": "nobody@example.org", "password": "Wrong-9-password"})

    assert (status, refused["error"]) == (401, "INVALID_CREDENTIALS")
    assert refused["requestId"]
