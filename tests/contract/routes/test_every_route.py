"""Every route of the table: its success and its refusals have the shapes that the contract states.

The scenarios are checked against the table, so a route without one fails here.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import jsonschema
import pytest

from econlens.api.openapi import document
from econlens.api.route_table import ROUTES, Auth, Route
from tests.accounts import (
    confirm_a_new_address,
    login,
    newest_code,
    turn_mfa_on,
    user_with_mfa,
)
from tests.client import User, a_portfolio, a_registration, sign_up

DOCUMENT = document()
Scenario = Callable[[User], httpx.Response]


def with_refresh_token(path: str) -> Scenario:
    return lambda user: user.http.post(
        path, json={"refreshToken": login(user).json()["refreshToken"]}
    )


def with_address(path: str) -> Scenario:
    return lambda user: user.http.post(path, json={"email": user.email})


def answer_a_challenge(user: User) -> httpx.Response:
    other, codes = user_with_mfa(user.http)
    session = login(other).json()["session"]
    return user.http.post("/v1/auth/mfa", json={"session": session, "code": codes[0]})


def turn_mfa_off(user: User) -> httpx.Response:
    other, codes = user_with_mfa(user.http)
    return other.call("DELETE", "/user/mfa", json={"code": codes[0]})


def revoke_a_device(user: User) -> httpx.Response:
    other = sign_up(user.http)
    (device,) = other.call("GET", "/user/devices").json()["devices"]
    return other.call("DELETE", f"/user/devices/{device['id']}")


def reset_a_password(user: User) -> httpx.Response:
    other = sign_up(user.http, user.server)
    user.http.post("/v1/auth/forgot", json={"email": other.email})
    body = {"email": other.email, "code": newest_code(other), "password": "Another-horse-8"}
    return user.http.post("/v1/auth/reset", json=body)


def on_a_portfolio(method: str, suffix: str = "", **request: Any) -> Scenario:
    return lambda user: user.call(
        method, f"/portfolios/{user.create_portfolio()}{suffix}", **request
    )


def preview(user: User) -> str:
    """The id of an upload that has been read and waits to be stored."""
    rows = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\nVTI,Stocks,etf,100,10\n"
    upload_id: str = user.upload(rows, validateOnly=True)["uploadId"]
    return upload_id


A_PROFILE = {
    "firstName": "Ada",
    "lastName": "Example",
    "userType": "active_trader",
    "investmentExperience": "advanced",
    "riskTolerance": "moderate",
    "marketingConsent": True,
}
A_RATE = {"fromCurrency": "CHF", "toCurrency": "EUR", "rate": "1.07", "asOf": "2026-01-02"}
AN_UPLOAD = {"fileName": "positions.csv", "size": 100, "contentType": "text/csv"}
SCENARIOS: dict[str, Scenario] = {
    "register": lambda user: user.http.post("/v1/auth/register", json=a_registration()),
    "login": login,
    "answerMfa": answer_a_challenge,
    "confirmEmail": lambda _user: confirm_a_new_address(),
    "resendCode": with_address("/v1/auth/resend"),
    "forgotPassword": with_address("/v1/auth/forgot"),
    "resetPassword": reset_a_password,
    "refresh": with_refresh_token("/v1/auth/refresh"),
    "logout": with_refresh_token("/v1/auth/logout"),
    "getProfile": lambda user: user.call("GET", "/user/profile"),
    "updateProfile": lambda user: user.call("PUT", "/user/profile", json=A_PROFILE),
    "getPreferences": lambda user: user.call("GET", "/user/preferences"),
    "updatePreferences": lambda user: user.call(
        "PUT", "/user/preferences", json=user.call("GET", "/user/preferences").json()
    ),
    "setUpMfa": lambda user: sign_up(user.http).call("POST", "/user/mfa/setup"),
    "verifyMfa": lambda user: turn_mfa_on(sign_up(user.http))[1],
    "turnOffMfa": turn_mfa_off,
    "listDevices": lambda user: user.call("GET", "/user/devices"),
    "revokeDevice": revoke_a_device,
    "exportUser": lambda user: user.call("GET", "/user/export"),
    "deleteUser": lambda user: sign_up(user.http).call("DELETE", "/user"),
    "exportPortfolio": on_a_portfolio("GET", "/export?format=csv"),
    "searchAssets": lambda user: user.call("GET", "/assets?q=apple"),
    "listPortfolios": lambda user: user.call("GET", "/portfolios"),
    "createPortfolio": lambda user: user.call("POST", "/portfolios", json=a_portfolio()),
    "loadSamples": lambda user: user.call("POST", "/portfolios/samples"),
    "getPortfolio": on_a_portfolio("GET"),
    "updatePortfolio": on_a_portfolio("PUT", json=a_portfolio(name="Renamed")),
    "deletePortfolio": on_a_portfolio("DELETE"),
    "analyzePortfolio": on_a_portfolio("GET", "/analysis"),
    "rebalancePortfolio": on_a_portfolio("POST", "/rebalance", json={"target": "equal_weight"}),
    "comparePortfolios": lambda user: user.call(
        "POST",
        "/portfolios/compare",
        json={"portfolioIds": [user.create_portfolio(), user.create_portfolio()]},
    ),
    "startUpload": lambda user: user.call("POST", "/portfolios/upload", json=AN_UPLOAD),
    "startUploadInto": on_a_portfolio("POST", "/upload", json=AN_UPLOAD),
    "getUploadStatus": lambda user: user.call(
        "GET", f"/upload/{user.start_upload()['uploadId']}/status"
    ),
    "processAgain": lambda user: user.call("POST", f"/upload/{preview(user)}/process", json={}),
    "applyUpload": lambda user: user.call("POST", f"/upload/{preview(user)}/apply"),
    "getRates": lambda user: user.call("GET", "/user/rates"),
    "updateRates": lambda user: user.call("PUT", "/user/rates", json={"rates": [A_RATE]}),
    "sharePortfolio": on_a_portfolio("POST", "/share", json={}),
    "listShares": on_a_portfolio("GET", "/shares"),
    "revokeShare": lambda user: user.call("DELETE", f"/shares/{user.share()['share']['id']}"),
    "getShared": lambda user: user.http.get(f"/v1/shared/{user.share()['token']}"),
    "analyzeShared": lambda user: user.http.get(
        f"/v1/shared/{user.share(permissions='analyze')['token']}/analysis"
    ),
    "health": lambda user: user.http.get("/v1/health"),
    "openapi": lambda user: user.http.get("/v1/openapi.json"),
    "docs": lambda user: user.http.get("/v1/docs"),
}

every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
with_sign_in = pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.auth is Auth.USER], ids=lambda route: route.operation
)
with_an_id = pytest.mark.parametrize(
    "route", [r for r in ROUTES if "{id}" in r.path], ids=lambda route: route.operation
)
with_a_body = pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.request], ids=lambda route: route.operation
)


def check_shape(response: httpx.Response, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(response.json())


def check_error(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    check_shape(response, {"$ref": "#/components/schemas/ErrorResponse"})
    body: dict[str, Any] = response.json()
    assert body["requestId"] == response.headers["X-Request-Id"]
    assert body["message"].endswith(".")
    return body


def path_of(route: Route, an_id: str) -> str:
    return route.path.replace("{id}", an_id)


def an_id_of(user: User, route: Route) -> str:
    """Of something of the kind that the route is about."""
    if route.path.startswith("/upload/"):
        return str(user.start_upload()["uploadId"])
    if route.path.startswith("/user/devices/"):
        return str(user.call("GET", "/user/devices").json()["devices"][0]["id"])
    if route.path.startswith("/shares/"):
        return str(user.share()["share"]["id"])
    return user.create_portfolio()


def valid_body(route: Route) -> dict[str, Any] | None:
    bodies = {
        "updatePortfolio": a_portfolio(),
        "startUploadInto": AN_UPLOAD,
        "sharePortfolio": {},
        "rebalancePortfolio": {},
        "processAgain": {},
    }
    return bodies.get(route.operation)


def test_every_route_has_a_scenario() -> None:
    assert SCENARIOS.keys() == {route.operation for route in ROUTES}


@every_route
def test_success_has_the_stated_status_and_shape(route: Route, user: User) -> None:
    response = SCENARIOS[route.operation](user)
    assert response.status_code in route.responses, response.text
    stated = DOCUMENT["paths"][route.path][route.method.lower()]["responses"]
    content = stated[str(response.status_code)].get("content")
    if content:
        check_shape(response, content["application/json"]["schema"])


@with_sign_in
@pytest.mark.parametrize("token", ["", "Bearer", "Bearer nonsense", "Basic YTpi"])
def test_without_a_valid_token_there_is_no_answer(
    route: Route, token: str, http: httpx.Client
) -> None:
    path = "/v1" + path_of(route, str(uuid4()))
    headers = {"Authorization": token} if token else {}
    check_error(http.request(route.method, path, headers=headers), 401)


@with_sign_in
def test_an_access_token_is_no_identity_token(route: Route, user: User) -> None:
    headers = {"Authorization": f"Bearer {user.tokens['accessToken']}"}
    check_error(user.call(route.method, path_of(route, str(uuid4())), headers=headers), 401)


@with_an_id
def test_anothers_id_answers_exactly_as_a_missing_one(
    route: Route, user: User, stranger: User
) -> None:
    hers = an_id_of(stranger, route)
    answers = []
    for an_id in (hers, str(uuid4())):
        response = user.call(route.method, path_of(route, an_id), json=valid_body(route))
        answers.append({**check_error(response, 404), "requestId": ""})
    assert answers[0] == answers[1]


@with_an_id
@pytest.mark.parametrize("an_id", ["1", "..%2F..%2Fetc", "%00", "' OR 1=1 --", "ü" * 50])
def test_an_id_that_is_none_is_not_found(route: Route, an_id: str, user: User) -> None:
    response = user.call(route.method, path_of(route, an_id), json=valid_body(route))
    check_error(response, 404)


@with_a_body
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "MALFORMED_JSON"),
        (b'{"name": ', "MALFORMED_JSON"),
        (b"\xff\xfe{}", "MALFORMED_JSON"),
        (b"[" * 50_000, "MALFORMED_JSON"),
        (b'{"nobodyKnowsThis": 1}', "UNKNOWN_FIELD"),
    ],
)
def test_a_body_that_does_not_fit_is_refused(
    route: Route, content: bytes, code: str, user: User
) -> None:
    headers = {"Content-Type": "application/json"}
    path = path_of(route, str(uuid4()))
    body = check_error(user.call(route.method, path, content=content, headers=headers), 400)
    assert code in {detail["code"] for detail in body["details"]}


@with_a_body
def test_a_body_over_one_megabyte_is_refused(route: Route, user: User) -> None:
    path = path_of(route, str(uuid4()))
    content = b'{"name": "' + b"x" * 1_100_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    check_error(user.call(route.method, path, content=content, headers=headers), 413)


@with_a_body
def test_a_body_of_another_type_is_refused(route: Route, user: User) -> None:
    path = path_of(route, str(uuid4()))
    headers = {"Content-Type": "text/xml"}
    check_error(user.call(route.method, path, content=b"<a/>", headers=headers), 415)


def test_an_unknown_path_and_method_answer_in_the_error_shape(http: httpx.Client) -> None:
    check_error(http.get("/v1/nowhere"), 404)
    refused = http.patch("/v1/portfolios")
    check_error(refused, 405)
    assert refused.headers["Allow"] == "GET, POST"


def test_a_fixed_path_is_never_taken_for_an_id(http: httpx.Client) -> None:
    refused = http.put("/v1/portfolios/compare", json=a_portfolio())
    check_error(refused, 405)
    assert refused.headers["Allow"] == "POST"


def test_the_openapi_document_is_served_as_built(http: httpx.Client) -> None:
    assert http.get("/v1/openapi.json").json() == DOCUMENT


def test_the_docs_name_every_operation(http: httpx.Client) -> None:
    page = http.get("/v1/docs")
    assert page.headers["Content-Type"].startswith("text/html")
    assert all(route.summary.split(";")[0] in page.text for route in ROUTES)


def test_preflight_allows_our_own_page_and_no_other(http: httpx.Client) -> None:
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "if-match"}
    own = str(http.base_url)
    ours = http.options("/v1/portfolios", headers={"Origin": own, **asked})
    assert ours.headers["Access-Control-Allow-Origin"] == own
    other = http.options("/v1/portfolios", headers={"Origin": "https://evil.example", **asked})
    assert "Access-Control-Allow-Origin" not in other.headers
