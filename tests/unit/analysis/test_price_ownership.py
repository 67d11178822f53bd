"""Whose prices are used, and from which share of the value on."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.price_ownership import LEAST_COVERED
from econlens.analysis.rebalance import suggest_adjustments
from econlens.analysis.report import PriceCoverage
from econlens.analysis.synthetic_prices import synthetic_prices
from econlens.domain.assets import AssetType
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSource
from econlens.domain.rebalancing import RebalancePolicy, TargetKind
from econlens.reference.samples import sample_portfolios
from tests.unit.analysis.example_holdings import cash, us_bonds, us_market, us_stock
from tests.unit.analysis.test_risk_from_prices import noise, report_of, series

SAMPLE = list(sample_portfolios()[0].holdings)
INVENTED = dict(synthetic_prices(SAMPLE))
PRICES = {"VTI": series(noise(1))}


def coverage(*holdings: Holding) -> PriceCoverage:
    report = report_of(list(holdings), PRICES)
    found = report.risk.price_coverage
    assert (report.risk.from_prices is not None) == found.is_enough
    return found


def test_prices_of_half_the_value_are_enough() -> None:
    found = coverage(us_market(50), us_bonds(50))
    assert (found.covered, found.least, found.is_enough) == (0.5, LEAST_COVERED, True)
    assert found.text == "50.0 % of the value has prices."


def test_prices_of_less_give_no_figures_and_the_way_to_more() -> None:
    found = coverage(us_market(3.2), us_bonds(96.8))
    assert found.covered == pytest.approx(0.032)
    assert not found.is_enough
    assert found.text == (
        "There are no figures from prices, since these cover 3.2 % of the value; it takes 50.0 % "
        "of what is not cash."
    )
    assert found.how == (
        "To have them, run “econlens prices refresh” or “econlens prices import FILE”; with a file "
        "on the command line, add “--prices FILE”."
    )


def test_cash_needs_no_prices() -> None:
    found = coverage(us_market(30), us_bonds(20), cash(50))
    assert found.is_enough
    assert found.text == "30.0 % of the value has prices."


def test_a_short_position_counts_by_its_size() -> None:
    assert not coverage(us_market(40), us_bonds(30), us_stock("A", -30)).is_enough


def test_where_nothing_has_a_price_none_is_asked_for() -> None:
    for holdings in ([], [cash(100)]):
        found = coverage(*holdings)
        assert (found.covered, found.is_enough) == (0, False)
        assert found.text == "Nothing is held that has a market price."
        assert found.how == ""


def test_without_any_prices_the_way_to_them_is_told() -> None:
    found = report_of([us_market(100)], {}).risk.price_coverage
    assert found.text == "There are no figures from prices, since none can be used."
    assert found.how.startswith("To have them, run")


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_figures_are_given_exactly_from_the_least_share_on(
    priced: int, unpriced: int, money: int
) -> None:
    found = coverage(us_market(priced), us_bonds(unpriced), cash(money))
    assert found.is_enough == (priced > 0 and priced >= unpriced)
    total = priced + unpriced + money
    assert found.covered == pytest.approx(priced / total if total else 0)


def test_a_sample_is_measured_by_its_invented_prices_and_says_so() -> None:
    report = report_of(SAMPLE, INVENTED)
    assert report.risk.from_prices is not None
    assert report.risk.from_prices.sources == (PriceSource.SYNTHETIC,)
    assert any("SYNTHETIC: made up" in note for note in report.notes)


def test_the_same_symbols_at_other_prices_are_not_measured_by_invented_ones() -> None:
    mine = [replace(one, price=Decimal("1.23")) for one in SAMPLE]
    report = report_of(mine, INVENTED)
    assert report.risk == report_of(mine, {}).risk
    assert any("SYNTHETIC prices of BND" in note and "not used" in note for note in report.notes)
    unknown = [replace(one, price=None) for one in SAMPLE]
    assert report_of(unknown, INVENTED).risk.from_prices is None


def test_of_two_accounts_both_must_be_the_samples() -> None:
    twice = [*SAMPLE, replace(SAMPLE[0], price=Decimal("1.23"), account="2")]
    notes = report_of(twice, INVENTED).notes
    assert any("SYNTHETIC prices of VTI are" in note for note in notes)


def test_a_comparison_takes_invented_prices_only_where_all_are_the_samples() -> None:
    mine = tuple(replace(one, price=Decimal("1.23")) for one in SAMPLE)
    sides = [
        NamedPortfolio(name=name, currency="USD", holdings=holdings)
        for name, holdings in (("Sample", tuple(SAMPLE)), ("Mine", mine))
    ]
    report = compare(sides, INVENTED)
    assert [one.priced_share for one in report.portfolios] == [0, 0]
    assert any("SYNTHETIC prices of BND" in note for note in report.notes)
    assert compare([sides[0], sides[0]], INVENTED).portfolios[0].priced_share > 0.9


def test_optimisers_take_no_invented_prices_of_others_either() -> None:
    policy = RebalancePolicy(target=TargetKind.RISK_PARITY)
    mine = [replace(one, price=Decimal("1.23"), quantity=None) for one in SAMPLE]
    plans = [
        suggest_adjustments(held, policy, currency="USD", prices=INVENTED)
        for held in (SAMPLE, mine)
    ]
    assert "SYNTHETIC ones among them" in plans[0].notes[0]
    assert "from asset classes alone" in plans[1].notes[0]


def test_a_coin_is_not_measured_by_the_share_of_its_ticker() -> None:
    coin = replace(us_stock("SOL", 100), asset_type=AssetType.CRYPTO)
    fetched = {"SOL": series(noise(1), source=PriceSource.STOOQ)}
    report = report_of([coin], fetched)
    assert report.risk.from_prices is None
    assert any("prices of SOL are those of a listed share" in note for note in report.notes)
    assert report_of([coin], {"SOL": series(noise(1))}).risk.from_prices is not None
    assert report_of([us_stock("SOL", 100)], fetched).risk.from_prices is not None


def test_a_plan_tells_risk_from_prices_before_and_after() -> None:
    policy = RebalancePolicy(target=TargetKind.EQUAL_WEIGHT)
    with_prices = suggest_adjustments(SAMPLE, policy, currency="USD", prices=INVENTED)
    changes = {one.key: one for one in with_prices.changes}
    volatility = changes["from_prices_annual_volatility"]
    before, after = with_prices.before.risk.from_prices, with_prices.after.risk.from_prices
    assert before is not None
    assert after is not None
    assert (volatility.before, volatility.after) == (
        before.annual_volatility.value,
        after.annual_volatility.value,
    )
    assert volatility.before != volatility.after
    without = suggest_adjustments(SAMPLE, policy, currency="USD")
    assert not any(one.key.startswith("from_prices") for one in without.changes)
    assert with_prices.changes[: len(without.changes)] == without.changes


def test_after_buying_much_without_prices_risk_from_prices_is_unknown() -> None:
    policy = RebalancePolicy(target=TargetKind.HOLDING_WEIGHTS, weights={"VTI": 0.2, "BND": 0.8})
    found = suggest_adjustments(
        [us_market(60), us_bonds(40)], policy, currency="USD", prices=PRICES
    )
    changes = {one.key: one for one in found.changes}
    assert changes["from_prices_annual_volatility"].before is not None
    assert changes["from_prices_annual_volatility"].after is None
    assert found.after.risk.price_coverage.covered == pytest.approx(0.225, abs=0.01)
