"""Exports in the layouts of many brokers, countries and programs, figures invented.

Each row of expected.json is [symbol, quantity, value, cost, currency, account] of a position, or
[symbol, amount, currency] of cash; `told` are the codes of what the user must hear.
"""

import json
from pathlib import Path

import pytest

from econlens.importing.read import read_file

FILES = Path(__file__).parents[2] / "data" / "relatives"
EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))
TELLING = {
    *("TOTAL_MATCHES", "TOTAL_MISMATCH", "UNRESOLVED_HOLDING", "VALUE_UNKNOWN"),
    *("CURRENCY_UNKNOWN", "OPTION", "SHORT_POSITION", "PENDING_ACTIVITY"),
}


def plain(number: object) -> str | None:
    return None if number is None else f"{number:f}"


@pytest.mark.parametrize("name", EXPECTED)
def test_file_gives_what_is_expected(name: str) -> None:
    expected = EXPECTED[name]
    result = read_file((FILES / name).read_bytes())
    assert result.accepted
    positions = [
        [p.symbol, *map(plain, (p.quantity, p.market_value, p.cost_basis)), p.currency, p.account]
        for p in result.positions
    ]
    assert positions == expected["positions"]
    assert [[c.symbol, plain(c.amount), c.currency] for c in result.cash] == expected["cash"]
    assert result.currency == expected["currency"]
    assert (str(result.as_of) if result.as_of else None) == expected["as_of"]
    assert sorted({issue.code for issue in result.issues} & TELLING) == expected["told"]


def test_every_file_has_its_expectation() -> None:
    assert {path.name for path in FILES.glob("*.csv")} == set(EXPECTED)
    assert len(EXPECTED) >= 40


def test_names_in_capitals_are_no_tickers_where_others_are_not() -> None:
    result = read_file(b"Name,Quantity,Value\nBASF,10,452.00\nDeutsche Post AG,5,200.00\n")
    assert not result.positions
    assert sum(issue.code == "UNRESOLVED_HOLDING" for issue in result.issues) == 2


def test_a_share_class_in_brackets_is_no_symbol() -> None:
    result = read_file(b"Name,Quantity,Value\niShares World (ACC),10,452.00\nBaba (ADR),5,200.00\n")
    assert not result.positions


def test_a_cost_in_another_currency_than_the_value_is_unknown_rather_than_mixed() -> None:
    titles = b"ISIN,Quantity,Open Price,Price,Currency,Value (EUR)\n"
    (position,) = read_file(titles + b"US0378331005,10,150,200,USD,1818.18\n").positions
    assert (position.currency, position.cost_basis) == ("EUR", None)
