"""A list of leaked addresses and passwords, tried over HTTP from one address: each account once, so
that no limit of an account ever holds. `make guess-passwords` tries ten thousand."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from econlens.domain.limits import AUTH_LIMIT
from tests.client import PASSWORD, sign_up
from tests.server import Server, running_server

TRIES = int(os.environ.get("ECONLENS_STUFFING_TRIES", "1000"))
THREADS = 4


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """With the limits as they are."""
    directory = Path(tempfile.mkdtemp(prefix="econlens-stuffing-"))
    directory.chmod(0o755)
    environment = {"ECONLENS_RATE_FACTOR": "1"}
    with running_server(directory / "data", environment=environment) as running:
        yield running
    shutil.rmtree(directory)


def test_of_a_leaked_list_an_address_tries_thirty_entries(server: Server) -> None:
    with httpx.Client(base_url=server.url, timeout=60) as http:
        victim = sign_up(http)
        taken = 2  # by signing up and in

        def attempt(number: int) -> int:
            body = {"email": f"leaked-{number}@example.org", "password": f"Leaked-{number}-word"}
            return http.post("/v1/auth/login", json=body).status_code

        with ThreadPoolExecutor(THREADS) as thieves:
            statuses = Counter(thieves.map(attempt, range(TRIES)))
        last = http.post("/v1/auth/login", json={"email": victim.email, "password": PASSWORD})
    print(f"{TRIES:,} accounts tried once each from one address: {dict(statuses)}")  # noqa: T201
    assert set(statuses) == {401, 429}
    # One more for every two minutes that the run lasts.
    assert 0 <= statuses[401] - (AUTH_LIMIT.requests - taken) <= 2
    assert last.status_code == 429, "the right password behind them is not reached either"
