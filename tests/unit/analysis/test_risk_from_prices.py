"""Risk from prices: which are used, what they tell, and every bad kind of history."""

import dataclasses
import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.covariance import (
    factor_model,
    portfolio_volatility,
    risk_contributions,
)
from econlens.analysis.positions import gather_positions
from econlens.analysis.price_window import LEAST_RETURNS, choose_prices
from econlens.analysis.priced_covariance import priced_model
from econlens.analysis.report import Basis, Measure, PriceRisk, RiskReport
from econlens.analysis.risk import assess
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries, PriceSource
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
)
from tests.unit.analysis.test_risk_report import numbers_in

START = date(2023, 1, 2)
MIXED = [us_market(60), us_bonds(40)]


def weekdays(count: int, start: date = START) -> tuple[date, ...]:
    days = (start + timedelta(days=offset) for offset in range(2 * count + 7))
    return tuple(day for day in days if day.weekday() < 5)[:count]


def series(
    returns: np.ndarray, start: date = START, source: PriceSource = PriceSource.FILE
) -> PriceSeries:
    closes = 100 * np.cumprod(np.concatenate([[1.0], 1 + returns]))
    return PriceSeries(
        days=weekdays(len(closes), start), closes=tuple(closes.tolist()), source=source
    )


def noise(seed: int, count: int = 500, daily: float = 0.01) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0003, daily, count)


def report_of(holdings: list[Holding], prices: dict[str, PriceSeries]) -> RiskReport:
    return assess(holdings, currency="USD", prices=prices)


def priced(holdings: list[Holding], prices: dict[str, PriceSeries]) -> PriceRisk:
    found = report_of(holdings, prices).risk.from_prices
    assert found is not None
    return found


def value(measure: Measure) -> float:
    assert measure.value is not None
    return measure.value


def test_one_holding_has_the_volatility_of_its_prices_by_hand() -> None:
    """+1 % and −1 % in turn: 1 % a day, 261 weekdays a year."""
    found = priced([us_market(100)], {"VTI": series(np.array([0.01, -0.01] * 100))})
    per_year = 200 * 365.25 / (weekdays(201)[-1] - START).days
    assert value(found.annual_volatility) == pytest.approx(0.01 * math.sqrt(per_year), rel=1e-6)
    assert found.observations == 200
    assert (found.start, found.end) == (START, weekdays(201)[-1])
    assert found.covered == 1
    assert value(found.max_drawdown) == pytest.approx(1 - (0.99 * 1.01) ** 99 * 0.99, rel=1e-6)


def test_two_holdings_by_numpys_covariance() -> None:
    """Two assets have one correlation, so nothing is shrunk."""
    returns = [noise(1), noise(2, daily=0.004)]
    found = priced(MIXED, {"VTI": series(returns[0]), "BND": series(returns[1])})
    sample = np.cov(np.array(returns), ddof=0)
    years = (weekdays(501)[-1] - START).days / 365.25
    expected = math.sqrt(np.array([0.6, 0.4]) @ sample @ np.array([0.6, 0.4]) * 500 / years)
    assert value(found.annual_volatility) == pytest.approx(expected, rel=1e-9)
    assert found.shrinkage == 0


def test_prices_say_what_they_cover_and_where_they_are_from() -> None:
    found = priced(MIXED, {"VTI": series(noise(1), source=PriceSource.TIINGO)})
    assert found.covered == pytest.approx(0.6)
    assert found.sources == (PriceSource.TIINGO,)
    for measure in (found.annual_volatility, found.value_at_risk, found.max_drawdown):
        assert measure.basis is Basis.PRICES
        assert measure.covered == pytest.approx(0.6)
        assert "500 returns between 2023-01-02 and" in measure.explanation
        assert "cover 60.0 %; the rest by asset class" in measure.explanation


def test_prices_change_no_figure_from_asset_classes_and_not_the_score() -> None:
    with_prices = report_of(MIXED, {"VTI": series(noise(1, daily=0.05))})
    without = report_of(MIXED, {})
    assert with_prices.score == without.score
    assert with_prices.warnings == without.warnings
    plain = [dataclasses.replace(one, priced_volatility=None) for one in with_prices.risk.positions]
    assert tuple(plain) == without.risk.positions
    assert without.risk == dataclasses.replace(
        with_prices.risk,
        positions=without.risk.positions,
        price_coverage=without.risk.price_coverage,
        from_prices=None,
    )


def test_each_holding_tells_the_volatility_of_its_own_prices() -> None:
    one, other = report_of(MIXED, {"VTI": series(noise(1))}).risk.positions
    assert one.priced_volatility == pytest.approx(0.01 * math.sqrt(261), rel=0.1)
    assert other.priced_volatility is None


