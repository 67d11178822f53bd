"""Size is a smell: no file above 400 lines, no function above 40, and names that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
FILE_CEILING = 400
FUNCTION_CEILING = 40
# What is written out of something else is not read line by line.
GENERATED_SUFFIXES = (".gen.ts",)
NOT_OURS = {"node_modules", "cdk.out", ".venv"}
EMPTY_NAMES = ("utils", "util", "helpers", "helper", "manager", "misc", "common")


def sources(*patterns: str) -> Iterator[Path]:
    folders = ("src", "tests", "bench", "tools", "web/src", "web/tests", "infra")
    for folder in folders:
        for pattern in patterns:
            for path in (REPOSITORY / folder).rglob(pattern):
                if not NOT_OURS & set(path.parts):
                    yield path


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_the_ceiling() -> None:
    too_long = {
        str(path.relative_to(REPOSITORY)): line_count(path)
        for path in sources("*.py", "*.ts", "*.tsx")
        if not path.name.endswith(GENERATED_SUFFIXES) and line_count(path) > FILE_CEILING
    }
    assert too_long == {}


def test_no_function_is_longer_than_the_ceiling() -> None:
    too_long = {}
    for path in sources("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_CEILING:
                    too_long[f"{path.relative_to(REPOSITORY)}:{node.name}"] = lines
    assert too_long == {}


def test_no_module_has_an_empty_name() -> None:
    empty = [
        str(path.relative_to(REPOSITORY))
        for path in sources("*.py", "*.ts", "*.tsx")
        if set(path.stem.lower().split("_")) & set(EMPTY_NAMES)
    ]
    assert empty == []
