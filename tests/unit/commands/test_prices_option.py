"""--prices FILE: figures from prices for files, without a server."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from econlens.cli import app

HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount,Shares,Avg Price\n"
MINE = HEADER + (
    "VTI,Vanguard Total Stock Market ETF,etf,60,6000,24,250\n"
    "BND,Vanguard Total Bond Market ETF,etf,40,4000,50,80\n"
)
THEIRS = HEADER + "VTI,Vanguard Total Stock Market ETF,etf,100,5000,20,250\n"
LAST = datetime.now(UTC).date() - timedelta(days=1)


def closes(symbols: str, count: int = 100, last: date = LAST) -> str:
    """A column for each symbol, which goes up and down by a per cent in turn."""
    days = [last - timedelta(days=count - 1 - at) for at in range(count)]
    rows = [
        f"{day},{','.join(str(100 + at % 2) for _ in symbols.split(','))}"
        for at, day in enumerate(days)
    ]
    return f"date,{symbols}\n" + "\n".join(rows) + "\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {
        "mine": MINE,
        "theirs": THEIRS,
        "closes": closes("VTI,BND"),
        "bonds": closes("BND"),
        "bad": "date,VTI\n2026-03-02,1\n2026-03-03,NaN\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return {name: str(tmp_path / f"{name}.csv") for name in texts}


def test_an_analysis_has_figures_from_the_prices(files: dict[str, str]) -> None:
    result = run("analyze", files["mine"], "--prices", files["closes"], "--json")
    risk = json.loads(result.output)["risk"]
    assert risk["fromPrices"]["observations"] == 99
    assert risk["fromPrices"]["sources"] == ["file"]
    assert risk["fromPrices"]["covered"] == pytest.approx(1)
    assert "From prices" in run("analyze", files["mine"], "--prices", files["closes"]).output


def test_too_few_prices_are_told_with_the_way_to_more(files: dict[str, str]) -> None:
    result = run("analyze", files["mine"], "--prices", files["bonds"])
    assert "From prices" not in result.output
    assert "cover 40.0 % of the value" in result.output
    assert "--prices FILE" in " ".join(result.output.split())
    report = json.loads(run("analyze", files["mine"], "--prices", files["bonds"], "--json").output)
    assert report["risk"]["fromPrices"] is None
    assert report["risk"]["priceCoverage"]["covered"] == pytest.approx(0.4)


def test_without_prices_the_reports_say_how_to_have_them(
    files: dict[str, str], tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    assert "--prices FILE" in run("analyze", files["mine"], "--html", str(page)).output
    assert "--prices FILE" in page.read_text()


def test_a_comparison_is_by_the_prices_up_to_their_last_day(files: dict[str, str]) -> None:
    arguments = ("compare", files["mine"], files["theirs"], "--prices", files["closes"], "--json")
    report = json.loads(run(*arguments).output)
    assert [one["pricedShare"] for one in report["portfolios"]] == [1, 1]
    assert (report["start"], report["end"]) == _weekdays(LAST - timedelta(days=99), LAST)


def _weekdays(first: date, last: date) -> tuple[str, str]:
    while first.weekday() > 4:
        first += timedelta(days=1)
    while last.weekday() > 4:
        last -= timedelta(days=1)
    return str(first), str(last)


def test_an_optimiser_reads_risk_from_the_prices(files: dict[str, str]) -> None:
    arguments = ("rebalance", files["mine"], "--target", "risk-parity", "--json")
    with_prices = json.loads(run(*arguments, "--prices", files["closes"]).output)
    assert "2 of 2 holdings move together is estimated from 99 returns" in with_prices["notes"][0]
    assert "asset classes alone" in json.loads(run(*arguments).output)["notes"][0]


@pytest.mark.parametrize("command", ["analyze", "rebalance", "compare"])
def test_bad_prices_are_refused_by_line(files: dict[str, str], command: str) -> None:
    other = [files["theirs"]] if command == "compare" else []
    result = run(command, files["mine"], *other, "--prices", files["bad"])
    assert result.exit_code == 1
    assert "line 3: “NaN” is not a finite number." in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["analyze", "rebalance", "compare"])
def test_help_shows_an_example_with_prices(command: str) -> None:
    assert "--prices closes.csv" in " ".join(run(command, "--help").output.split())
