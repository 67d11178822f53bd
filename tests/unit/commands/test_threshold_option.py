"""--threshold NAME=A:B on the command line."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from econlens.cli import app
from econlens.domain.thresholds import Thresholds

FILE = (
    "Symbol,Name,Asset Type,Allocation %,Dollar Amount,Category,Sector,Region\n"
    "AAPL,Apple,stock,30,3000,us_large_cap,information_technology,us\n"
    "VTI,Total Market,etf,70,7000,us_large_cap,,us\n"
)


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.csv"
    path.write_text(FILE)
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["analyze", *words], env={"COLUMNS": "200"})


def report(*words: str) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = json.loads(run(*words, "--json").output)
    return found


def test_thresholds_of_ones_own_rate_the_figures_and_are_told(mine: str) -> None:
    words = ("--threshold", "largest-position=35:50", "--threshold", "hhi=60:70")
    found = report(mine, *words)
    assert report(mine)["concentration"]["largestPosition"]["level"] == "high"
    assert found["concentration"]["largestPosition"]["level"] == "low"
    assert found["concentration"]["hhi"]["level"] == "low"
    assert found["thresholds"]["largestPosition"] == {"moderateAbove": 0.35, "highAbove": 0.5}
    assert found["thresholds"]["sector"] == {"moderateAbove": 0.25, "highAbove": 0.4}
    assert found["score"] == report(mine)["score"]


def test_the_multiple_from_which_risk_is_flagged_can_be_given(mine: str) -> None:
    found = report(mine, "--threshold", "risk-share-over-weight=1.1")
    assert found["thresholds"]["riskShareOverWeight"] == 1.1


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("colour=1:2", "is no threshold"),
        ("sector", "Write it like sector=30:50"),
        ("sector=30", "Write it like sector=30:50"),
        ("sector=a:b", "Write it like sector=30:50"),
        ("sector=50:30", "upside down"),
        ("sector=30:400", "from 0 to 100"),
        ("sector=nan:nan", "from 0 to 100"),
        ("risk-share-over-weight=-1", "from 0 to 100"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(mine: str, word: str, message: str) -> None:
    result = run(mine, "--threshold", word)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())


def test_help_names_every_threshold() -> None:
    text = "".join(run("--help").output.replace("│", " ").split())
    for field in fields(Thresholds):
        assert field.name.replace("_", "-") in text
