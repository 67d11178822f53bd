"""kill -9 in the middle of writes: what was acknowledged is there after the next start."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.client import User, a_registration, sign_up
from tests.server import Server, running_server

GOOD = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\nVTI,Stocks,etf,100,6000.00\n"


@pytest.fixture
def data_dir() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-kill-"))
    directory.chmod(0o755)
    yield directory / "data"
    shutil.rmtree(directory)


def write_until_killed(server: Server, writers: int = 3) -> tuple[User, list[str]]:
    """Several threads create portfolios; the server dies while they do. Returns what it said yes
    to."""
    with httpx.Client(base_url=server.url) as client:
        user = sign_up(client)
        acknowledged: list[str] = []
        enough = threading.Event()

        def write() -> None:
            try:
                while True:
                    acknowledged.append(user.create_portfolio())
                    if len(acknowledged) >= 30:
                        enough.set()
            except httpx.TransportError:
                return

        threads = [threading.Thread(target=write) for _ in range(writers)]
        for thread in threads:
            thread.start()
        assert enough.wait(60)
        server.kill()
        for thread in threads:
            thread.join()
    return user, acknowledged


def test_nothing_acknowledged_is_lost(data_dir: Path) -> None:
    with running_server(data_dir) as server:
        user, acknowledged = write_until_killed(server)
    with running_server(data_dir) as server, httpx.Client(base_url=server.url) as client:
        login = {"email": user.email, "password": a_registration()["password"]}
        again = User(
            http=client, email=user.email, tokens=client.post("/v1/auth/login", json=login).json()
        )
        missing = [
            an_id
            for an_id in acknowledged
            if again.call("GET", f"/portfolios/{an_id}").status_code != 200
        ]
    assert missing == []


def test_an_upload_sent_before_the_kill_is_processed_once_after_it(data_dir: Path) -> None:
    with running_server(data_dir) as server, httpx.Client(base_url=server.url) as client:
        user = sign_up(client)
        started = user.start_upload()
        assert user.send(started, GOOD).status_code == 204
        server.kill()
    with running_server(data_dir) as server, httpx.Client(base_url=server.url) as client:
        login = {"email": user.email, "password": a_registration()["password"]}
        tokens = client.post("/v1/auth/login", json=login).json()
        again = User(http=client, email=user.email, tokens=tokens)
        # A job that was at work when its worker died comes back when its lease has run out.
        assert again.wait_for(started["uploadId"])["status"] == "completed"
        assert again.call("GET", "/portfolios").json()["pagination"]["total"] == 1


def test_several_workers_share_one_database_and_one_key(data_dir: Path) -> None:
    with (
        running_server(data_dir, "--workers", "2") as server,
        httpx.Client(base_url=server.url) as client,
    ):
        user = sign_up(client)
        ids = {user.create_portfolio() for _ in range(10)}
        listed = user.call("GET", "/portfolios").json()["portfolios"]
    assert {summary["id"] for summary in listed} == ids
