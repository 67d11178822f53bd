"""econlens rebalance and econlens compare, from files to what a reader or a program gets."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from econlens.cli import app

HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount,Shares,Avg Price\n"
STOCK_HEAVY = HEADER + (
    "AAPL,Apple Inc.,stock,40,4000,20,200\n"
    "VTI,Vanguard Total Stock Market ETF,etf,40,4000,16,250\n"
    "BND,Vanguard Total Bond Market ETF,etf,20,2000,25,80\n"
)
BALANCED = HEADER + (
    "VTI,Vanguard Total Stock Market ETF,etf,60,6000,24,250\n"
    "BND,Vanguard Total Bond Market ETF,etf,40,4000,50,80\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})


@pytest.fixture
def heavy(tmp_path: Path) -> str:
    path = tmp_path / "heavy.csv"
    path.write_text(STOCK_HEAVY)
    return str(path)


@pytest.fixture
def balanced(tmp_path: Path) -> str:
    path = tmp_path / "balanced.csv"
    path.write_text(BALANCED)
    return str(path)


def test_adjustments_are_shown_with_their_reasons(heavy: str) -> None:
    result = run("rebalance", heavy)
    assert result.exit_code == 0
    assert "AAPL is 40.0 % of the portfolio, above the limit of 10 %" in result.output
    assert "3,000.00" in result.output
    assert "no investment advice" in result.output
    assert "you should" not in result.output.lower()


def test_a_model_and_money_to_invest_can_be_given(heavy: str) -> None:
    result = run("rebalance", heavy, "--target", "moderate", "--invest", "5000", "--json")
    plan = json.loads(result.output)
    assert plan["target"] == "risk_tolerance"
    assert plan["before"]["score"]["riskTolerance"] == "moderate"
    assert float(plan["totalAfter"]) == 15000
    assert {"VEA", "SCHP"} <= {one["symbol"] for one in plan["adjustments"]}


def test_weights_of_holdings_can_be_given(balanced: str) -> None:
    arguments = ("--weights", "VTI=50,BND=50", "--band", "0", "--relative-band", "0", "--json")
    plan = json.loads(run("rebalance", balanced, *arguments).output)
    assert [(one["symbol"], one["amount"]) for one in plan["adjustments"]] == [
        ("VTI", "1000.00"),
        ("BND", "1000.00"),
    ]


def test_whole_shares_and_fees_are_kept_to(heavy: str) -> None:
    arguments = ("--whole-shares", "--fee", "2.50", "--fee-percent", "0.1", "--json")
    plan = json.loads(run("rebalance", heavy, *arguments).output)
    assert all(float(one["shares"]).is_integer() for one in plan["adjustments"])
    fees = sum(float(one["cost"]) for one in plan["adjustments"])
    assert float(plan["cost"]) == pytest.approx(fees)


def test_a_balanced_portfolio_gets_no_trades(balanced: str) -> None:
    result = run("rebalance", balanced)
    assert result.exit_code == 0
    # Lines break where the terminal ends, and a longer path of the file moves the break.
    assert "no adjustment is suggested" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--withdraw", "20000"), 1, "to withdraw is no less than the portfolio's 10,000.00"),
        (("--never-sell", "APPL"), 1, "APPL is neither in this portfolio nor known"),
        (("--weights", "VTI=60"), 1, "sum to 60.00 %, not 100 %"),
        (("--invest", "much"), 2, "is no number"),
        (("--weights", "VTI=100", "--categories", "us_large_cap=100"), 2, "not both"),
    ],
)
def test_what_cannot_be_done_says_why(
    heavy: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run("rebalance", heavy, *arguments)
    assert result.exit_code == code
    assert words in " ".join(result.output.replace("│", " ").split())


def test_a_file_that_is_refused_is_not_rebalanced(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(STOCK_HEAVY.replace("4000,20", "minus,20"))
    result = run("rebalance", str(path))
    assert result.exit_code == 1
    assert "broken.csv cannot be used" in result.output


def test_files_are_compared_side_by_side(heavy: str, balanced: str) -> None:
    result = run("compare", heavy, balanced)
    assert result.exit_code == 0
    for words in ("heavy and balanced", "Sharpe ratio", "SYNTHETIC", "VTI", "60.0 %"):
        assert words in result.output


def test_a_comparison_can_be_read_by_programs(heavy: str, balanced: str) -> None:
    report = json.loads(run("compare", heavy, balanced, "--json").output)
    assert [one["name"] for one in report["portfolios"]] == ["heavy", "balanced"]
    assert report["pairs"][0]["overlapByHolding"] == pytest.approx(0.6)


def test_one_file_cannot_be_compared(heavy: str) -> None:
    result = run("compare", heavy)
    assert result.exit_code == 1
    assert "Choose two to ten portfolios" in result.output


@pytest.mark.parametrize("command", ["analyze", "rebalance", "compare"])
def test_reports_are_written_as_files_beside_what_is_printed(
    command: str, heavy: str, balanced: str, tmp_path: Path
) -> None:
    files = [heavy, balanced] if command == "compare" else [heavy]
    html, pdf = tmp_path / "out.html", tmp_path / "out.pdf"
    result = run(command, *files, "--json", "--html", str(html), "--pdf", str(pdf))
    assert result.exit_code == 0, result.output
    json.loads(result.stdout)
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_a_report_that_cannot_be_written_says_so(heavy: str, tmp_path: Path) -> None:
    result = run("analyze", heavy, "--html", str(tmp_path / "nowhere" / "out.html"))
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert "Name another file." in result.output


def test_a_file_and_itself_are_not_compared(heavy: str, balanced: str) -> None:
    result = run("compare", heavy, balanced, heavy)
    assert result.exit_code == 1
    assert "cannot be compared with itself" in result.stderr
