"""The econlens command as a user runs it: its own process, its exit code, what it prints."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BROKERS = Path(__file__).parents[2] / "data" / "brokers"
SCHWAB = str(BROKERS / "schwab.csv")


def econlens(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "econlens", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def bad_file(tmp_path: Path) -> str:
    path = tmp_path / "bad.csv"
    path.write_text(
        "Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
        "VTI,[bold]Stocks[/],etff,60,6000\nBND,Bonds,etf,30,4000\n"
    )
    return str(path)


def test_check_prints_the_json_that_other_programs_read() -> None:
    run = econlens("check", SCHWAB, "--json")
    assert run.returncode == 0
    report = json.loads(run.stdout)
    assert set(report) == {
        *("kind", "broker", "currency", "asOf", "positions", "cash", "issues"),
    }
    assert report["asOf"] == "2025-05-04"
    first = report["positions"][0]
    assert (first["symbol"], first["quantity"], first["marketValue"]) == (
        *("SCHB", "1250.25", "30006.00"),
    )
    assert report["positions"][2]["costBasis"] is None
    assert {cash["symbol"]: cash["amount"] for cash in report["cash"]} == {
        "SWVXX": "12345.67",
        "CASH": "720.50",
    }


def test_check_refuses_with_exit_code_1_and_the_lines(bad_file: str) -> None:
    run = econlens("check", bad_file, "--json")
    assert run.returncode == 1
    errors = [i for i in json.loads(run.stdout)["issues"] if i["severity"] == "error"]
    assert 2 in {issue["line"] for issue in errors}
    assert set(errors[0]) == {"line", "field", "code", "severity", "message", "suggestedFix"}


def test_check_for_people_names_the_line_and_the_verdict(bad_file: str) -> None:
    run = econlens("check", bad_file)
    assert run.returncode == 1
    assert "line 2" in run.stdout
    assert "refuses" in run.stdout


@pytest.mark.parametrize(
    "arguments", [("check",), ("check", "nowhere.csv"), ("nonsense",), ("up", "--port", "x")]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    run = econlens(*arguments)
    assert run.returncode == 2
    assert "Usage" in run.stderr


def test_analyze_prints_the_score_and_its_parts() -> None:
    run = econlens("analyze", SCHWAB)
    assert run.returncode == 0
    assert "Volatility" in run.stdout
    assert "of 10" in run.stdout


def test_analyze_prints_json_that_adds_up() -> None:
    run = econlens("analyze", SCHWAB, "--json")
    score = json.loads(run.stdout)["score"]
    assert sum(part["points"] for part in score["parts"]) == pytest.approx(score["value"])


def test_analyze_refuses_what_check_refuses(bad_file: str) -> None:
    run = econlens("analyze", bad_file)
    assert run.returncode == 1
    assert run.stdout == ""
    assert "line 2" in run.stderr


@pytest.mark.parametrize("command", ["up", "check", "analyze"])
def test_help_has_examples(command: str) -> None:
    run = econlens(command, "--help")
    assert run.returncode == 0
    assert "Examples" in run.stdout
