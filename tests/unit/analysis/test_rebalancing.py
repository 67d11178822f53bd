"""By hand: a portfolio of 10,000 in two funds and its trades to the cent."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from econlens.analysis.model_portfolios import MODEL_WEIGHTS
from econlens.analysis.rebalance import suggest_adjustments
from econlens.analysis.rebalance_report import RebalancePlan
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.errors import RuleViolationError
from econlens.domain.holding import Holding
from econlens.domain.rebalancing import (
    LimitKind,
    Limits,
    RebalancePolicy,
    Rule,
    Side,
    TargetKind,
    ToleranceBands,
    TradingCosts,
)
from econlens.domain.thresholds import MAX_SCORE
from econlens.domain.user import RiskTolerance
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holding,
    us_bonds,
    us_market,
    us_stock,
)

SIXTY_FORTY = {"VTI": 0.6, "BND": 0.4}
EXACT = ToleranceBands(absolute=0, relative=0)


def priced(one: Holding, price: str) -> Holding:
    return replace(one, price=Decimal(price), quantity=one.market_value / Decimal(price))


def plan(holdings: list[Holding], **policy: Any) -> RebalancePlan:
    return suggest_adjustments(holdings, RebalancePolicy(**policy), currency="USD")


def to_sixty_forty(holdings: list[Holding], **policy: Any) -> RebalancePlan:
    return plan(holdings, target=TargetKind.HOLDING_WEIGHTS, weights=SIXTY_FORTY, **policy)


def trades(found: RebalancePlan) -> dict[str, Decimal]:
    signs = {Side.BUY: 1, Side.SELL: -1}
    return {one.symbol: signs[one.side] * one.amount for one in found.adjustments}


def test_a_holding_outside_its_band_goes_back_to_half_of_it() -> None:
    # The bands are 5 points; 70 % goes to 62.5, 30 % to 37.5.
    found = to_sixty_forty([us_market(7000), us_bonds(3000)])
    assert trades(found) == {"VTI": Decimal("-750.00"), "BND": Decimal("750.00")}
    assert [one.rules for one in found.adjustments] == [(Rule.OUTSIDE_BAND,)] * 2
    assert found.turnover == pytest.approx(0.075)


def test_within_the_bands_nothing_is_suggested() -> None:
    found = to_sixty_forty([us_market(6400), us_bonds(3600)])
    assert found.adjustments == ()
    assert "no adjustment is suggested" in found.notes[0]
    assert found.before == found.after


def test_the_relative_band_holds_for_small_targets() -> None:
    # A quarter of 4 % is 1 point, so 5.5 % is outside.
    stock = us_stock("AAPL", 550)
    found = plan(
        [us_market(9450), stock],
        target=TargetKind.HOLDING_WEIGHTS,
        weights={"VTI": 0.96, "AAPL": 0.04},
    )
    assert trades(found) == {"AAPL": Decimal("-100.00"), "VTI": Decimal("100.00")}


def test_without_bands_trades_go_to_the_target() -> None:
    found = to_sixty_forty([us_market(7000), us_bonds(3000)], bands=EXACT)
    assert trades(found) == {"VTI": Decimal("-1000.00"), "BND": Decimal("1000.00")}


def test_money_to_invest_goes_to_what_is_below_target() -> None:
    # Of 11,000: 6,600 and 4,400 are wanted; both are within their bands, so only money moves.
    found = to_sixty_forty([us_market(6090), us_bonds(3910)], cash_flow=Decimal(1000))
    assert trades(found) == {"VTI": Decimal("510.00"), "BND": Decimal("490.00")}
    assert found.cash_left == 0
    assert all(one.rules == (Rule.CASH_FLOW,) for one in found.adjustments)


def test_a_withdrawal_is_taken_from_cash_first_where_the_target_keeps_cash() -> None:
    found = plan([us_market(9000), cash(1000)], cash_flow=Decimal(-600))
    assert found.adjustments == ()
    assert found.cash_left == 400


def test_and_from_what_is_held_after_that() -> None:
    found = plan([us_market(9000), cash(1000)], cash_flow=Decimal(-1600))
    assert trades(found) == {"VTI": Decimal("-600.00")}
    assert found.cash_left == 0


def test_buying_only_is_scaled_to_the_money_there_is() -> None:
    # Missing to 5,500 each of 11,000: 2,500 and nothing; 1,000 is all there is.
    found = plan(
        [us_market(8000), us_bonds(2000)],
        target=TargetKind.EQUAL_WEIGHT,
        buy_only=True,
        cash_flow=Decimal(1000),
    )
    assert trades(found) == {"BND": Decimal("1000.00")}


def test_costs_come_out_of_the_portfolio_to_the_cent() -> None:
    costs = TradingCosts(per_trade=Decimal(5), rate=Decimal("0.001"))
    found = to_sixty_forty([us_market(7000), us_bonds(3000)], bands=EXACT, costs=costs)
    sold, bought = -trades(found)["VTI"], trades(found)["BND"]
    assert found.cost == sum(one.cost for one in found.adjustments)
    assert found.cash_left == sold - bought - found.cost
    assert 0 <= found.cash_left < Decimal("0.05")
    assert found.total_after == 10000 - found.cost


def test_whole_shares_are_traded_and_what_is_left_stays_as_cash() -> None:
    vti, bnd = priced(us_market(7000), "350"), priced(us_bonds(3000), "75")
    found = to_sixty_forty([vti, bnd], bands=EXACT, whole_shares=True)
    # 1,000 is 2.86 shares to sell and 13.3 to buy: 3 for 1,050, 14 for 1,050.
    assert [(one.symbol, one.shares) for one in found.adjustments] == [("VTI", 3), ("BND", 14)]
    assert found.cash_left == 0


def test_trades_below_the_minimum_are_left_out() -> None:
    found = to_sixty_forty(
        [us_market(6010), us_bonds(3990)], bands=EXACT, minimum_trade=Decimal(50)
    )
    assert found.adjustments == ()


def test_what_is_not_in_the_target_is_sold_whole() -> None:
    found = to_sixty_forty([us_market(6000), us_bonds(3990), us_stock("AAPL", 10)])
    assert trades(found)["AAPL"] == -10
    assert Rule.NOT_IN_TARGET in found.adjustments[-1].rules or trades(found)["BND"] > 0


def test_only_what_is_over_its_limit_is_changed_by_the_limits() -> None:
    holdings = [us_stock("AAPL", 3000), us_market(4000), us_bonds(3000)]
    found = plan(holdings, limits=Limits(position=0.1))
    assert trades(found)["AAPL"] == Decimal("-2000.00")
    # What is set free goes to the funds in proportion, 4 to 3 but for a little.
    assert trades(found)["VTI"] == pytest.approx(Decimal("1142.86"), abs=Decimal(10))
    (over,) = found.over_limits
    assert (over.kind, over.key, over.weight) == (LimitKind.POSITION, "AAPL", pytest.approx(0.3))
    assert found.limits_not_held == ()
    assert found.after.score.value < found.before.score.value


def test_a_sector_limit_counts_what_funds_hold() -> None:
    holdings = [us_stock("MSFT", 3000), us_market(4000), us_bonds(3000)]
    # Technology: 30 % and a third of 40 %.
    found = plan(holdings, limits=Limits(sector=0.30))
    (over,) = found.over_limits
    assert over.weight == pytest.approx(0.3 + 0.33 * 0.4)
    sectors = {one.key: one.weight for one in found.after.exposures.sectors}
    assert sectors[Sector.INFORMATION_TECHNOLOGY] == pytest.approx(0.30, abs=1e-5)


def test_a_purchase_of_what_counts_towards_a_broken_limit_says_so() -> None:
    """Technology stocks are sold, and of what that frees some goes to a fund with some in it."""
    holdings = [us_stock("MSFT", 5000), us_market(4000), us_bonds(1000)]
    found = plan(holdings, limits=Limits(position=0.1, sector=0.4))
    bought = next(one for one in found.adjustments if one.symbol == "VTI")
    assert bought.side is Side.BUY
    assert "counts in part as Information technology too, which sales bring down" in bought.reason


def test_weights_that_count_money_coming_in_are_told_from_those_of_today() -> None:
    note = "the weights before are of today's total"
    holdings = [us_market(7000), us_bonds(3000)]
    assert any(note in one for one in to_sixty_forty(holdings, cash_flow=Decimal(500)).notes)
    assert not any(note in one for one in to_sixty_forty(holdings).notes)


def test_a_measure_above_a_sector_limit_that_is_held_is_explained() -> None:
    """What 40 % frees goes to the others as 1 to 4: 40 of the 52 in shares are technology."""
    holdings = [us_stock("A", 5000), us_stock("E", 1000, Sector.ENERGY), us_bonds(4000)]
    found = plan(holdings, limits=Limits(sector=0.4))
    assert found.limits_not_held == ()
    assert found.after.diversification.largest_sector.value == pytest.approx(40 / 52, abs=0.005)
    assert any("sector limit of 40 % is one of the whole portfolio" in one for one in found.notes)
    assert not any("sector limit" in note for note in plan(holdings).notes)


def test_limits_that_cannot_be_held_are_named_with_the_reason() -> None:
    found = plan(equal_stocks(5), limits=Limits(position=0.1))
    assert {one.key for one in found.limits_not_held} == {f"S{index}" for index in range(5)}
    assert "nowhere else to go" in found.limits_not_held[0].reason
    assert found.adjustments == ()


def test_what_may_not_be_sold_is_named_as_the_reason() -> None:
    holdings = [us_stock("AAPL", 3000), us_market(7000)]
    found = plan(holdings, limits=Limits(position=0.1), never_sell=frozenset({"AAPL"}))
    (left,) = found.limits_not_held
    assert "AAPL may not be sold" in left.reason
    assert found.adjustments == ()


def test_a_limit_missed_for_the_least_trade_says_so() -> None:
    holdings = [us_stock("AAPL", 1050), us_market(8950)]
    found = plan(holdings, limits=Limits(position=0.1), minimum_trade=Decimal(100))
    assert "below the minimum of 100.00" in found.limits_not_held[0].reason


def test_minimum_variance_and_risk_parity_lower_the_risk_of_a_stock_portfolio() -> None:
    holdings = [us_stock("AAPL", 8000), us_market(1000), us_bonds(1000)]
    for target in (TargetKind.MINIMUM_VARIANCE, TargetKind.RISK_PARITY):
        found = plan(holdings, target=target)
        change = {one.key: one for one in found.changes}["annual_volatility"]
        assert change.before is not None
        assert change.after is not None
        assert change.after < change.before / 2


@pytest.mark.parametrize("tolerance", RiskTolerance)
def test_each_model_suits_its_risk_tolerance(tolerance: RiskTolerance) -> None:
    weights = MODEL_WEIGHTS[tolerance]
    assert sum(weights.values()) == pytest.approx(1)
    funds = [
        holding(category, 10000 * weight, AssetType.ETF, category, None, _region(category))
        for category, weight in weights.items()
    ]
    assert assess(funds, currency="USD").score.value <= MAX_SCORE[tolerance]


def _region(category: Category) -> Region:
    abroad = {
        Category.INTERNATIONAL_DEVELOPED: Region.DEVELOPED_INTERNATIONAL,
        Category.EMERGING_MARKETS: Region.EMERGING_MARKETS,
    }
    return abroad.get(category, Region.US)


def test_a_model_names_a_fund_for_each_category_that_is_missing() -> None:
    example = holding(
        "VWO", 0, AssetType.ETF, Category.EMERGING_MARKETS, None, Region.EMERGING_MARKETS
    )
    found = suggest_adjustments(
        [us_market(10000)],
        RebalancePolicy(target=TargetKind.RISK_TOLERANCE, bands=EXACT),
        currency="USD",
        examples={Category.EMERGING_MARKETS: example},
    )
    assert trades(found)["VWO"] == Decimal("700.00")
    assert found.adjustments[-1].shares is None
    # What has no example stays as cash, and that is said.
    assert found.cash_left > 5000


def test_options_and_shorts_stay_as_they_are() -> None:
    option = holding("AAPL250620C", 500, AssetType.OPTION)
    short = us_stock("TSLA", -1000)
    found = to_sixty_forty([us_market(8000), us_bonds(2500), option, short], bands=EXACT)
    assert set(trades(found)) == {"VTI", "BND"}
    assert "AAPL250620C, TSLA" in found.notes[-1]
    # 10,000 without the 500 of the option and with the 1,000 owed: 10,500 to spread.
    assert trades(found)["VTI"] == Decimal(6300) - 8000


REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"cash_flow": Decimal(-10000)}, "WITHDRAWAL_TOO_LARGE"),
    ({"cash_flow": Decimal(-20000)}, "WITHDRAWAL_TOO_LARGE"),
    ({"cash_flow": Decimal(-100), "buy_only": True}, "WITHDRAWAL_NOT_COVERED"),
    ({"cash_flow": Decimal(-4000), "never_sell": frozenset({"VTI"})}, "WITHDRAWAL_NOT_COVERED"),
    ({"never_sell": frozenset({"VIT"})}, "UNKNOWN_SYMBOL"),
    ({"weights": SIXTY_FORTY}, "WEIGHTS_NOT_USED"),
    ({"target": TargetKind.HOLDING_WEIGHTS}, "WEIGHTS_SUM"),
    ({"target": TargetKind.HOLDING_WEIGHTS, "weights": {"VTI": 0.9}}, "WEIGHTS_SUM"),
    ({"target": TargetKind.HOLDING_WEIGHTS, "weights": {"VTI": 2, "BND": -1}}, "NEGATIVE_WEIGHT"),
    ({"target": TargetKind.HOLDING_WEIGHTS, "weights": {"XYZZY": 1}}, "UNKNOWN_SYMBOL"),
    ({"target": TargetKind.CATEGORY_WEIGHTS, "weights": {"us_tiny_cap": 1}}, "UNKNOWN_CATEGORY"),
]


@pytest.mark.parametrize(("policy", "code"), REFUSALS)
def test_what_cannot_be_asked_for_is_refused_with_what_to_do(
    policy: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleViolationError) as caught:
        plan([us_market(7000), us_bonds(3000)], **policy)
    assert code in {issue.code for issue in caught.value.issues}
    assert all(issue.suggested_fix for issue in caught.value.issues)


def test_a_portfolio_of_nothing_is_refused_unless_money_comes_in() -> None:
    with pytest.raises(RuleViolationError) as caught:
        plan([])
    assert caught.value.issues[0].code == "NOTHING_TO_REBALANCE"
    assert plan([], cash_flow=Decimal(100)).cash_left == 100


def test_only_cash_is_left_as_it_is() -> None:
    found = plan([cash(5000)], target=TargetKind.EQUAL_WEIGHT)
    assert found.adjustments == ()
    assert found.cash_left == 5000


def test_an_optimised_target_is_refused_for_thousands_of_holdings() -> None:
    with pytest.raises(RuleViolationError) as caught:
        plan(equal_stocks(1001), target=TargetKind.RISK_PARITY)
    assert [issue.code for issue in caught.value.issues] == ["TOO_MANY_HOLDINGS"]
