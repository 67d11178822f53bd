"""Every sample in tests/data/brokers gives what expected.json says. Rules for all, not one each."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from econlens.cli import app
from econlens.domain.issues import Issue, Severity
from econlens.importing.read import read_file
from econlens.importing.result import ImportedPosition, ImportResult

SAMPLES = Path(__file__).parents[2] / "data" / "brokers"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text())
HOLDINGS = (
    *("fidelity.csv", "schwab.csv", "vanguard.csv", "etrade.csv", "tdameritrade_thinkorswim.csv"),
    *("degiro_nl.csv", "wealthsimple.csv", "trading212_pie.csv", "comdirect.csv"),
    *("portfolio_performance.csv", "ibkr_activity.csv", "yahoo.csv", "wealthfolio_holdings.csv"),
)


NUMBERS = {
    "quantity": "quantity",
    "market_value": "marketValue",
    "cost_basis": "costBasis",
    "amount": "amount",
}
TEXTS = {"currency": "currency", "asset_type": "assetType", "name": "name"}


def read_sample(name: str) -> ImportResult:
    return read_file((SAMPLES / name).read_bytes())


def position(result: ImportResult, symbol: str) -> ImportedPosition:
    (found,) = [each for each in result.positions if each.symbol == symbol]
    return found


def issues_on(result: ImportResult, line: int) -> list[Issue]:
    return [issue for issue in result.issues if issue.line == line]


def number(text: str | None) -> Decimal | None:
    return None if text in (None, "None") else Decimal(text)


@pytest.mark.parametrize("name", EXPECTED)
def test_checking_a_sample_prints_exactly_what_is_expected(name: str) -> None:
    checked = CliRunner().invoke(app, ["check", str(SAMPLES / name), "--json"])
    assert checked.exit_code == 0
    report: Any = json.loads(checked.stdout)
    wanted = EXPECTED[name]
    assert report["kind"] == wanted["kind"]
    assert report["asOf"] == wanted["as_of"]
    assert report["currency"] == one_currency(wanted["currency"])
    assert sorted(p["symbol"] for p in report["positions"]) == sorted(
        p["symbol"] for p in wanted["positions"]
    )
    for each in wanted["positions"]:
        assert_agrees(only(report["positions"], each), each)
    assert len(report["cash"]) == len(wanted["cash"])
    for each in wanted["cash"]:
        assert_agrees(only(report["cash"], each), each)


def only(rows: list[dict[str, Any]], wanted: dict[str, Any]) -> dict[str, Any]:
    (row,) = [
        row
        for row in rows
        if row["symbol"] == wanted["symbol"]
        and row["currency"] == wanted.get("currency", row["currency"])
    ]
    return row


def assert_agrees(row: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Every figure of expected.json that the report has a key for."""
    for name, key in NUMBERS.items():
        if name in wanted:
            assert number(row[key]) == number(wanted[name]), name
    for name, key in TEXTS.items():
        if name in wanted:
            assert row[key] == wanted[name], name
    if "account" in wanted:
        assert row["account"] == wanted["account"][-4:]


def one_currency(words: str) -> str | None:
    """expected.json names the file's currency first where it has one."""
    code = words.split(" ")[0]
    return code if code.isupper() else None


@pytest.mark.parametrize("name", HOLDINGS)
def test_every_filled_line_becomes_a_position_cash_or_an_issue(name: str) -> None:
    result = read_sample(name)
    told = {each.line for each in (*result.positions, *result.issues)}
    told |= {each.line for each in result.cash}
    headers = {3: "schwab.csv", 4: "tdameritrade_thinkorswim.csv", 11: "etrade.csv"}
    headers |= {2: "comdirect.csv"}
    if name == "ibkr_activity.csv":  # one remark for each section that holds no holdings
        told |= set(range(1, 11)) | {21, 26, 27}
    told |= {line for line, file in headers.items() if file == name} or {1}
    told |= {12, 13, 16} if name == "vanguard.csv" else set()  # transactions, a third header
    lines = (SAMPLES / name).read_bytes().decode("cp1252").splitlines()
    filled = {at for at, line in enumerate(lines, start=1) if line.strip(";,")}
    assert filled <= told


