"""What ends a session ends its identity token at the next request, on every route that has one."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from econlens.api.route_table import BASE_PATH, ROUTES, Auth, Route
from tests.accounts import login, newest_code
from tests.client import User, a_portfolio, sign_up
from tests.server import Server

NEW_PASSWORD = "another-Horse-9-battery"
AN_UPLOAD = {"fileName": "p.csv", "size": 9, "contentType": "text/csv"}
A_CODE = {"code": "000000"}
# Good, since the gateway refuses others before anybody is asked; {} does for the rest.
BODIES: dict[str, dict[str, Any]] = {
    "updateProfile": {
        "firstName": "Ada",
        "lastName": "Example",
        "userType": "casual_investor",
        "investmentExperience": "beginner",
        "riskTolerance": "moderate",
        "marketingConsent": False,
    },
    "verifyMfa": A_CODE,
    "turnOffMfa": A_CODE,
    "createPortfolio": a_portfolio(),
    "updatePortfolio": a_portfolio(),
    "comparePortfolios": {"portfolioIds": [str(uuid4()), str(uuid4())]},
    "startUpload": AN_UPLOAD,
    "startUploadInto": AN_UPLOAD,
    "updateRates": {"rates": []},
}
SIGNED_IN = [route for route in ROUTES if route.auth is Auth.USER]


@pytest.fixture
def user(http: httpx.Client, server: Server) -> User:
    return sign_up(http, server)


def sign_out(user: User) -> None:
    body = {"refreshToken": user.tokens["refreshToken"]}
    assert user.http.post("/v1/auth/logout", json=body).status_code == 204


def end_this_device(user: User) -> None:
    (mine,) = user.call("GET", "/user/devices").json()["devices"]
    assert user.call("DELETE", f"/user/devices/{mine['id']}").status_code == 204


def use_a_refresh_token_twice(user: User) -> None:
    body = {"refreshToken": user.tokens["refreshToken"]}
    assert user.http.post("/v1/auth/refresh", json=body).status_code == 200
    assert user.http.post("/v1/auth/refresh", json=body).status_code == 401


def choose_a_new_password(user: User) -> None:
    user.http.post("/v1/auth/forgot", json={"email": user.email})
    body = {"email": user.email, "code": newest_code(user), "password": NEW_PASSWORD}
    assert user.http.post("/v1/auth/reset", json=body).status_code == 204


def delete_the_account(user: User) -> None:
    assert user.call("DELETE", "/user").status_code == 204


@pytest.mark.parametrize(
    "end",
    [
        sign_out,
        end_this_device,
        use_a_refresh_token_twice,
        choose_a_new_password,
        delete_the_account,
    ],
)
def test_a_token_of_an_ended_session_reads_and_writes_nothing(
    end: Callable[[User], None], user: User
) -> None:
    end(user)
    for answer in (
        user.call("GET", "/portfolios"),
        user.call("POST", "/portfolios", json=a_portfolio()),
        user.call("GET", "/user/profile"),
    ):
        assert (answer.status_code, answer.json()["error"]) == (401, "SESSION_ENDED")


@pytest.mark.parametrize("route", SIGNED_IN, ids=lambda route: route.operation)
def test_no_route_takes_a_token_of_an_ended_session(
    route: Route, ended: User, preferences: dict[str, Any]
) -> None:
    bodies = {**BODIES, "updatePreferences": preferences}
    path = re.sub(r"{\w+}", str(uuid4()), route.path)
    query = {"q": "VTI"} if route.operation == "searchAssets" else {}
    answer = ended.http.request(
        route.method,
        f"{BASE_PATH}{path}",
        params=query,
        headers={"Authorization": f"Bearer {ended.tokens['idToken']}"},
        json=bodies.get(route.operation, {}) if route.request else None,
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "SESSION_ENDED")


@pytest.fixture(scope="module")
def preferences(server: Server) -> dict[str, Any]:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        found: dict[str, Any] = sign_up(http).call("GET", "/user/preferences").json()
    return found


@pytest.fixture(scope="module")
def ended(server: Server) -> Iterator[User]:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        user = sign_up(http, server)
        sign_out(user)
        yield user


def test_other_sessions_of_the_same_user_go_on(user: User) -> None:
    other = login(user).json()
    sign_out(user)
    headers = {"Authorization": f"Bearer {other['idToken']}"}
    assert user.http.get("/v1/portfolios", headers=headers).status_code == 200
