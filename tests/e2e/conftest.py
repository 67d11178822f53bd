"""A real browser on a real server: `econlens up` with its own port and data, Chromium headless."""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.server import Server, running_server

WEB = Path(__file__).parents[2] / "web"
BUILT = WEB / "dist" / "index.html"
TIMEOUT_MS = 20_000
# Addresses, passwords, tokens of sign-in, tokens of links, holdings.
PERSONAL = (
    r"@example\.",
    r"[Cc]orrect-horse",
    r"eyJ[\w-]{10,}",
    r"shared/[\w-]{43}",
    r"\b(AAPL|VTI|BND|MSFT)\b",
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# The tests may run as root in a container, where Chromium's sandbox cannot; nothing may phone home.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    named = os.environ.get("ECONLENS_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        message = (
            "NO CHROMIUM FOUND: no end-to-end test ran. Install the package chromium, "
            "or name the program in ECONLENS_CHROMIUM."
        )
        if os.environ.get("ECONLENS_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return path


def _web_sources() -> Iterator[Path]:
    yield from (WEB / name for name in ("index.html", "openapi.json", "package-lock.json"))
    yield from (path for folder in ("src", "public") for path in (WEB / folder).rglob("*"))


def _is_stale() -> bool:
    if not BUILT.exists():
        return True
    built_at = BUILT.stat().st_mtime
    sources = (path for path in _web_sources() if not path.name.endswith(".gen.ts"))
    return any(path.is_file() and path.stat().st_mtime > built_at for path in sources)


@pytest.fixture(scope="session")
def web_app() -> None:
    """Builds the web app unless it is there and newer than its sources."""
    with (WEB / "package-lock.json").open() as lock:
        # One test process builds, the others wait for it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_stale():
            return
        if not (WEB / "node_modules").exists():
            subprocess.run(["npm", "ci"], cwd=WEB, check=True)
        subprocess.run(["npm", "run", "build"], cwd=WEB, check=True)


def personal_words_in(log: str) -> list[str]:
    """What no log of a whole run may hold, whatever was done in it."""
    return [pattern for pattern in PERSONAL if re.search(pattern, log)]


@pytest.fixture(scope="session")
def server(
    chromium_path: str, web_app: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("e2e") / "data"
    with running_server(data, "--demo") as running:
        yield running
    assert personal_words_in(running.log.read_text(errors="replace")) == []


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()


def _is_complaint(message: ConsoleMessage) -> bool:
    """Chromium notes every refusal and lost line; those a journey provokes are no faults."""
    provoked = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
    return message.type in {"error", "warning"} and not any(p in message.text for p in provoked)


class Complaints:
    """What the browser's console said: script errors and breaches of the security policy too."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def listen(self, page: Page) -> None:
        page.on("console", lambda m: self.texts.append(m.text) if _is_complaint(m) else None)
        page.on("pageerror", lambda error: self.texts.append(str(error)))


@pytest.fixture
def context_options() -> dict[str, object]:
    """Overridden by tests that need a phone or a dark screen."""
    return {"viewport": {"width": 1280, "height": 860}}


@pytest.fixture
def context(
    browser: Browser, server: Server, context_options: dict[str, object]
) -> Iterator[BrowserContext]:
    """A browser without history, whose console must stay clean until the test ends."""
    context = browser.new_context(base_url=server.url, locale="en-US", **context_options)
    context.set_default_timeout(TIMEOUT_MS)
    complaints = Complaints()
    context.on("page", complaints.listen)
    yield context
    context.close()
    assert complaints.texts == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
