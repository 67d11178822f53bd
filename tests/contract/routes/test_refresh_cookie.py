"""A browser that keeps its refresh token where no script can read it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.client import PASSWORD, User, sign_up
from tests.server import Server

COOKIE = "econlens_refresh"


@pytest.fixture
def owner(http: httpx.Client) -> User:
    return sign_up(http)


@pytest.fixture
def browser(server: Server) -> Iterator[httpx.Client]:
    """With cookies of its own."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def sign_in(browser: httpx.Client, owner: User, **more: object) -> httpx.Response:
    body = {"email": owner.email, "password": PASSWORD, "cookie": True, **more}
    return browser.post("/v1/auth/login", json=body)


def test_the_token_is_in_the_cookie_and_not_in_the_answer(
    browser: httpx.Client, owner: User
) -> None:
    answer = sign_in(browser, owner)
    assert answer.json()["refreshToken"] == ""
    assert browser.cookies[COOKIE] not in answer.text
    header = answer.headers["Set-Cookie"]
    for attribute in ("HttpOnly", "SameSite=Strict", "Path=/v1/auth", "Max-Age=2592000"):
        assert attribute in header


def test_over_https_the_cookie_never_goes_over_http(server: Server, owner: User) -> None:
    body = {"email": owner.email, "password": PASSWORD, "cookie": True}
    headers = {"X-Forwarded-Proto": "https"}
    answer = httpx.post(f"{server.url}/v1/auth/login", json=body, headers=headers)
    assert "; Secure" in answer.headers["Set-Cookie"]


def test_who_does_not_ask_for_a_cookie_gets_none(browser: httpx.Client, owner: User) -> None:
    answer = sign_in(browser, owner, cookie=False)
    assert "Set-Cookie" not in answer.headers
    assert answer.json()["refreshToken"]


def test_the_cookie_is_exchanged_for_new_tokens_and_a_new_cookie(
    server: Server, browser: httpx.Client, owner: User
) -> None:
    sign_in(browser, owner)
    first = browser.cookies[COOKIE]
    answer = browser.post("/v1/auth/refresh", json={})
    assert answer.status_code == 200
    assert answer.json()["refreshToken"] == ""
    assert browser.cookies[COOKIE] != first
    stale = httpx.post(
        f"{server.url}/v1/auth/refresh", json={}, headers={"Cookie": f"{COOKIE}={first}"}
    )
    assert stale.status_code == 401


def test_a_token_brought_along_is_used_up_and_its_successor_goes_into_the_cookie(
    server: Server, browser: httpx.Client, owner: User
) -> None:
    """As a browser does that comes back from a provider's page with a token in its hands."""
    token = sign_in(browser, owner, cookie=False).json()["refreshToken"]
    brought = {"refreshToken": token, "cookie": True}
    answer = browser.post("/v1/auth/refresh", json=brought)
    assert answer.status_code == 200
    assert answer.json()["refreshToken"] == ""
    kept = browser.cookies[COOKIE]
    assert kept != token
    assert kept not in answer.text
    assert browser.post("/v1/auth/refresh", json={}).status_code == 200
    assert httpx.post(f"{server.url}/v1/auth/refresh", json=brought).status_code == 401


def test_signing_out_ends_the_session_and_forgets_the_cookie(
    browser: httpx.Client, owner: User
) -> None:
    sign_in(browser, owner)
    token = browser.cookies[COOKIE]
    assert browser.post("/v1/auth/logout", json={}).status_code == 204
    assert COOKIE not in browser.cookies
    again = browser.post("/v1/auth/refresh", json={"refreshToken": token})
    assert again.status_code == 401


def test_the_cookie_goes_to_sign_in_only_and_opens_nothing_else(
    browser: httpx.Client, owner: User
) -> None:
    sign_in(browser, owner)
    answer = browser.get("/v1/portfolios")
    assert "Cookie" not in answer.request.headers
    forced = {"Cookie": f"{COOKIE}={browser.cookies[COOKIE]}"}
    assert browser.get("/v1/portfolios", headers=forced).status_code == 401


@pytest.mark.parametrize("header", ["", f"{COOKIE}=", f"{COOKIE}=x; a=b", "a" * 9000])
def test_what_is_no_cookie_of_ours_refreshes_nothing(header: str, server: Server) -> None:
    answer = httpx.post(
        f"{server.url}/v1/auth/refresh", json={}, headers={"Cookie": header.encode()}
    )
    assert answer.status_code == 401


def test_a_form_of_another_site_cannot_refresh(browser: httpx.Client, owner: User) -> None:
    """A form cannot send JSON, and SameSite keeps the cookie at home besides."""
    sign_in(browser, owner)
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = browser.post("/v1/auth/refresh", content=b"{}", headers={"Content-Type": kind})
        assert answer.status_code == 415
