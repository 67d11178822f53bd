"""`make check` fails for what is known to be bad, and says loudly what it could not find out."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools import check_supply_chain as check

KNOWN = json.loads(check.BASELINE.read_text(encoding="utf-8"))
PYTHON_ANSWER = {
    "dependencies": [
        {"name": "good", "version": "1.0", "vulns": []},
        {"name": "bad", "version": "2.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": []}]},
        {"name": "unheard-of", "skip_reason": "Dependency not found on PyPI"},
    ]
}


def test_a_vulnerable_python_package_is_named() -> None:
    audit = check.python_findings(json.dumps(PYTHON_ANSWER), "")
    assert audit.found == ("bad 2.0: PYSEC-2026-1",)
    assert audit.unchecked == "1 of 3 are unknown to the service"


def test_a_vulnerable_npm_package_is_named() -> None:
    report = {"vulnerabilities": {"bad": {"severity": "high"}}}
    assert check.npm_findings(json.dumps(report), "").found == ("bad: high",)


@pytest.mark.parametrize(
    "audit",
    [
        check.python_findings("", "ConnectionError: no route"),
        check.npm_findings("", "npm error network"),
        check.npm_findings('{"message": "405 Method Not Allowed"}', ""),
    ],
)
def test_no_answer_is_no_all_clear(audit: check.Audit) -> None:
    assert audit.unchecked


def test_what_was_not_checked_is_said_and_fails_where_it_must_not_be_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(check.REQUIRE, raising=False)
    assert check.verdict("npm packages", check.Audit(unchecked="405")) == []
    assert "NOT CHECKED for known vulnerabilities (405)" in capsys.readouterr().err
    monkeypatch.setenv(check.REQUIRE, "1")
    assert check.verdict("npm packages", check.Audit(unchecked="405")) != []


def test_a_vulnerability_fails_the_check() -> None:
    assert check.verdict("npm packages", check.Audit(found=("bad: high",))) != []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        'key = "AKIA' + 'QYLPMN5HFIQR7XYA"',
        'token = "ghp_' + 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"',
    ],
)
def test_a_secret_in_a_file_is_found(tmp_path: Path, text: str) -> None:
    leak = tmp_path / "leak.py"
    leak.write_text(text + "\n", encoding="utf-8")
    assert check.secrets_in([str(leak)], KNOWN) != []


def test_what_was_looked_at_is_let_through() -> None:
    assert check.secrets_in(sorted(KNOWN["results"]), KNOWN) == []


@pytest.mark.parametrize("kind", ["1.5"])
def test_the_list_of_what_we_are_made_of_is_valid(kind: str) -> None:
    uv = check.REPOSITORY / ".tools" / "uv" / "bin" / "uv"
    program = str(uv) if uv.exists() else shutil.which("uv")
    assert program, "there is no uv"
    command = [program, "export", "--quiet", "--locked", "--no-dev"]
    made = subprocess.run(
        [*command, "--preview-features", "sbom-export", "--format", f"cyclonedx{kind}"],
        cwd=check.REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    validator = JsonStrictValidator(SchemaVersion.from_version(kind))
    assert validator.validate_str(made.stdout) is None
    names = {component["name"] for component in json.loads(made.stdout)["components"]}
    assert {"starlette", "psycopg", "numpy"} <= names
    assert "pytest" not in names
