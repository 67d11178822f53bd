"""The package of the portfolios function, run by Lambda's own runtime client."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import events
from bench.database import USER_ID, temporary_folder
from bench.functions import Bench, bench_in
from bench.runtime_api import Function, FunctionFailedError


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with temporary_folder() as folder, bench_in(folder) as bench:
        yield bench


def test_function_answers_from_its_package(bench: Bench) -> None:
    with bench.portfolios() as function:
        created = function.invoke(events.create_portfolio(USER_ID, 3)).answer
        listed = function.invoke(events.list_portfolios(USER_ID)).answer
    assert created["statusCode"] == 201
    assert [p["assetCount"] for p in json.loads(listed["body"])["portfolios"]] == [3]


def test_function_stays_within_its_memory_budget(bench: Bench) -> None:
    with bench.portfolios() as function:
        function.invoke(events.list_portfolios(USER_ID))
        assert function.resident_megabytes() <= 50


def test_package_holds_byte_code_of_every_module(bench: Bench) -> None:
    sources = [p for p in bench.package.rglob("*.py") if p.parent.name != "__pycache__"]
    compiled = {p.name.split(".")[0] for p in bench.package.rglob("__pycache__/*.pyc")}
    assert sources
    assert {p.stem for p in sources} <= compiled


def test_package_leaves_out_tests_and_the_local_server(bench: Bench) -> None:
    assert list(bench.package.rglob("tests")) == []
    assert not (bench.package / "econlens" / "local").exists()
    assert (bench.package / "econlens" / "functions" / "portfolios.py").exists()


def test_runtime_client_reports_a_handler_that_raises(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def handler(event, context):\n    raise KeyError('x')\n")
    with (
        Function("broken.handler", tmp_path, bench.runtime, {}) as function,
        pytest.raises(FunctionFailedError, match="KeyError"),
    ):
        function.invoke({})
