"""The synthetic series: how they were made, and that they replay what really happened."""

from datetime import date

import numpy as np
import pytest

from econlens.analysis.asset_classes import CLASS_COUNT, CLASS_VOLATILITY, AssetClass
from econlens.analysis.conditioned_proxies import free_factors
from econlens.analysis.drawdowns import deepest_drawdown
from econlens.analysis.portfolio_returns import common_window, portfolio_returns
from econlens.analysis.positions import gather_positions
from econlens.analysis.proxy_series import (
    CALM_GROWTH_PERCENT,
    CRISES,
    DAYS_A_YEAR,
    END,
    LAST,
    START,
    business_days,
    class_return,
    class_returns,
    extended_days,
    extended_returns,
)
from econlens.domain.assets import AssetType, Category, Region
from tests.unit.analysis.example_holdings import holding


def total(asset_class: AssetClass, start: date, end: date) -> float:
    days = np.array(business_days()[1:])
    within = (days > start) & (days <= end)
    return float(np.prod(1 + class_return(asset_class)[within]) - 1) * 100


YEAR_2008 = (date(2007, 12, 31), date(2008, 12, 31))
SPRING_2020 = (date(2020, 2, 19), date(2020, 3, 23))
YEAR_2022 = (date(2021, 12, 31), date(2022, 12, 30))


@pytest.mark.parametrize(
    ("asset_class", "window", "percent"),
    [
        (AssetClass.US_LARGE_CAP, YEAR_2008, -37),
        (AssetClass.INTERMEDIATE_TREASURY, YEAR_2008, 20),
        (AssetClass.US_AGGREGATE, YEAR_2008, 5.2),
        (AssetClass.DEVELOPED_EX_US, YEAR_2008, -43.4),
        (AssetClass.US_LARGE_CAP, SPRING_2020, -33.7),
        (AssetClass.DEVELOPED_EX_US, SPRING_2020, -32.6),
        (AssetClass.US_REIT, SPRING_2020, -41.5),
        (AssetClass.US_AGGREGATE, SPRING_2020, -1.4),
        (AssetClass.GOLD, SPRING_2020, -3.6),
        (AssetClass.US_LARGE_CAP, YEAR_2022, -18),
        (AssetClass.US_AGGREGATE, YEAR_2022, -13),
        (AssetClass.US_REIT, YEAR_2022, -26),
        (AssetClass.GOLD, YEAR_2022, -1),
    ],
)
def test_each_class_moves_in_a_crisis_as_it_did(
    asset_class: AssetClass, window: tuple[date, date], percent: float
) -> None:
    assert total(asset_class, *window) == pytest.approx(percent, abs=0.01)


FUNDS = {
    "SPY": (Category.US_LARGE_CAP, Region.US, "S&P 500"),
    "EFA": (Category.INTERNATIONAL_DEVELOPED, Region.DEVELOPED_INTERNATIONAL, "MSCI EAFE"),
    "VNQ": (Category.REAL_ESTATE, Region.US, "Real Estate"),
    "BND": (Category.GOVERNMENT_BONDS, Region.US, "Total Bond Market Aggregate"),
    "GLD": (Category.COMMODITIES, None, "Gold Shares"),
    "IEF": (Category.GOVERNMENT_BONDS, Region.US, "7-10 Year Treasury"),
}


@pytest.mark.parametrize(
    ("symbol", "crisis", "percent"),
    [
        ("SPY", YEAR_2008, -37),
        ("IEF", YEAR_2008, 20),
        ("BND", YEAR_2008, 5.2),
        ("EFA", YEAR_2008, -43.4),
        ("SPY", SPRING_2020, -33.7),
        ("EFA", SPRING_2020, -32.6),
        ("VNQ", SPRING_2020, -41.5),
        ("BND", SPRING_2020, -1.4),
        ("GLD", SPRING_2020, -3.6),
        ("SPY", YEAR_2022, -18),
        ("BND", YEAR_2022, -13),
        ("VNQ", YEAR_2022, -26),
        ("GLD", YEAR_2022, -1),
    ],
)
def test_a_fund_without_prices_replays_a_crisis_by_its_category(
    symbol: str, crisis: tuple[date, date], percent: float
) -> None:
    """From the classification of a holding to its proxy: within a point of what such a fund did."""
    category, region, name = FUNDS[symbol]
    fund = holding(symbol, 100, AssetType.ETF, category, None, region, name=name)
    window = common_window({})
    factors = free_factors(window.proxy_returns())
    found = portfolio_returns(gather_positions([fund]), {}, factors)
    series = found.returns
    days = np.array(business_days()[1:])
    within = (days > crisis[0]) & (days <= crisis[1])
    assert (np.prod(1 + series[within]) - 1) * 100 == pytest.approx(percent, abs=1)


def test_us_shares_fall_by_more_than_half_from_2007_to_2009() -> None:
    """The price index lost 56.8 %, with dividends some 55; days between may go a little lower."""
    fall = total(AssetClass.US_LARGE_CAP, date(2007, 10, 9), date(2009, 3, 9))
    assert fall == pytest.approx(-55.2, abs=0.5)
    deepest = deepest_drawdown(class_return(AssetClass.US_LARGE_CAP))
    assert 0.5 < deepest.depth < 0.62
    assert deepest.recovery is not None


def test_every_crisis_names_a_return_for_every_class() -> None:
    assert {len(crisis.returns_percent) for crisis in CRISES} == {CLASS_COUNT}


def test_calm_days_have_the_assumed_volatility() -> None:
    days = np.array(business_days()[1:])
    calm = (days > date(2010, 1, 1)) & (days < date(2020, 1, 1))
    for asset_class, volatility in CLASS_VOLATILITY.items():
        realised = class_return(asset_class)[calm].std(ddof=1) * DAYS_A_YEAR**0.5
        assert realised == pytest.approx(volatility, rel=0.06), asset_class


def test_the_series_are_the_same_everywhere_and_nobody_can_change_them() -> None:
    returns = class_returns()
    assert returns.shape == (len(business_days()) - 1, CLASS_COUNT)
    assert (business_days()[0], business_days()[-1]) == (START, END)
    assert float(returns[0, 11]) == pytest.approx(FIRST_DAY_OF_US_LARGE, rel=1e-9)
    with pytest.raises(ValueError, match="read-only"):
        returns[0, 0] = 1.0


def test_after_the_last_crisis_known_they_go_on_calmly_and_change_nothing_before() -> None:
    later = extended_returns()[len(class_returns()) :]
    assert np.array_equal(extended_returns()[: len(class_returns())], class_returns())
    assert (extended_days()[len(business_days())], extended_days()[-1]) == (date(2025, 7, 1), LAST)
    years = len(later) / DAYS_A_YEAR
    growth = np.prod(1 + later, axis=0) ** (1 / years) - 1
    assert growth * 100 == pytest.approx(np.array(CALM_GROWTH_PERCENT))
    for asset_class, series in zip(AssetClass, later.T, strict=True):
        realised = series.std(ddof=1) * DAYS_A_YEAR**0.5
        assert realised == pytest.approx(CLASS_VOLATILITY[asset_class], rel=0.06), asset_class


FIRST_DAY_OF_US_LARGE = 0.001148473718492493
