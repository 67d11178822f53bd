"""The bill adds up to what we say, and the documents say what it adds up to."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from econlens.cli import app
from econlens.costs.bill import compare_costs
from econlens.costs.prices import Price
from tools import write_costs

USERS = st.integers(1, 100_000)


@pytest.mark.parametrize(
    ("side", "database", "usd"),
    [
        ("serverless", False, 4.4),
        ("serverless", True, 18.4),
        ("servers", False, 75),
        ("servers", True, 89),
    ],
)
def test_a_thousand_users_cost_about_what_the_architecture_promises(
    side: str, database: bool, usd: float
) -> None:
    bill = getattr(compare_costs(1000), side)

    assert bill.total(database=database) == pytest.approx(usd, abs=0.05 if usd < 20 else 0.5)


def test_a_line_charges_what_is_beyond_the_free_units() -> None:
    price = Price(name="calls", unit="calls", usd=0.20, per=1_000_000, free=1_000_000)

    assert price.of(3_000_000) == pytest.approx(0.60)
    assert price.after_free(3_000_000) == pytest.approx(0.40)
    assert price.after_free(999_999) == 0


def test_calls_are_users_times_sessions_times_calls() -> None:
    calls = compare_costs(1000).serverless.lines[0]

    assert (calls.quantity, calls.usd) == (600_000, pytest.approx(2.10))


@given(fewer=USERS, more=USERS)
def test_more_users_never_cost_less(fewer: int, more: int) -> None:
    low, high = sorted((fewer, more))

    for free_tier in (True, False):
        cheap = compare_costs(low).serverless.total(database=True, free_tier=free_tier)
        dear = compare_costs(high).serverless.total(database=True, free_tier=free_tier)
        assert cheap <= dear


@given(users=USERS)
def test_the_free_tier_only_takes_off(users: int) -> None:
    for bill in (compare_costs(users).serverless, compare_costs(users).servers):
        assert all(0 <= line.usd <= line.full_usd for line in bill.lines)


def test_the_page_on_costs_holds_the_table_of_today() -> None:
    """If this fails: .venv/bin/python -m tools.write_costs"""
    written = write_costs.TARGET.read_text(encoding="utf-8")

    assert write_costs.BEGIN in written
    assert write_costs.current_text(written) == written


def test_the_readme_holds_the_totals_of_today() -> None:
    """If this fails: .venv/bin/python -m tools.write_costs"""
    written = write_costs.README.read_text(encoding="utf-8")

    assert write_costs.BEGIN in written
    assert write_costs.current_summary(written) == written


def test_json_for_programs_has_every_line_and_both_totals() -> None:
    result = CliRunner().invoke(app, ["cost", "--users", "1000", "--json"])
    document = json.loads(result.stdout)

    assert document["serverless"]["totals"]["withoutDatabase"]["freeTier"] == 4.43
    assert document["servers"]["totals"]["withDatabase"]["full"] == 90.88
    lines = document["serverless"]["lines"]
    assert sum(line["usd"] for line in lines) == pytest.approx(4.43, abs=0.005)


def test_the_terminal_shows_both_bills() -> None:
    result = CliRunner().invoke(app, ["cost"], env={"COLUMNS": "120"})

    assert result.exit_code == 0
    assert "API Gateway, REST calls" in result.stdout
    assert "NAT gateway" in result.stdout
    assert "4.43" in result.stdout
