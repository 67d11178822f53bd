"""The contract of the local gateway, on AWS: the same scenarios and checks over HTTP.

Left out is what the emulator does otherwise than API Gateway: it takes access tokens for identity
tokens, and has no word for a known path with an unknown method. Left out as well, for time, are the
bodies that do not fit: the functions refuse them, and they are the same functions.
"""

import time
from typing import Any

import httpx
import pyotp
import pytest

from econlens.api.route_table import ROUTES, Auth, Route
from tests.accounts import login
from tests.client import User, a_registration
from tests.contract.routes.test_every_route import (
    DOCUMENT,
    SCENARIOS,
    Scenario,
    an_id_of,
    check_error,
    check_shape,
    test_the_docs_name_every_operation,
    test_the_openapi_document_is_served_as_built,
    valid_body,
)

__all__ = (
    "test_the_docs_name_every_operation",
    "test_the_openapi_document_is_served_as_built",
)
# What the emulator's Cognito writes into every letter.
SIGN_UP_CODE = "123456"
RESET_CODE = "654321"


def confirm(user: User) -> httpx.Response:
    registration = a_registration()
    user.http.post("/v1/auth/register", json=registration)
    body = {"email": registration["email"], "code": SIGN_UP_CODE}
    return user.http.post("/v1/auth/confirm", json=body)


def reset(user: User) -> httpx.Response:
    user.http.post("/v1/auth/forgot", json={"email": user.email})
    body = {"email": user.email, "code": RESET_CODE, "password": "Another-horse-8"}
    return user.http.post("/v1/auth/reset", json=body)


def call_with_access_token(user: User, method: str, path: str, **request: Any) -> httpx.Response:
    """Cognito wants the user's own access token for what concerns the second factor."""
    headers = {"X-Access-Token": user.tokens["accessToken"]}
    return user.call(method, path, headers=headers, **request)


def turn_mfa_on(user: User) -> tuple[pyotp.TOTP, httpx.Response]:
    started = call_with_access_token(user, "POST", "/user/mfa/setup")
    totp = pyotp.TOTP(started.json()["secret"])
    body = {"code": totp.now()}
    return totp, call_with_access_token(user, "POST", "/user/mfa/verify", json=body)


def answer_a_challenge(user: User) -> httpx.Response:
    totp = turn_mfa_on(user)[0]
    session = login(user).json()["session"]
    return user.http.post("/v1/auth/mfa", json={"session": session, "code": next_code(totp)})


def turn_mfa_off(user: User) -> httpx.Response:
    totp = turn_mfa_on(user)[0]
    body = {"code": next_code(totp)}
    return call_with_access_token(user, "DELETE", "/user/mfa", json=body)


def revoke_this_device(user: User) -> httpx.Response:
    (device,) = user.call("GET", "/user/devices").json()["devices"]
    return user.call("DELETE", f"/user/devices/{device['id']}")


def next_code(totp: pyotp.TOTP) -> str:
    """The code of the next half minute, since the present one has been used."""
    return totp.at(int(time.time()) + totp.interval)


# Scenarios that on the local server read its outbox, or use accounts that need no confirmation.
ON_AWS: dict[str, Scenario] = {
    **SCENARIOS,
    "confirmEmail": confirm,
    "resetPassword": reset,
    "setUpMfa": lambda user: call_with_access_token(user, "POST", "/user/mfa/setup"),
    "verifyMfa": lambda user: turn_mfa_on(user)[1],
    "answerMfa": answer_a_challenge,
    "turnOffMfa": turn_mfa_off,
    "revokeDevice": revoke_this_device,
    "deleteUser": lambda user: user.call("DELETE", "/user"),
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_success_on_aws_has_the_stated_status_and_shape(route: Route, user: User) -> None:
    response = ON_AWS[route.operation](user)
    assert response.status_code in route.responses, response.text
    stated = DOCUMENT["paths"][route.path][route.method.lower()]["responses"]
    content = stated[str(response.status_code)].get("content")
    if content:
        check_shape(response, content["application/json"]["schema"])


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if "{id}" in r.path], ids=lambda route: route.operation
)
def test_anothers_id_answers_as_a_missing_one_on_aws(
    route: Route, user: User, stranger: User
) -> None:
    path = route.path.replace("{id}", an_id_of(stranger, route))
    check_error(user.call(route.method, path, json=valid_body(route)), 404)


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.auth is Auth.USER], ids=lambda route: route.operation
)
def test_without_a_token_there_is_no_answer_on_aws(route: Route, http: httpx.Client) -> None:
    path = "/v1" + route.path.replace("{id}", "8d0f4d0e-0000-4000-8000-000000000000")
    check_error(http.request(route.method, path), 401)
    check_error(http.request(route.method, path, headers={"Authorization": "Bearer x"}), 401)
