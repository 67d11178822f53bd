"""Suggested adjustments and comparison over HTTP: amounts, refusals, and never a NaN."""

from typing import Any

import httpx
import pytest

from tests.client import User


def rebalance(user: User, portfolio_id: str, **policy: Any) -> httpx.Response:
    return user.call("POST", f"/portfolios/{portfolio_id}/rebalance", json=policy)


def test_trades_are_told_in_cents_and_money_is_conserved(user: User) -> None:
    weights = {"VTI": 0.5, "BND": 0.5}
    body = rebalance(
        user,
        user.create_portfolio(),
        target="holding_weights",
        weights=weights,
        bands={"absolute": 0, "relative": 0},
        limits={},
        cashFlow="1000.00",
        minimumTrade=0,
    ).json()
    trades = {(one["symbol"], one["side"]): one["amount"] for one in body["adjustments"]}
    assert trades == {("VTI", "sell"): "500.00", ("BND", "buy"): "1500.00"}
    assert (float(body["cashLeft"]), body["totalAfter"]) == (0, "11000.00")
    assert sum(one["after"] for one in body["weights"]) == pytest.approx(1)
    assert "no investment advice" in body["disclaimer"]
    assert body["before"]["score"]["value"] > body["after"]["score"]["value"]


def test_asking_changes_nothing(user: User) -> None:
    portfolio_id = user.create_portfolio()
    before = user.call("GET", f"/portfolios/{portfolio_id}").json()
    rebalance(user, portfolio_id, target="equal_weight")
    assert user.call("GET", f"/portfolios/{portfolio_id}").json() == before


@pytest.mark.parametrize(
    ("policy", "status", "code"),
    [
        ({"target": "get_rich"}, 400, "INVALID_VALUE"),
        ({"cashFlow": "NaN"}, 400, "AMOUNT_OUT_OF_RANGE"),
        ({"limits": {"position": 0}}, 400, "INVALID_VALUE"),
        ({"cashFlow": -20000}, 422, "WITHDRAWAL_TOO_LARGE"),
        ({"neverSell": ["VIT"]}, 422, "UNKNOWN_SYMBOL"),
        ({"target": "holding_weights", "weights": {"VTI": 0.6}}, 422, "WEIGHTS_SUM"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    user: User, policy: dict[str, Any], status: int, code: str
) -> None:
    response = rebalance(user, user.create_portfolio(), **policy)
    assert response.status_code == status
    assert code in {detail["code"] for detail in response.json()["details"]}


def test_limits_that_cannot_be_held_are_an_answer_with_reasons(user: User) -> None:
    assets = [{"symbol": symbol, "dollarAmount": 100} for symbol in ("AAPL", "MSFT")]
    portfolio_id = user.create_portfolio(assets=assets)
    body = rebalance(user, portfolio_id, limits={"position": 0.1}).json()
    assert {one["key"] for one in body["limitsNotHeld"]} == {"AAPL", "MSFT"}


def test_samples_are_compared(user: User) -> None:
    ids = user.call("POST", "/portfolios/samples").json()["portfolioIds"]
    response = user.call("POST", "/portfolios/compare", json={"portfolioIds": ids})
    body = response.json()
    assert [one["id"] for one in body["portfolios"]] == ids
    assert len(body["correlations"]) == len(body["growth"]["values"]) == 3
    assert len(body["pairs"]) == 3
    assert any("SYNTHETIC" in note for note in body["notes"])
    assert "NaN" not in response.text


def test_comparing_a_portfolio_with_itself_is_refused(user: User) -> None:
    portfolio_id = user.create_portfolio()
    body = {"portfolioIds": [portfolio_id, portfolio_id]}
    response = user.call("POST", "/portfolios/compare", json=body)
    assert response.status_code == 422
    assert response.json()["details"][0]["code"] == "PORTFOLIO_REPEATED"


@pytest.mark.parametrize("count", [0, 1, 11])
def test_two_to_ten_portfolios_are_asked_for(user: User, count: int) -> None:
    portfolio_id = user.create_portfolio()
    body = {"portfolioIds": [portfolio_id] * count}
    assert user.call("POST", "/portfolios/compare", json=body).status_code == 400


def test_anothers_portfolio_cannot_be_compared(user: User, stranger: User) -> None:
    body = {"portfolioIds": [user.create_portfolio(), stranger.create_portfolio()]}
    assert user.call("POST", "/portfolios/compare", json=body).status_code == 404


def test_a_portfolio_of_nothing_is_refused_by_name(user: User) -> None:
    body = {
        "portfolioIds": [user.create_portfolio(), user.create_portfolio(name="Void", assets=[])]
    }
    response = user.call("POST", "/portfolios/compare", json=body)
    assert response.status_code == 422
    assert "Void is worth nothing" in response.json()["details"][0]["message"]
