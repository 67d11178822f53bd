"""Signing in through an OpenID provider that really runs, and every way to abuse it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pyotp
import pytest

from tests.accounts import turn_mfa_on
from tests.client import User, sign_up
from tests.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider, running_provider
from tests.server import Server, running_server

START = "/sign-in-with/openid"
CALLBACK = f"{START}/callback"
# A moment of 2020, the same in every worker that collects these tests.
LONG_PAST = 1577836800


@pytest.fixture(scope="module")
def running() -> Iterator[OpenIdProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def server(running: OpenIdProvider) -> Iterator[Server]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-openid-"))
    directory.chmod(0o755)
    environment = {
        "ECONLENS_OIDC_ISSUER": running.url,
        "ECONLENS_OIDC_CLIENT_ID": CLIENT_ID,
        "ECONLENS_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "ECONLENS_OIDC_NAME": "Example Bank",
    }
    with running_server(directory / "data", environment=environment) as started:
        yield started
    shutil.rmtree(directory)


@pytest.fixture
def provider(running: OpenIdProvider) -> OpenIdProvider:
    """Honest, with a new person at the door."""
    running.person = a_person()
    running.twist = dict
    running.sign_with = "own key"
    return running


@pytest.fixture
def browser(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def a_person(**changes: Any) -> dict[str, Any]:
    name = uuid4().hex
    email = f"{name}@example.org"
    return {"sub": name, "email": email, "email_verified": True, "given_name": "Ada", **changes}


def come_back_address(browser: httpx.Client) -> str:
    """Where the provider sends the browser, which has not gone there yet."""
    leaving = browser.get(START)
    assert leaving.status_code == httpx.codes.FOUND, leaving.text
    return httpx.get(leaving.headers["location"]).headers["location"]


def sign_in(browser: httpx.Client) -> httpx.Response:
    return browser.get(come_back_address(browser))


def outcome(answer: httpx.Response) -> dict[str, list[str]]:
    """What the web app is told; the address is always its own page."""
    target = urlsplit(answer.headers["location"])
    assert (target.scheme, target.netloc, target.path) == ("", "", "/signed-in")
    return parse_qs(target.fragment)


def session_of(browser: httpx.Client) -> httpx.Response:
    return browser.post("/v1/auth/refresh", json={})


def assert_refused(browser: httpx.Client, answer: httpx.Response, code: str) -> None:
    assert outcome(answer) == {"error": [code]}
    assert "econlens_refresh" not in browser.cookies
    assert session_of(browser).status_code == httpx.codes.UNAUTHORIZED


def test_the_first_time_makes_an_account_and_the_second_opens_it(
    browser: httpx.Client, provider: OpenIdProvider
) -> None:
    assert outcome(sign_in(browser)) == {}
    first = session_of(browser).json()
    assert first["user"]["email"] == provider.person["email"]
    assert first["user"]["firstName"] == "Ada"
    browser.cookies.clear()
    provider.person["email"] = "renamed@example.org"
    sign_in(browser)
    assert session_of(browser).json()["user"]["userId"] == first["user"]["userId"]
    headers = {"Authorization": f"Bearer {first['idToken']}"}
    assert browser.get("/v1/portfolios", headers=headers).status_code == httpx.codes.OK


def test_the_app_is_told_which_buttons_to_show(browser: httpx.Client, server: Server) -> None:
    shown = browser.get("/config.json").json()["providers"]
    assert shown == [{"id": "openid", "name": "Example Bank", "url": f"{server.url}{START}"}]
    assert browser.get("/sign-in-with/google").status_code == httpx.codes.NOT_FOUND


@pytest.mark.usefixtures("provider")
def test_another_state_is_refused(browser: httpx.Client) -> None:
    address = httpx.URL(come_back_address(browser)).copy_set_param("state", "another")
    assert_refused(browser, browser.get(address), "PROVIDER_REFUSED")


@pytest.mark.usefixtures("provider")
def test_an_answer_to_another_browser_is_refused(browser: httpx.Client, server: Server) -> None:
    """Else a link would sign its victim in to the attacker's account."""
    address = come_back_address(browser)
    with httpx.Client(base_url=server.url, timeout=30) as victim:
        assert_refused(victim, victim.get(address), "PROVIDER_REFUSED")


