"""A forgotten password, and the code that a letter brings."""

import re

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.journeys import Account, sign_in, sign_out, sign_up
from tests.server import Server

NEW_PASSWORD = "Battery-staple8"


def _code_sent_to(server: Server, email: str) -> str:
    """As the operator of this machine reads it."""
    key = (server.log.parent / "data" / "keys" / "operator.key").read_bytes().hex()
    page = httpx.get(f"{server.url}/outbox", auth=("operator", key)).text
    letter = next(part for part in page.split("<article>") if email in part)
    found = re.search(r"Your code is (\S+)", letter)
    assert found
    return found[1]


def test_a_code_from_a_letter_sets_a_new_password(page: Page, server: Server) -> None:
    account = sign_up(page)
    sign_out(page)
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_role("link", name="Forgot your password?").click()
    expect(page.get_by_label("E-mail")).to_have_value(account.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the letter").fill("000000")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("alert")).to_be_visible()

    page.get_by_label("Code from the letter").fill(_code_sent_to(server, account.email))
    page.get_by_role("button", name="Change the password").click()
    page.get_by_role("link", name="Go to sign in").click()
    sign_in(page, Account(email=account.email, password=NEW_PASSWORD))
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()
