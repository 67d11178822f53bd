"""The embedded database is killed under a running server: it comes back, and callers were told."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.client import User, sign_up
from tests.server import Server, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-dies-"))
    directory.chmod(0o755)
    with running_server(directory / "data") as running:
        yield running
    shutil.rmtree(directory)


@pytest.fixture
def user(server: Server) -> Iterator[User]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield sign_up(client)


def postmaster_of(server: Server) -> int:
    (pid_file,) = (server.log.parent / "data").rglob("postmaster.pid")
    return int(pid_file.read_text().split()[0])


def test_a_database_that_dies_is_started_again_and_nothing_is_lost(
    server: Server, user: User
) -> None:
    portfolio_id = user.create_portfolio()
    os.kill(postmaster_of(server), signal.SIGKILL)
    seen = set()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        response = user.call("GET", f"/portfolios/{portfolio_id}")
        seen.add(response.status_code)
        if response.status_code == 200:
            break
        assert response.json()["error"] == "DATABASE_UNAVAILABLE"
        assert int(response.headers["Retry-After"]) > 0
        time.sleep(0.05)
    assert response.status_code == 200
    assert seen <= {200, 503}