@pytest.mark.usefixtures("provider")
def test_an_answer_is_good_once(browser: httpx.Client) -> None:
    address = come_back_address(browser)
    cookies = dict(browser.cookies)
    assert outcome(browser.get(address)) == {}
    browser.cookies.clear()
    browser.cookies.update(cookies)  # even with the cookie of before
    assert_refused(browser, browser.get(address), "PROVIDER_REFUSED")


@pytest.mark.usefixtures("provider")
def test_a_cookie_of_our_own_making_is_refused(browser: httpx.Client) -> None:
    address = come_back_address(browser)
    value = browser.cookies["econlens_provider"]
    browser.cookies.clear()
    browser.cookies.set("econlens_provider", value[:-4] + "AAAA")
    assert_refused(browser, browser.get(address), "PROVIDER_REFUSED")


def test_the_providers_no_is_told(browser: httpx.Client) -> None:
    answer = browser.get(CALLBACK, params={"error": "access_denied", "state": "x"})
    assert_refused(browser, answer, "PROVIDER_REFUSED")


@pytest.mark.parametrize("key", ["a foreign key", "nothing", "the public key as a secret"])
def test_a_forged_identity_token_is_refused(
    browser: httpx.Client, provider: OpenIdProvider, key: str
) -> None:
    provider.sign_with = key
    assert_refused(browser, sign_in(browser), "PROVIDER_REFUSED")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-client"},
        {"aud": "another-client", "azp": CLIENT_ID},
        {"iss": "https://evil.example"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": LONG_PAST},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    browser: httpx.Client, provider: OpenIdProvider, changes: dict[str, Any]
) -> None:
    provider.twist = lambda claims: {
        name: value for name, value in {**claims, **changes}.items() if value is not None
    }
    assert_refused(browser, sign_in(browser), "PROVIDER_REFUSED")


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_unconfirmed_address_opens_nothing(
    browser: httpx.Client, provider: OpenIdProvider, verified: object
) -> None:
    provider.person["email_verified"] = verified
    assert_refused(browser, sign_in(browser), "EMAIL_NOT_CONFIRMED")


def test_an_account_with_a_password_is_never_taken_over(
    browser: httpx.Client, server: Server, provider: OpenIdProvider
) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        owner = sign_up(http)
    provider.person["email"] = owner.email.upper()
    assert_refused(browser, sign_in(browser), "EMAIL_TAKEN")


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("name", ["next", "redirect_uri", "return_to", "url"])
def test_no_address_to_go_to_is_taken_from_anybody(browser: httpx.Client, name: str) -> None:
    evil = {name: "https://evil.example/"}
    leaving = browser.get(START, params=evil)
    asked = parse_qs(urlsplit(leaving.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{browser.base_url}{CALLBACK}".replace("//sign", "/sign")]
    back = httpx.get(leaving.headers["location"]).headers["location"]
    answer = browser.get(httpx.URL(back).copy_merge_params(evil))
    assert "evil" not in answer.headers["location"]
    assert outcome(answer) == {}


@pytest.mark.usefixtures("provider")
def test_a_second_factor_is_asked_for_here_too(browser: httpx.Client) -> None:
    sign_in(browser)
    tokens = session_of(browser).json()
    user = User(http=browser, email=tokens["user"]["email"], tokens=tokens)
    codes: list[str] = turn_mfa_on(user)[1].json()["recoveryCodes"]
    browser.cookies.clear()
    told = outcome(sign_in(browser))
    assert session_of(browser).status_code == httpx.codes.UNAUTHORIZED
    wrong = {"session": told["challenge"][0], "code": pyotp.TOTP("A" * 32).now()}
    assert browser.post("/v1/auth/mfa", json=wrong).status_code == httpx.codes.UNAUTHORIZED
    right = {"session": told["challenge"][0], "code": codes[0]}
    assert browser.post("/v1/auth/mfa", json=right).status_code == httpx.codes.OK


def test_no_code_token_or_address_of_it_is_logged(
    browser: httpx.Client, server: Server, provider: OpenIdProvider
) -> None:
    sign_in(browser)
    refresh = browser.cookies["econlens_refresh"]
    log = server.log.read_text()
    for secret in (provider.used_codes[-1], refresh, provider.person["email"], CLIENT_SECRET):
        assert secret not in log
