"""The limits over HTTP, on a server that allows a tenth of them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from econlens.domain.limits import ADDRESS_LIMIT, AUTH_LIMIT, USER_LIMIT
from tests.client import sign_up
from tests.server import Server, running_server

TENTH = 0.1


@pytest.fixture(scope="module")
def strict_server() -> Iterator[Server]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-limits-"))
    directory.chmod(0o755)
    environment = {"ECONLENS_RATE_FACTOR": str(TENTH)}
    with running_server(directory / "data", "--workers", "2", environment=environment) as running:
        yield running
    shutil.rmtree(directory)


def check_refusal(response: httpx.Response, limit: int) -> None:
    assert response.status_code == httpx.codes.TOO_MANY_REQUESTS
    assert response.json()["error"] == "RATE_LIMITED"
    assert response.json()["requestId"] == response.headers["X-Request-Id"]
    assert response.headers["X-RateLimit-Limit"] == str(limit)
    assert response.headers["X-RateLimit-Remaining"] == "0"
    assert 1 <= int(response.headers["Retry-After"]) <= 3600 / limit


def test_the_limit_holds_across_server_processes(strict_server: Server) -> None:
    limit = round(USER_LIMIT.requests * TENTH)
    # A connection for each request, so that both processes get their part.
    no_reuse = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=strict_server.url, limits=no_reuse) as http:
        user = sign_up(http)
        answers = [user.call("GET", "/portfolios") for _ in range(limit + 5)]
    # The bucket refills by one every 36 seconds, so one more may pass on a slow machine.
    assert sum(answer.is_success for answer in answers) in (limit, limit + 1)
    check_refusal(answers[-1], limit)


def test_signing_in_is_limited_more_tightly_than_the_rest(strict_server: Server) -> None:
    body = {"email": "nobody@example.org", "password": "x"}
    with httpx.Client(base_url=strict_server.url) as http:
        answers = [http.post("/v1/auth/login", json=body) for _ in range(5)]
    assert AUTH_LIMIT.requests < ADDRESS_LIMIT.requests
    check_refusal(answers[-1], round(AUTH_LIMIT.requests * TENTH))


def test_health_answers_however_often_it_is_asked(strict_server: Server) -> None:
    with httpx.Client(base_url=strict_server.url) as http:
        assert all(http.get("/v1/health").is_success for _ in range(50))
