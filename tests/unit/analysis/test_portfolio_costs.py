from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from econlens.analysis.costs import weighted_rate
from econlens.analysis.report import Cost
from econlens.analysis.risk import assess
from econlens.domain.holding import Holding
from tests.unit.analysis.example_holdings import us_bonds, us_market, us_stock


def cost_of(*holdings: Holding) -> Cost:
    return assess(holdings, currency="USD").cost


def with_fee(holding: Holding, percent: str) -> Holding:
    return replace(holding, expense_ratio=Decimal(percent))


def with_yield(holding: Holding, percent: str) -> Holding:
    return replace(holding, dividend_yield=Decimal(percent))


def test_a_rate_is_weighted_by_value_over_what_is_known() -> None:
    values, rates = np.array([300.0, 100.0, 600.0]), np.array([0.01, 0.03, np.nan])
    assert weighted_rate(values, rates) == pytest.approx(0.015)


def test_a_rate_nobody_states_is_unknown() -> None:
    assert weighted_rate(np.array([1.0]), np.array([np.nan])) is None


def test_fees_are_stated_as_a_rate_and_in_money() -> None:
    found = cost_of(with_fee(us_market(6000), "0.03"), with_fee(us_bonds(4000), "0.08"))
    assert found.expense_ratio.value == pytest.approx(0.0005)
    assert found.annual_cost.value == pytest.approx(5.0)
    assert found.annual_cost.explanation == "That is about 5.00 USD a year in fund fees."


def test_a_stock_has_no_fee_but_a_fund_without_one_is_unknown() -> None:
    found = cost_of(with_fee(us_market(500), "0.10"), us_stock("A", 500))
    assert found.expense_ratio.value == pytest.approx(0.0005)
    assert found.expense_ratio.covered == 1
    found = cost_of(with_fee(us_market(500), "0.10"), us_bonds(500))
    assert found.expense_ratio.value == pytest.approx(0.001)
    assert found.expense_ratio.covered == pytest.approx(0.5)


def test_income_covers_only_what_states_its_yield() -> None:
    found = cost_of(with_yield(us_market(750), "2"), us_stock("A", 250))
    assert found.dividend_yield.value == pytest.approx(0.02)
    assert found.annual_income.value == pytest.approx(15)
    assert found.annual_income.covered == pytest.approx(0.75)
    assert "75.0 % of the value" in found.annual_income.explanation


def test_without_any_yield_the_income_is_unknown_not_zero() -> None:
    assert cost_of(us_stock("A", 1)).annual_income.value is None


def test_short_positions_pay_no_fund_fees() -> None:
    short = with_fee(us_market(-500, "ITOT"), "1.00")
    assert cost_of(with_fee(us_market(1000), "0.10"), short).annual_cost.value == pytest.approx(1)