@pytest.mark.parametrize(
    ("name", "broker", "currency"),
    [
        ("fidelity.csv", "fidelity", "USD"),
        ("schwab.csv", "schwab", "USD"),
        ("vanguard.csv", "vanguard", "USD"),
        ("comdirect.csv", "comdirect", "EUR"),
    ],
)
def test_the_broker_is_named_by_the_content(name: str, broker: str, currency: str) -> None:
    result = read_sample(name)
    assert (result.broker, result.currency) == (broker, currency)


def test_fidelity_lots_are_merged_and_both_lines_named() -> None:
    result = read_sample("fidelity.csv")
    (issue,) = issues_on(result, 4)
    assert issue.code == "LOTS_MERGED"
    assert "lines 3 and 4" in issue.message
    assert position(result, "AAPL").line == 3


def test_fidelity_pending_activity_is_a_warning_with_its_amount() -> None:
    (issue,) = issues_on(read_sample("fidelity.csv"), 7)
    assert issue.severity is Severity.WARNING
    assert "4,266.79" in issue.message


def test_fidelity_short_option_is_flagged_on_its_line() -> None:
    (issue,) = issues_on(read_sample("fidelity.csv"), 6)
    assert (issue.code, issue.severity) == ("OPTION", Severity.WARNING)
    assert "short" in issue.message


def test_schwab_total_row_is_checked_and_agrees() -> None:
    result = read_sample("schwab.csv")
    (issue,) = issues_on(result, 10)
    assert issue.code == "TOTAL_MATCHES"
    assert result.total_value == Decimal(EXPECTED["schwab.csv"]["total_check"])


def test_a_total_row_that_disagrees_is_a_warning_with_the_gap() -> None:
    data = (SAMPLES / "schwab.csv").read_bytes().replace(b"$53,737.17", b"$53,837.17")
    result = read_file(data)
    (issue,) = issues_on(result, 10)
    assert (issue.code, issue.severity) == ("TOTAL_MISMATCH", Severity.WARNING)
    assert "100.00 are missing" in issue.message
    assert result.accepted


def test_vanguard_plan_without_ticker_is_unresolved_with_its_value() -> None:
    (issue,) = issues_on(read_sample("vanguard.csv"), 17)
    assert (issue.code, issue.severity) == ("UNRESOLVED_HOLDING", Severity.WARNING)
    assert "1,221.50" in issue.message


def test_vanguard_transactions_are_named_and_not_counted() -> None:
    (issue,) = issues_on(read_sample("vanguard.csv"), 11)
    assert issue.code == "TRANSACTIONS_LEFT_OUT"
    assert "Lines 11 to 13" in issue.message


def test_detail_and_total_rows_of_a_statement_are_not_counted_twice() -> None:
    result = read_sample("ibkr_activity.csv")
    assert [issues_on(result, line)[0].code for line in (12, 13, 14, 15)] == [
        *("DETAIL_ROW", "DETAIL_ROW", "TOTAL_ROW", "TOTAL_ROW")
    ]
    assert result.currency == "USD"


def test_sold_lots_are_subtracted_and_their_cost_is_unknown() -> None:
    rocket = position(read_sample("yahoo.csv"), "RKLB")
    assert (rocket.quantity, rocket.cost_basis) == (30, None)


def test_a_watched_symbol_without_quantity_is_no_holding() -> None:
    (issue,) = issues_on(read_sample("yahoo.csv"), 7)
    assert issue.code == "NO_AMOUNT"


def test_only_the_latest_snapshot_counts() -> None:
    result = read_sample("wealthfolio_holdings.csv")
    assert [issues_on(result, line)[0].code for line in (2, 3, 4)] == ["OLDER_SNAPSHOT"] * 3
