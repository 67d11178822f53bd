"""Every sample of a broker's export gives over HTTP what expected.json says."""

from decimal import Decimal

import httpx
import pytest

from tests.broker_samples import EXPECTED, SAMPLES, Held, expected_holdings
from tests.client import User, sign_up


@pytest.fixture(scope="module")
def ida(http: httpx.Client) -> User:
    return sign_up(http)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_stored_as_expected(ida: User, name: str) -> None:
    status = ida.upload((SAMPLES / name).read_bytes(), fileName=name)
    assert status["status"] == "completed", status["issues"]
    result = status["result"]
    (portfolio_id,) = result["portfolioIds"]
    portfolio = ida.call("GET", f"/portfolios/{portfolio_id}").json()
    rates = {rate["fromCurrency"]: Decimal(rate["rate"]) for rate in result["rates"]}
    expected = expected_holdings(name, portfolio["currency"], rates)
    states_values = EXPECTED[name]["kind"] != "activities"
    stored = {
        asset["symbol"]: Held(
            quantity=None if asset["assetType"] == "cash" else Decimal(asset["shares"]),
            value=Decimal(asset["dollarAmount"]) if states_values else None,
        )
        for asset in portfolio["assets"]
    }
    assert stored == expected
    assert portfolio["asOf"] == EXPECTED[name]["as_of"]
    if states_values:
        total = sum(held.value for held in expected.values() if held.value is not None)
        assert Decimal(portfolio["totalValue"]) == Decimal(result["totalValue"]) == total


@pytest.mark.parametrize(
    ("name", "currencies"),
    [
        ("ibkr_activity.csv", {"CAD": "default"}),
        ("wealthsimple.csv", {"USD": "default"}),
        ("wealthfolio_holdings.csv", {"CAD": "default"}),
        ("yahoo.csv", {"EUR": "default"}),
        ("schwab.csv", {}),
    ],
)
def test_the_answer_says_by_which_rates_it_was_converted(
    ida: User, name: str, currencies: dict[str, str]
) -> None:
    result = ida.upload((SAMPLES / name).read_bytes(), fileName=name, validateOnly=True)["result"]
    assert {rate["fromCurrency"]: rate["source"] for rate in result["rates"]} == currencies


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
