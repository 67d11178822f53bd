import numpy as np
import pytest
from hypothesis import given

from econlens.analysis.concentration import (
    effective_holdings,
    herfindahl,
    looked_through_herfindahl,
)
from econlens.analysis.report import Concentration, Level
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
from econlens.domain.thresholds import Band, Thresholds
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holding,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
    world_ex_us,
)


def concentration_of(holdings: list[Holding]) -> Concentration:
    return assess(holdings, currency="USD").concentration


def test_hhi_is_the_sum_of_squared_weights() -> None:
    assert herfindahl(np.array([0.5, 0.3, 0.2])) == pytest.approx(0.38)


def test_hhi_of_one_holding_is_one_and_of_none_undefined() -> None:
    assert herfindahl(np.array([1.0])) == 1
    assert herfindahl(np.zeros(0)) is None
    assert effective_holdings(None) is None


def test_a_fund_counts_as_the_names_in_it() -> None:
    # 0.6² / 70 + 0.4² / 1 = 0.005143 + 0.16
    weights, counts = np.array([0.6, 0.4]), np.array([70.0, 1.0])
    assert looked_through_herfindahl(weights, counts) == pytest.approx(0.36 / 70 + 0.16)


def test_ten_equal_stocks_are_ten_effective_holdings() -> None:
    found = concentration_of(equal_stocks(10))
    assert found.hhi.value == pytest.approx(0.1)
    assert found.effective_holdings.value == pytest.approx(10)
    assert found.effective_holdings_looked_through.value == pytest.approx(10)


@given(holdings_of_any_kind())
def test_hhi_lies_between_one_over_n_and_one(holdings: list[Holding]) -> None:
    found = concentration_of(holdings)
    assert found.hhi.value is not None
    assert found.hhi_looked_through.value is not None
    assert 1 / len(holdings) - 1e-12 <= found.hhi.value <= 1 + 1e-12
    assert 0 < found.hhi_looked_through.value <= found.hhi.value + 1e-12


def test_three_total_market_funds_are_not_concentrated() -> None:
    found = concentration_of([us_market(40), world_ex_us(30), us_bonds(30)])
    assert found.hhi.value == pytest.approx(0.34)
    assert found.hhi_looked_through.level is Level.LOW
    assert found.hhi_looked_through.value is not None
    assert found.hhi_looked_through.value < 0.005


def test_a_single_total_market_fund_is_not_concentrated_either() -> None:
    assert concentration_of([us_market(100)]).hhi_looked_through.value == pytest.approx(1 / 70)


def test_a_sector_fund_counts_as_fifteen_names() -> None:
    tech = holding(
        "VGT",
        1,
        AssetType.ETF,
        Category.US_LARGE_CAP,
        Sector.INFORMATION_TECHNOLOGY,
        Region.US,
    )
    found = concentration_of([tech]).effective_holdings_looked_through
    assert found.value == pytest.approx(15)


def test_a_world_fund_counts_as_more_names_than_one_of_its_markets() -> None:
    world = holding("VT", 1, AssetType.ETF, Category.US_LARGE_CAP, None, Region.GLOBAL)
    # 1 / (0.64² / 70 + 0.25² / 150 + 0.11² / 70)
    count = 1 / (0.4096 / 70 + 0.0625 / 150 + 0.0121 / 70)
    found = concentration_of([world]).effective_holdings_looked_through
    assert found.value == pytest.approx(count)


def test_one_security_in_two_accounts_is_one_position() -> None:
    found = concentration_of([us_stock("AAPL", 30), us_stock("AAPL", 20), us_market(50)])
    assert found.largest_position.value == pytest.approx(0.5)
    assert found.hhi.value == pytest.approx(0.5)


def test_the_largest_position_leaves_funds_cash_and_government_bonds_out() -> None:
    treasury = holding("T-2030", 30, AssetType.BOND, Category.GOVERNMENT_BONDS, None, Region.US)
    found = concentration_of([us_market(30), cash(30), treasury, us_stock("AAPL", 10)])
    assert found.largest_position.value == pytest.approx(0.1)
    assert found.largest_position.level is Level.MODERATE


def test_the_largest_position_is_named_with_the_limit_it_breaks() -> None:
    found = concentration_of([us_stock("AAPL", "23.4"), us_market("76.6")]).largest_position
    assert found.level is Level.HIGH
    assert found.explanation == (
        "Your largest single security, AAPL, is 23.4 % of the portfolio; above 10 % is called high."
    )


def test_without_single_securities_the_largest_is_zero_and_low() -> None:
    found = concentration_of([us_market(1)]).largest_position
    assert (found.value, found.level) == (0, Level.LOW)


def test_the_merger_guidelines_scale_is_stricter_than_the_default() -> None:
    found = concentration_of(equal_stocks(8))  # HHI 0.125
    assert found.hhi.level is Level.LOW
    assert found.doj_ftc_level is Level.MODERATE
    assert concentration_of(equal_stocks(5)).doj_ftc_level is Level.HIGH


def test_a_users_own_thresholds_decide_the_level_and_are_stated() -> None:
    strict = Thresholds(hhi=Band(moderate_above=0.05, high_above=0.08))
    report = assess(equal_stocks(10), currency="USD", thresholds=strict)
    assert report.concentration.hhi.level is Level.HIGH
    assert report.concentration.hhi.band == strict.hhi
    assert report.thresholds == strict


def test_short_positions_count_without_their_sign() -> None:
    found = concentration_of([us_stock("A", 75), us_stock("B", -25)])
    assert found.hhi.value == pytest.approx(0.75**2 + 0.25**2)
