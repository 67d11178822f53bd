"""Imports point inward (contracts in pyproject.toml); the core keeps to the standard library."""

import sys

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("econlens", include_external_packages=True, cache_dir=None)


def test_imports_point_inward() -> None:
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, "run `make check` to see which"


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("domain", set()),
        ("ports", set()),
        ("analysis", {"numpy"}),
        ("importing", {"msgspec", "openpyxl"}),
        ("reference", set()),
        ("usecases", set()),
        ("api", {"aws_lambda_powertools", "msgspec"}),
    ],
)
def test_inner_package_needs_only(
    package: str, allowed: set[str], imports: grimp.ImportGraph
) -> None:
    root = f"econlens.{package}"
    modules = {root, *imports.find_descendants(root)}
    imported = {
        name.split(".")[0]
        for module in modules
        for name in imports.find_modules_directly_imported_by(module)
    }
    assert imported - sys.stdlib_module_names - {"econlens"} <= allowed
