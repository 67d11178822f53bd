"""econlens smoke and econlens parity against real servers."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from econlens.api.route_table import ROUTES, Route
from econlens.parity.scenario import visit
from econlens.parity.visitor import Reply, Visitor
from tests.client import PASSWORD, a_registration
from tests.server import Server, free_port, running_server


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    folders = [tmp_path_factory.mktemp(name) / "data" for name in ("baseline", "candidate")]
    with running_server(folders[0]) as one, running_server(folders[1]) as other:
        yield one, other


def econlens(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "econlens", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PATH": "", **environment}
    )


def test_two_of_the_same_do_not_differ(pair: tuple[Server, Server]) -> None:
    baseline, candidate = pair
    result = econlens("parity", "--baseline", baseline.url, "--candidate", candidate.url)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "steps compared, no differences." in result.stdout


class Recorder(Visitor):
    """Notes which routes were called."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.called: list[tuple[str, str]] = []

    def call(self, method: str, path: str, *rest: Any, **more: Any) -> Reply:
        self.called.append((method, path.partition("?")[0]))
        return super().call(method, path, *rest, **more)


def test_the_scenario_calls_every_operation_of_the_contract(pair: tuple[Server, Server]) -> None:
    visitor = Recorder(pair[0].url)
    for _ in visit(visitor):
        pass

    uncalled = [route.operation for route in ROUTES if not was_called(route, visitor.called)]
    assert uncalled == [], "add a step to src/econlens/parity"


def was_called(route: Route, called: list[tuple[str, str]]) -> bool:
    pattern = re.sub(r"\{\w+\}", "[^/]+", route.path)
    return any(route.method == method and re.fullmatch(pattern, path) for method, path in called)


def test_a_server_that_works_passes_every_step(pair: tuple[Server, Server]) -> None:
    result = econlens("smoke", f"{pair[0].url}/")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "✓ delete the account" in result.stdout
    assert "✗" not in result.stdout


def test_an_account_that_is_confirmed_already_can_be_named(pair: tuple[Server, Server]) -> None:
    registration = a_registration()
    httpx.post(f"{pair[0].url}/v1/auth/register", json=registration)
    result = econlens(
        "smoke",
        pair[0].url,
        ECONLENS_CHECK_EMAIL=registration["email"],
        ECONLENS_CHECK_PASSWORD=PASSWORD,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_an_account_that_cannot_sign_in_is_told_what_to_do(pair: tuple[Server, Server]) -> None:
    result = econlens(
        "smoke",
        pair[0].url,
        ECONLENS_CHECK_EMAIL="nobody@example.org",
        ECONLENS_CHECK_PASSWORD="Wrong-password-9",
    )

    assert result.returncode == 1
    assert "did not let nobody@example.org sign in" in result.stderr.replace("\n", " ")


def test_a_server_that_limits_requests_fails_the_smoke_test(tmp_path: Path) -> None:
    limits = {"ECONLENS_RATE_FACTOR": "0.05"}
    with running_server(tmp_path / "data", environment=limits) as strict:
        result = econlens("smoke", strict.url)

    assert result.returncode == 1
    assert "429" in result.stderr


def test_nothing_at_the_address_is_said_plainly() -> None:
    result = econlens("smoke", f"http://127.0.0.1:{free_port()}")

    assert result.returncode == 1
    assert "does not answer" in result.stderr


def test_an_address_without_http_is_refused() -> None:
    result = econlens("smoke", "app.example.com")

    assert result.returncode == 2
    assert "Begin with https://" in result.stderr
