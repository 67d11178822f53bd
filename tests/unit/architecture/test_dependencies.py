"""Every dependency has its reason: a row in docs/architecture.md that names it."""

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


def bare_name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0]


def test_every_dependency_has_a_written_reason() -> None:
    reasons = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8").lower()
    unexplained = [
        name
        for name in map(bare_name, DEPENDENCIES)
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", reasons)
    ]
    assert unexplained == []
