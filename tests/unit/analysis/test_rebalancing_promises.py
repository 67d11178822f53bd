"""What holds for every portfolio and every policy: money, weights, what may not be sold, limits."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from econlens.analysis.rebalance import suggest_adjustments
from econlens.analysis.rebalance_report import RebalancePlan
from econlens.domain.assets import AssetType, Category
from econlens.domain.errors import RuleViolationError
from econlens.domain.holding import Holding
from econlens.domain.rebalancing import (
    LimitKind,
    Limits,
    RebalancePolicy,
    Side,
    TargetKind,
    ToleranceBands,
    TradingCosts,
)
from tests.unit.analysis.example_holdings import holdings_of_any_kind

WITHOUT_WEIGHTS = [
    TargetKind.RISK_TOLERANCE,
    TargetKind.EQUAL_WEIGHT,
    TargetKind.MINIMUM_VARIANCE,
    TargetKind.RISK_PARITY,
    TargetKind.WITHIN_LIMITS,
]
some_limit = st.none() | st.sampled_from([0.05, 0.1, 0.25, 0.4, 0.8])
limits = st.builds(
    Limits, position=some_limit, sector=some_limit, region=some_limit, category=some_limit
)
money = st.integers(0, 500_000).map(lambda cents: Decimal(cents) / 100)
costs = st.builds(
    TradingCosts,
    per_trade=st.sampled_from([Decimal(0), Decimal("4.95")]),
    rate=st.sampled_from([Decimal(0), Decimal("0.0025")]),
)


@st.composite
def priced_holdings(draw: st.DrawFn) -> list[Holding]:
    holdings = draw(holdings_of_any_kind(max_size=10, shorts=draw(st.booleans())))
    prices = draw(st.lists(st.none() | st.integers(100, 50_000), min_size=10, max_size=10))
    return [_at(one, price) for one, price in zip(holdings, prices, strict=False)]


def _at(one: Holding, cents: int | None) -> Holding:
    if one.asset_type is AssetType.CASH:
        return replace(one, category=Category.CASH_EQUIVALENTS)
    if cents is None:
        return one
    price = Decimal(cents) / 100
    return replace(one, price=price, quantity=one.market_value / price)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Holding], RebalancePolicy]:
    holdings = draw(priced_holdings())
    symbols = [one.symbol for one in holdings]
    policy = RebalancePolicy(
        target=draw(st.sampled_from(WITHOUT_WEIGHTS)),
        limits=draw(limits),
        bands=draw(st.sampled_from([ToleranceBands(), ToleranceBands(absolute=0, relative=0)])),
        minimum_trade=draw(st.sampled_from([Decimal(0), Decimal(100)])),
        whole_shares=draw(st.booleans()),
        cash_flow=draw(money) * draw(st.sampled_from([0, 1, -1])),
        never_sell=frozenset(draw(st.lists(st.sampled_from(symbols), max_size=2))),
        buy_only=draw(st.booleans()),
        costs=draw(costs),
    )
    return holdings, policy


def plan_of(holdings: list[Holding], policy: RebalancePolicy) -> RebalancePlan:
    try:
        return suggest_adjustments(holdings, policy, currency="USD")
    except RuleViolationError:
        assume(False)
        raise


@given(cases())
def test_cash_is_conserved_to_the_cent(case: tuple[list[Holding], RebalancePolicy]) -> None:
    holdings, policy = case
    found = plan_of(holdings, policy)
    assert found.cash_left == (
        found.cash_before + policy.cash_flow - found.bought + found.sold - found.cost
    )
    assert sum(one.value_after for one in found.weights) == found.total_after
    assert found.total_after == found.total_before + policy.cash_flow - found.cost
    # Nobody is sent into debt: what is owed at the end was owed before.
    assert found.cash_left >= min(found.cash_before + min(policy.cash_flow, Decimal(0)), 0) - 50


@given(cases())
def test_weights_sum_to_one(case: tuple[list[Holding], RebalancePolicy]) -> None:
    found = plan_of(*case)
    assert sum(one.after for one in found.weights) == pytest.approx(1)


@given(cases())
def test_nothing_is_sold_that_may_not_be_or_is_not_held(
    case: tuple[list[Holding], RebalancePolicy],
) -> None:
    holdings, policy = case
    found = plan_of(holdings, policy)
    held = {one.symbol: one for one in holdings}
    for one in found.adjustments:
        assert one.amount > 0
        assert one.amount >= policy.minimum_trade
        if one.side is Side.SELL:
            assert not policy.buy_only
            assert one.symbol not in policy.never_sell
            assert one.amount <= held[one.symbol].market_value
            quantity = held[one.symbol].quantity
            assert (
                one.shares is None or quantity is None or one.shares <= quantity + Decimal("1e-6")
            )
        assert held[one.symbol].asset_type not in {AssetType.OPTION, AssetType.CASH}
        assert one.reason.endswith(".")
        assert one.rules


@given(cases())
def test_every_limit_holds_or_is_named(case: tuple[list[Holding], RebalancePolicy]) -> None:
    """Told from the report after, which knows nothing of the plan's own arithmetic."""
    holdings, policy = case
    assume(all(one.market_value > 0 for one in holdings))
    found = plan_of(holdings, policy)
    assume(found.cash_left >= 0)
    named = {(one.kind, one.key) for one in found.limits_not_held}
    slack = 2e-6 + 0.05 * len(holdings) / float(found.total_after)
    checks = (
        (LimitKind.SECTOR, policy.limits.sector, found.after.exposures.sectors),
        (LimitKind.REGION, policy.limits.region, found.after.exposures.regions),
        (LimitKind.CATEGORY, policy.limits.category, found.after.exposures.categories),
    )
    free = {"not_equity", "unclassified", "global", "cash_equivalents"}
    for kind, limit, exposures in checks:
        for exposure in exposures:
            if limit is not None and exposure.key not in free and exposure.weight > limit + slack:
                assert (kind, exposure.key) in named
    largest = found.after.concentration.largest_position.value
    cap = policy.limits.position
    if cap is not None and largest is not None and largest > cap + slack:
        assert any(kind is LimitKind.POSITION for kind, _ in named)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_holdings_does_not_matter(
    case: tuple[list[Holding], RebalancePolicy], random: object
) -> None:
    holdings, policy = case
    found = plan_of(holdings, policy)
    shuffled = list(holdings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert plan_of(shuffled, policy).adjustments == found.adjustments


@given(cases())
def test_a_balanced_portfolio_gets_no_trades(case: tuple[list[Holding], RebalancePolicy]) -> None:
    holdings, policy = case
    policy = replace(
        policy,
        target=TargetKind.EQUAL_WEIGHT if policy.whole_shares else policy.target,
        whole_shares=False,
        costs=TradingCosts(),
        minimum_trade=Decimal(1),
        buy_only=False,
        bands=ToleranceBands(),
    )
    assume(policy.target is not TargetKind.RISK_TOLERANCE)
    # What is worth nothing is not optimised over, until something of it is bought.
    assume(all(one.market_value != 0 for one in holdings))
    # Below this, the rounding of cents alone moves weights out of bands and over limits.
    assume(sum(one.market_value for one in holdings) > 1000)
    first = plan_of(holdings, policy)
    after = {one.symbol: one.value_after for one in first.weights}
    balanced = [
        replace(one, market_value=after[one.symbol], quantity=None)
        for one in holdings
        if after.get(one.symbol) and one.asset_type is not AssetType.CASH
    ]
    # What was sold out is no longer there to be optimised over.
    assume(len(balanced) == sum(one.asset_type is not AssetType.CASH for one in holdings))
    if first.cash_left > 0:
        balanced.append(
            Holding(
                symbol="CASH", name="Cash", asset_type=AssetType.CASH, market_value=first.cash_left
            )
        )
    assume(first.limits_not_held == ())
    still_kept = frozenset(one.symbol for one in balanced) & policy.never_sell
    again = plan_of(balanced, replace(policy, cash_flow=Decimal(0), never_sell=still_kept))
    assert again.adjustments == ()