def test_monthly_closes_give_a_yearly_volatility_too() -> None:
    days = tuple(date(2015 + month // 12 + 6, month % 12 + 1, 28) for month in range(62))
    moves = noise(4, 61, 0.04)
    closes = tuple((100 * np.cumprod(np.concatenate([[1.0], 1 + moves]))).tolist())
    found = priced([us_market(1)], {"VTI": PriceSeries(days=days, closes=closes)})
    assert found.observations == 60  # five years back from the last
    assert value(found.annual_volatility) == pytest.approx(0.04 * math.sqrt(12), rel=0.25)


def test_no_return_spans_a_gap() -> None:
    early, late = series(noise(1, 100)), series(noise(2, 100), date(2024, 1, 1))
    jump = PriceSeries(
        days=early.days + late.days, closes=early.closes + tuple(x * 1.5 for x in late.closes)
    )
    found = priced([us_market(1)], {"VTI": jump})
    assert found.observations == 200
    assert value(found.annual_volatility) == pytest.approx(0.16, rel=0.15)


BAD = {
    "one observation": PriceSeries(days=(START,), closes=(100.0,)),
    "none": PriceSeries(days=(), closes=()),
    "zeros": PriceSeries(days=weekdays(200), closes=(100.0, 0.0) * 100),
    "nan": PriceSeries(days=weekdays(200), closes=(100.0, math.nan) * 100),
    "infinite": PriceSeries(days=weekdays(200), closes=(100.0, math.inf) * 100),
    "negative": PriceSeries(days=weekdays(200), closes=(100.0, -1.0) * 100),
    "out of order": PriceSeries(days=weekdays(200)[::-1], closes=(100.0, 101.0) * 100),
    "twice a day": PriceSeries(days=(START,) * 200, closes=(100.0, 101.0) * 100),
    "of two lengths": PriceSeries(days=weekdays(200), closes=(100.0, 101.0)),
    "a split": series(np.array([0.001] * 100 + [-0.5] + [0.001] * 100)),
    "too few": series(noise(1, LEAST_RETURNS - 1)),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_history_is_named_and_its_asset_class_counts(bad: PriceSeries) -> None:
    report = report_of(MIXED, {"VTI": bad})
    assert report.risk.from_prices is None
    assert any("not used" in note and "VTI" in note for note in report.notes)
    assert all(math.isfinite(number) for number in numbers_in(report))


def test_of_two_histories_without_common_days_the_larger_holdings_counts() -> None:
    prices = {"VTI": series(noise(1)), "BND": series(noise(2), date(2019, 1, 1))}
    report = report_of(MIXED, prices)
    assert report.risk.from_prices is not None
    assert report.risk.from_prices.covered == pytest.approx(0.6)
    assert any("BND share fewer than 60 days" in note for note in report.notes)


def test_prices_that_never_move_have_no_volatility_and_no_nan() -> None:
    report = report_of([us_market(1)], {"VTI": series(np.zeros(200))})
    assert report.risk.from_prices is not None
    assert report.risk.from_prices.annual_volatility.value == 0
    assert report.risk.from_prices.diversification_ratio.value is None
    assert all(math.isfinite(number) for number in numbers_in(report))


def test_what_is_short_and_priced_is_defined() -> None:
    prices = {"A": series(noise(1)), "VTI": series(noise(2))}
    for holdings in ([us_stock("A", -50), us_market(100)], [us_stock("A", -100), us_market(40)]):
        report = report_of(holdings, prices)
        assert all(math.isfinite(number) for number in numbers_in(report))


def test_prices_of_what_is_not_held_are_not_looked_at() -> None:
    assert report_of(MIXED, {"AAPL": BAD["nan"]}) == report_of(MIXED, {})


def test_a_stock_that_was_calm_calms_what_hangs_on_it_no_further_than_the_model_says() -> None:
    """An unpriced stock of the same market keeps its own risk however calm the priced fund was."""
    calm = priced([us_market(50), us_stock("A", 50)], {"VTI": series(noise(1, daily=0.0001))})
    own = math.sqrt(0.30**2 - 0.16**2)
    assert value(calm.annual_volatility) > 0.5 * own


@given(
    holdings_of_any_kind(shorts=True, max_size=8),
    st.integers(0, 2**16),
    st.floats(0.0005, 0.03),
)
def test_the_joint_covariance_is_symmetric_never_negative_and_what_it_says(
    holdings: list[Holding], seed: int, daily: float
) -> None:
    positions = gather_positions(holdings)
    model = factor_model(positions)
    rng = np.random.default_rng(seed)
    places = np.flatnonzero(rng.random(len(positions.symbols)) < 0.6)
    sample = np.atleast_2d(np.cov(rng.normal(0, daily, (len(places), 120)))) * 252
    if not places.size:
        return
    joint = priced_model(model, places, sample)
    covariance = joint.covariance()
    assert np.allclose(covariance, covariance.T)
    assert np.linalg.eigvalsh(covariance).min() >= -1e-10
    assert joint.volatilities() == pytest.approx(np.sqrt(np.diag(covariance)), abs=1e-9)
    weights = rng.normal(0.2, 0.3, len(positions.symbols))
    assert joint.marginal(weights) == pytest.approx(covariance @ weights, abs=1e-9)
    contributions = risk_contributions(weights, joint)
    assert contributions.sum() == pytest.approx(portfolio_volatility(weights, joint), abs=1e-7)


@given(st.permutations(range(4)), st.integers(0, 1000))
def test_the_order_of_holdings_does_not_matter(order: list[int], seed: int) -> None:
    holdings = [us_market(40), us_bonds(30), us_stock("A", 20), cash(10)]
    prices = {"VTI": series(noise(seed)), "A": series(noise(seed + 1))}
    assert report_of([holdings[place] for place in order], prices) == report_of(holdings, prices)


def test_hundreds_of_histories_are_bounded() -> None:
    holdings = equal_stocks(300)
    prices = {one.symbol: series(noise(index, 80)) for index, one in enumerate(holdings)}
    choice = choose_prices([one.symbol for one in holdings], prices)
    assert choice.window is not None
    assert len(choice.window.symbols) == 250
    assert any("come after the 250 largest that have prices" in note for note in choice.notes)
