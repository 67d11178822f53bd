"""The one table is complete: every route is served, and what is made from it is up to date."""

import importlib

import pytest

from econlens.api.route_table import ROUTES, Function
from tools import write_openapi


@pytest.mark.parametrize("function", Function)
def test_function_serves_exactly_its_routes(function: Function) -> None:
    module = importlib.import_module(f"econlens.functions.{function}")
    operations = {route.operation for route in ROUTES if route.function is function}
    assert set(module.ENDPOINTS) == operations
    assert callable(module.handler)


def test_no_operation_is_named_twice() -> None:
    operations = [route.operation for route in ROUTES]
    assert len(set(operations)) == len(operations)


def test_no_method_and_path_is_routed_twice() -> None:
    keys = [route.key for route in ROUTES]
    assert len(set(keys)) == len(keys)


def test_web_client_contract_is_the_current_one() -> None:
    """If this fails: .venv/bin/python tools/write_openapi.py"""
    written = write_openapi.TARGET.read_text(encoding="utf-8")
    assert written == write_openapi.current_text()
