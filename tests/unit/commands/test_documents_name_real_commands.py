"""A command that a document names can be typed."""

import re
from pathlib import Path

import pytest
import typer.main

from econlens.cli import app

REPOSITORY = Path(__file__).parents[3]
NAMED = re.compile(r"(?:`|^\s*)econlens ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined] # a group of click's
DOCUMENTS = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_exists(document: Path) -> None:
    for name, action in NAMED.findall(document.read_text(encoding="utf-8")):
        assert name in COMMANDS, f"{document.name} names econlens {name}"
        actions = getattr(COMMANDS[name], "commands", None)
        assert actions is None or action in actions, f"{document.name}: econlens {name} {action}"


def test_the_documents_name_commands_at_all() -> None:
    runbook = (REPOSITORY / "docs" / "runbook.md").read_text(encoding="utf-8")

    assert ("queue", "redrive") in NAMED.findall(runbook)
