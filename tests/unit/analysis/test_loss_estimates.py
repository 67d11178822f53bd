"""Losses in a bad month and the deepest fall: by hand, at the edges, and what always holds."""

import dataclasses
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.loss_estimates import (
    Shape,
    deepest_fall,
    month_conditional_value_at_risk,
    month_value_at_risk,
    monthly_shape,
)
from econlens.analysis.report import Basis, RiskEstimate, Unit
from econlens.analysis.risk import assess
from econlens.analysis.tail_risk import cornish_fisher_is_valid
from econlens.domain.assets import AssetType
from econlens.domain.holding import Holding
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holding,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
)


def risk_of(*holdings: Holding) -> RiskEstimate:
    return assess(holdings, currency="USD").risk


def fall_of(*holdings: Holding) -> float:
    value = risk_of(*holdings).max_drawdown.value
    assert value is not None
    return value


def test_a_month_of_us_shares_by_hand() -> None:
    """16 % a year is 4.6188 % a month; times 1.644854 and 2.062713."""
    risk = risk_of(us_market(100))
    assert risk.value_at_risk.value == pytest.approx(0.0759723, abs=1e-6)
    assert risk.conditional_value_at_risk.value == pytest.approx(0.0952726, abs=1e-6)
    assert risk.value_at_risk.unit is Unit.FRACTION
    assert risk.value_at_risk.basis is Basis.ASSET_CLASS


def test_each_loss_is_told_in_words() -> None:
    risk = risk_of(us_market(100))
    assert "In one month out of twenty the loss should be more than 7.6 %" in (
        risk.value_at_risk.explanation
    )
    assert "asset classes alone" in risk.max_drawdown.explanation


def test_the_tail_mean_is_that_of_the_bent_quantiles() -> None:
    shape = Shape(skew=-0.4, kurtosis=0.9)
    assert cornish_fisher_is_valid(np.array(shape.skew), np.array(shape.kurtosis))
    z = np.sort(np.random.default_rng(3).standard_normal(2_000_000))[:100_000]
    bent = (
        z
        + (z**2 - 1) * shape.skew / 6
        + (z**3 - 3 * z) * shape.kurtosis / 24
        - (2 * z**3 - 5 * z) * shape.skew**2 / 36
    )
    expected = -bent.mean() * 0.2 / np.sqrt(12)
    assert month_conditional_value_at_risk(0.2, shape) == pytest.approx(expected, rel=3e-3)
    assert month_value_at_risk(0.2, shape) > month_value_at_risk(0.2)


def test_the_shape_of_a_month_is_milder_than_that_of_a_day() -> None:
    days = np.random.default_rng(5).standard_t(6, 5000) / 100
    daily, monthly = monthly_shape(days, 12), monthly_shape(days, 252)
    assert monthly.kurtosis == pytest.approx(daily.kurtosis / 21)
    assert monthly.skew == pytest.approx(daily.skew / np.sqrt(21))


def test_a_shape_outside_the_domain_counts_as_normal() -> None:
    jump = np.array([0.0] * 99 + [0.5])
    assert monthly_shape(jump, 12) == Shape()
    assert monthly_shape(np.zeros(100), 252) == Shape()


@pytest.mark.parametrize(
    ("holdings", "low", "high"),
    [
        ((us_market(100),), 0.50, 0.62),
        ((us_market(60), us_bonds(40)), 0.25, 0.40),
        ((us_bonds(100),), 0.12, 0.25),
        ((cash(100),), 0.0, 0.02),
        ((us_stock("A", 100),), 0.70, 0.85),
        ((holding("C", 100, AssetType.OPTION),), 0.99, 1.0),
    ],
    ids=["shares", "sixty-forty", "bonds", "cash", "one stock", "an option"],
)
def test_the_deepest_fall_is_of_the_size_that_history_had(
    holdings: tuple[Holding, ...], low: float, high: float
) -> None:
    """US shares lost 50.9 % by month and 55 % by day from 2007 to 2009; 60/40 about a third."""
    assert low <= fall_of(*holdings) <= high


def test_many_stocks_fall_little_deeper_than_their_market_and_one_much() -> None:
    market, many, one = fall_of(us_market(1)), fall_of(*equal_stocks(40)), fall_of(us_stock("A", 1))
    assert market < many < market + 0.05 < one


def test_a_leverage_that_loses_all_has_lost_all() -> None:
    assert deepest_fall(np.array([0.1, -1.5, 0.4])) == 1
    assert fall_of(us_stock("A", "-99.99"), us_market(100)) == 1


@given(holdings_of_any_kind(shorts=True, min_size=0))
def test_losses_are_ordered_and_a_fall_is_no_more_than_all(holdings: list[Holding]) -> None:
    risk = risk_of(*holdings)
    values = (risk.value_at_risk.value, risk.conditional_value_at_risk.value)
    if risk.annual_volatility.value is None:
        assert (*values, risk.max_drawdown.value) == (None, None, None)
        return
    assert values[0] is not None
    assert values[1] is not None
    assert 0 <= values[0] <= values[1]
    assert 0 <= (risk.max_drawdown.value or 0) <= 1


@given(holdings_of_any_kind(), st.integers(2, 1000))
def test_losses_do_not_depend_on_the_amount(holdings: list[Holding], times: int) -> None:
    larger = [
        dataclasses.replace(one, market_value=one.market_value * Decimal(times)) for one in holdings
    ]
    one, other = risk_of(*holdings), risk_of(*larger)
    assert one.value_at_risk.value == pytest.approx(other.value_at_risk.value)
    assert one.max_drawdown.value == pytest.approx(other.max_drawdown.value)
