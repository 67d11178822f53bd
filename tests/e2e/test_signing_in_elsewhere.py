"""From the button of a provider to being signed in, in a browser that really goes there and back.

The provider is a real OpenID provider on an address of its own: tests/openid_provider.py.
"""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.accounts import turn_mfa_on
from tests.client import User
from tests.client import sign_up as register
from tests.e2e.journeys import sign_out
from tests.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider, running_provider
from tests.server import Server, running_server

BUTTON = "Continue with Example Bank"


@pytest.fixture(scope="module")
def running() -> Iterator[OpenIdProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def server(
    chromium_path: str,
    web_app: None,
    running: OpenIdProvider,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    environment = {
        "ECONLENS_OIDC_ISSUER": running.url,
        "ECONLENS_OIDC_CLIENT_ID": CLIENT_ID,
        "ECONLENS_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "ECONLENS_OIDC_NAME": "Example Bank",
    }
    data = tmp_path_factory.mktemp("elsewhere") / "data"
    with running_server(data, environment=environment) as started:
        yield started


@pytest.fixture
def provider(running: OpenIdProvider) -> OpenIdProvider:
    """Honest, with a new person at the door."""
    name = uuid4().hex
    running.person = {
        "sub": name,
        "email": f"{name}@example.org",
        "email_verified": True,
        "given_name": "Grace",
    }
    running.twist = dict
    return running


def go_through_the_provider(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name=BUTTON).click()


def test_the_button_leads_to_the_provider_and_back_signed_in(
    page: Page, provider: OpenIdProvider
) -> None:
    go_through_the_provider(page)
    expect(page.get_by_role("heading", name="Welcome, Grace.")).to_be_visible()
    assert len(provider.used_codes) >= 1
    assert "#" not in page.url
    page.reload()
    expect(page.get_by_role("heading", name="Welcome, Grace.")).to_be_visible()

    sign_out(page)
    go_through_the_provider(page)
    expect(page.get_by_role("heading", name="Welcome, Grace.")).to_be_visible()


def test_an_answer_that_is_not_for_us_signs_nobody_in(page: Page, provider: OpenIdProvider) -> None:
    provider.twist = lambda claims: {**claims, "aud": "another-client"}
    go_through_the_provider(page)
    expect(page.get_by_text("did not come from your provider")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_address_with_a_password_is_not_opened_from_there(
    page: Page, provider: OpenIdProvider, server: Server
) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        provider.person["email"] = register(http).email
    go_through_the_provider(page)
    expect(page.get_by_text("There is an account with this e-mail address")).to_be_visible()


def test_the_second_factor_is_asked_for_there_too(
    page: Page, provider: OpenIdProvider, server: Server
) -> None:
    """A recovery code is as good as the app, and is long: it must fit into its field."""
    go_through_the_provider(page)
    expect(page.get_by_role("heading", name="Welcome, Grace.")).to_be_visible()
    code = recovery_code_of(page, server)
    sign_out(page)

    go_through_the_provider(page)
    page.get_by_role("button", name="I do not have the app at hand").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome, Grace.")).to_be_visible()


def recovery_code_of(page: Page, server: Server) -> str:
    """Turns the second factor on for whoever is signed in on the page."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with httpx.Client(base_url=server.url, timeout=30, cookies=cookies) as http:
        tokens = http.post("/v1/auth/refresh", json={}).json()
        user = User(http=http, email="", tokens=tokens, server=server)
        code: str = turn_mfa_on(user)[1].json()["recoveryCodes"][0]
    return code
