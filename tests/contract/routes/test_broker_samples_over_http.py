"""Every sample of a broker's export gives over HTTP what expected.json says."""

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.client import User, sign_up

SAMPLES = Path(__file__).parents[2] / "data" / "brokers"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
ONE_CURRENCY = {"USD", "EUR"}


@pytest.fixture(scope="module")
def ida(http: httpx.Client) -> User:
    return sign_up(http)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_stored_as_expected(ida: User, name: str) -> None:
    expected = EXPECTED[name]
    status = ida.upload((SAMPLES / name).read_bytes(), fileName=name)
    assert status["status"] == "completed", status["issues"]
    (portfolio_id,) = status["result"]["portfolioIds"]
    portfolio = ida.call("GET", f"/portfolios/{portfolio_id}").json()
    held = [asset for asset in portfolio["assets"] if asset["assetType"] != "cash"]
    quantities: defaultdict[str, Decimal] = defaultdict(Decimal)
    values: defaultdict[str, Decimal] = defaultdict(Decimal)
    for position in expected["positions"]:
        quantities[position["symbol"]] += Decimal(position["quantity"])
        if expected["kind"] != "activities":  # which state no values
            values[position["symbol"]] += Decimal(position["market_value"])
    assert {asset["symbol"]: Decimal(asset["shares"]) for asset in held} == quantities
    if expected["currency"] in ONE_CURRENCY and values:
        amounts = {asset["symbol"]: Decimal(asset["dollarAmount"]) for asset in held}
        assert amounts == values
        cash = sum(Decimal(row["amount"]) for row in expected.get("cash", ()))
        assert Decimal(portfolio["totalValue"]) == cash + sum(values.values())


@pytest.mark.parametrize(
    ("name", "broker", "spoken"),
    [
        ("etrade.csv", "etrade", "E*TRADE"),
        ("ibkr_activity.csv", "interactive_brokers", "Interactive Brokers"),
        ("trading212_pie.csv", "trading212", "Trading 212"),
        ("wealthfolio_holdings.csv", None, None),
    ],
)
def test_a_recognised_broker_is_named_as_it_writes_itself(
    ida: User, name: str, broker: str | None, spoken: str | None
) -> None:
    result = ida.upload((SAMPLES / name).read_bytes(), fileName=name, validateOnly=True)["result"]
    assert (result["broker"], result["brokerName"]) == (broker, spoken)
