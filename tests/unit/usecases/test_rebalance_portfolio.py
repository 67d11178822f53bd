from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from econlens.domain.errors import InvalidRequestError, NotFoundError, RuleViolationError
from econlens.domain.preferences import Preferences, RebalancingPreferences, RebalancingTarget
from econlens.domain.prices import PriceSeries
from econlens.domain.rebalancing import Limits, PolicyWishes, TargetKind
from econlens.domain.user import Caller, RiskTolerance
from econlens.usecases.assess_risk import assess_risk
from econlens.usecases.compare_portfolios import compare_portfolios
from econlens.usecases.rebalance_portfolio import policy_of, rebalance_portfolio
from tests.factories import a_draft, a_holding
from tests.fakes import FixedClock
from tests.in_memory_store import InMemoryPortfolioStore, InMemoryTransactions

NO_WISHES = PolicyWishes()
TWO_STOCKS = (a_holding(), a_holding(symbol="MSFT", market_value=Decimal("500.00")))


def a_store() -> tuple[InMemoryPortfolioStore, Caller]:
    user_id = uuid4()
    with InMemoryTransactions(FixedClock())(user_id) as store:
        return store, Caller(user_id=user_id, risk_tolerance=RiskTolerance.CONSERVATIVE)


def test_what_is_not_wished_for_is_as_the_preferences_have_it() -> None:
    usual = RebalancingPreferences(
        target=RebalancingTarget.RISK_PARITY,
        absolute_band=0.02,
        minimum_trade=Decimal(7),
        whole_shares=True,
    )
    preferences = replace(Preferences(), rebalancing=usual)
    policy = policy_of(NO_WISHES, preferences, RiskTolerance.AGGRESSIVE)
    assert policy.target is TargetKind.RISK_PARITY
    assert (policy.bands.absolute, policy.bands.relative) == (0.02, 0.25)
    assert (policy.minimum_trade, policy.whole_shares) == (7, True)
    assert policy.risk_tolerance is RiskTolerance.AGGRESSIVE
    assert policy.limits == Limits(position=0.10, sector=0.40)


def test_what_is_wished_for_goes_before_the_preferences() -> None:
    wishes = PolicyWishes(
        target=TargetKind.EQUAL_WEIGHT, limits=Limits(), minimum_trade=Decimal(0), buy_only=True
    )
    policy = policy_of(wishes, Preferences(), RiskTolerance.MODERATE)
    assert policy.target is TargetKind.EQUAL_WEIGHT
    assert policy.limits == Limits()
    assert (policy.minimum_trade, policy.buy_only) == (0, True)


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"cash_flow": Decimal("NaN")}, "cashFlow"),
        ({"cash_flow": Decimal("1e999")}, "cashFlow"),
        ({"minimum_trade": Decimal(-1)}, "minimumTrade"),
        ({"minimum_trade": Decimal("Infinity")}, "minimumTrade"),
    ],
)
def test_amounts_that_are_none_are_refused_by_name(wishes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        policy_of(PolicyWishes(**wishes), Preferences(), RiskTolerance.MODERATE)
    assert [issue.field for issue in caught.value.issues] == [field]


def test_adjustments_are_suggested_and_nothing_is_changed() -> None:
    store, caller = a_store()
    portfolio = store.add_portfolio(a_draft(holdings=TWO_STOCKS))
    wishes = PolicyWishes(target=TargetKind.EQUAL_WEIGHT, limits=Limits())
    plan = rebalance_portfolio(store, caller, portfolio.id, wishes)
    assert [(one.symbol, one.side) for one in plan.adjustments] == [
        ("AAPL", "sell"),
        ("MSFT", "buy"),
    ]
    assert plan.before.score.risk_tolerance is RiskTolerance.CONSERVATIVE
    assert store.get_portfolio(portfolio.id) == portfolio


def test_a_model_brings_funds_for_what_is_not_held() -> None:
    store, caller = a_store()
    portfolio = store.add_portfolio(a_draft(holdings=TWO_STOCKS))
    wishes = PolicyWishes(target=TargetKind.RISK_TOLERANCE)
    plan = rebalance_portfolio(store, caller, portfolio.id, wishes)
    assert {"VEA", "GOVT", "SCHP"} <= {one.symbol for one in plan.adjustments}


def test_weights_may_name_what_is_known_but_not_held() -> None:
    store, caller = a_store()
    portfolio = store.add_portfolio(a_draft(holdings=TWO_STOCKS))
    weights = {"AAPL": 0.5, "BND": 0.5}
    wishes = PolicyWishes(target=TargetKind.HOLDING_WEIGHTS, weights=weights, limits=Limits())
    plan = rebalance_portfolio(store, caller, portfolio.id, wishes)
    assert "BND" in {one.symbol for one in plan.adjustments}


def test_anothers_portfolio_is_not_there() -> None:
    store, caller = a_store()
    with pytest.raises(NotFoundError):
        rebalance_portfolio(store, caller, uuid4(), NO_WISHES)
    with pytest.raises(NotFoundError):
        compare_portfolios(store, [uuid4(), uuid4()])


def test_portfolios_are_compared_in_the_order_of_their_ids() -> None:
    store, _ = a_store()
    one = store.add_portfolio(a_draft(name="One"))
    other = store.add_portfolio(a_draft(name="Other", holdings=TWO_STOCKS))
    report = compare_portfolios(store, [other.id, one.id])
    assert [(figures.id, figures.name) for figures in report.portfolios] == [
        (other.id, "Other"),
        (one.id, "One"),
    ]


def test_a_portfolio_is_not_compared_with_itself() -> None:
    store, _ = a_store()
    one = store.add_portfolio(a_draft())
    with pytest.raises(RuleViolationError) as caught:
        compare_portfolios(store, [one.id, one.id])
    assert caught.value.issues[0].code == "PORTFOLIO_REPEATED"


def history(seed: int, daily: float) -> PriceSeries:
    moves = np.random.default_rng(seed).normal(0, daily, 300)
    days = tuple(date(2024, 1, 1) + timedelta(days=offset) for offset in range(300))
    return PriceSeries(days=days, closes=tuple((100 * np.cumprod(1 + moves)).tolist()))


def test_prices_decide_what_moves_least() -> None:
    """By asset class the two stocks are the same; by their prices one is four times as wild."""
    transactions = InMemoryTransactions(FixedClock())
    user_id = uuid4()
    caller = Caller(user_id=user_id, risk_tolerance=RiskTolerance.MODERATE)
    wishes = PolicyWishes(
        target=TargetKind.MINIMUM_VARIANCE, limits=Limits(), minimum_trade=Decimal(0)
    )
    with transactions(user_id) as store:
        portfolio_id = store.add_portfolio(a_draft(holdings=TWO_STOCKS)).id
        alike = rebalance_portfolio(store, caller, portfolio_id, wishes)
    with transactions.prices() as prices:
        prices.replace_prices({"AAPL": history(1, 0.04), "MSFT": history(2, 0.01)})
    with transactions(user_id) as store:
        by_prices = rebalance_portfolio(store, caller, portfolio_id, wishes)
        report = assess_risk(store, caller, portfolio_id)
    assert [one.target for one in alike.weights if one.symbol != "CASH"] == pytest.approx([0.5] * 2)
    targets = {one.symbol: one.target for one in by_prices.weights}
    assert targets["MSFT"] > 0.85
    assert any("asset classes alone" in note for note in alike.notes)
    assert any(
        "2 of 2 holdings move together is estimated from" in note for note in by_prices.notes
    )
    assert report.risk.from_prices is not None
    assert report.risk.from_prices.covered == 1
