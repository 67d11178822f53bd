"""One real server for the tests of the HTTP contract."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.client import User, sign_up
from tests.server import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-routes-"))
    directory.chmod(0o755)
    with running_server(directory / "data") as running:
        yield running
    shutil.rmtree(directory)


@pytest.fixture(scope="session")
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def user(http: httpx.Client, server: Server) -> User:
    """Shared: hashing a password anew for each test would take most of the time."""
    return sign_up(http, server)


@pytest.fixture(scope="session")
def stranger(http: httpx.Client) -> User:
    return sign_up(http)
