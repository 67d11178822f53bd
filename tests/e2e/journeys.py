"""Steps that several journeys share, in the words of the pages."""

import base64
import uuid
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

BROKER_FILES = Path(__file__).parents[1] / "data" / "brokers"
# Long enough for two busy cores, short enough to notice a hang.
SLOW_MS = 20_000

expect.set_options(timeout=SLOW_MS)

_DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type: "text/csv" }));
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.querySelector("h1").dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
    );
  }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    email: str
    password: str


def new_account() -> Account:
    return Account(email=f"{uuid.uuid4().hex}@example.com", password="Correct-horse7")


def sign_up(page: Page) -> Account:
    """From the sign-up page to the newcomer's empty dashboard."""
    account = new_account()
    page.goto("/sign-up")
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password", exact=True).fill(account.password)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Welcome, Ada. What do you hold?")).to_be_visible()
    return account


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Account menu of").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def sign_in(page: Page, account: Account) -> None:
    """On the sign-in page; what follows it is up to the caller."""
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password", exact=True).fill(account.password)
    page.get_by_role("button", name="Sign in").click()


def try_the_demo(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Try the demo").click()
    expect(page.get_by_role("heading", name="Your portfolios")).to_be_visible()


def open_tech_sample(page: Page) -> None:
    page.get_by_role("link", name="Tech-heavy growth").click()
    expect_analysis(page)


def drop_file(page: Page, name: str, content: bytes) -> None:
    """As a hand would, anywhere on the page."""
    page.evaluate(_DROP, [name, base64.b64encode(content).decode()])


def expect_analysis(page: Page) -> None:
    expect(page.get_by_role("heading", name="Risk score")).to_be_visible()
    expect(page.get_by_role("heading", name="What makes up the score")).to_be_visible()
    expect(page.get_by_role("heading", name="Key measures")).to_be_visible()
    expect(page.get_by_role("heading", name="Holdings")).to_be_visible()


def overflow_px(page: Page) -> int:
    """By how much the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width
