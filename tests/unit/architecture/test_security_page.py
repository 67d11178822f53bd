"""docs/security.md names a test for every threat; each of them is there."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
PAGE = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)))
STRIDE = ("Spoofing", "Tampering", "Repudiation", "Information", "Denial", "Elevation")


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_named_test_exists(file: str, test: str) -> None:
    assert f"def {test}(" in (REPOSITORY / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", STRIDE)
def test_every_kind_of_threat_has_lines_and_every_line_a_test(kind: str) -> None:
    section = PAGE.split(f"\n## {kind}")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(lines) >= 2
    assert [line for line in lines if "::test_" not in line] == []
