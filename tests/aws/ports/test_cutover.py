"""econlens cutover, against a CloudFront key-value store."""

import socket
from typing import Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from econlens.adapters.aws.clients import client
from econlens.cli import app
from tests.aws.ports.conftest import Emulator

pytest.importorskip("awscrt", reason="the key-value store wants requests signed by botocore[crt]")


@pytest.fixture(autouse=True)
def _account_before_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK puts the account's number before the host, and no name server knows such a host."""
    resolve = socket.getaddrinfo

    def without_account(host: str, *rest: Any) -> Any:
        return resolve(host.removeprefix("000000000000."), *rest)

    monkeypatch.setattr(socket, "getaddrinfo", without_account)


@pytest.fixture
def store(emulator: Emulator) -> str:
    made = client("cloudfront").create_key_value_store(Name=f"cutover-{uuid4().hex[:8]}")
    arn: str = made["KeyValueStore"]["ARN"]
    return arn


def cutover(*arguments: str, store: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["cutover", *arguments, "--store", store])
    return result.exit_code, result.output


def test_before_the_first_step_everybody_goes_to_the_server(store: str) -> None:
    assert cutover("status", store=store) == (
        0,
        "0 % of browsers go to AWS, 100 % to the server.\n",
    )


def test_a_share_that_was_set_is_told(store: str) -> None:
    said = (0, "25 % of browsers go to AWS, 75 % to the server.\n")

    assert cutover("set", "25", store=store) == said
    assert cutover("status", store=store) == said


def test_the_edge_function_finds_the_weight_under_its_key(store: str) -> None:
    cutover("set", "10", store=store)
    found = client("cloudfront-keyvaluestore").get_key(KvsARN=store, Key="weight")

    assert found["Value"] == "10"


def test_a_rollback_sends_everybody_back(store: str) -> None:
    cutover("set", "100", store=store)

    assert cutover("rollback", store=store) == (
        0,
        "0 % of browsers go to AWS, 100 % to the server.\n",
    )


@pytest.mark.parametrize("percent", ["101", "-1", "half"])
def test_what_is_no_percentage_is_refused(store: str, percent: str) -> None:
    code, _ = cutover("set", percent, store=store)

    assert code == 2
    assert cutover("status", store=store)[1].startswith("0 %")
