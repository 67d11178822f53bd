"""Proxies beside real prices: they move together as the model says, and a mix is no calmer."""

from datetime import date, timedelta

import numpy as np
import pytest

from econlens.analysis.asset_classes import AssetClass, FloatArray
from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.compare_report import ComparisonReport
from econlens.analysis.conditioned_proxies import (
    LOWEST,
    factors_beside,
    free_factors,
    own_returns,
)
from econlens.analysis.covariance import factor_covariance
from econlens.analysis.portfolio_returns import common_window, priced_returns
from econlens.analysis.positions import gather_positions
from econlens.analysis.profiles import Profile
from econlens.analysis.proxy_series import DAYS_A_YEAR, extended_days
from econlens.domain.assets import Sector
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries
from tests.unit.analysis.example_holdings import (
    equal_stocks,
    us_bonds,
    us_market,
    us_stock,
    world_ex_us,
)

ORDER = list(AssetClass)
DAYS = tuple(day for day in extended_days() if date(2012, 1, 2) <= day <= date(2019, 12, 31))


def real(seed: int, volatility: float) -> PriceSeries:
    """Prices that no invented series knows of."""
    rng = np.random.default_rng(seed)
    moves = rng.normal(0.0003, volatility / DAYS_A_YEAR**0.5, len(DAYS))
    return PriceSeries(days=DAYS, closes=tuple((100 * np.cumprod(1 + moves)).tolist()))


def profile(holding: Holding) -> Profile:
    return gather_positions([holding]).profiles[0]


def beside(one: PriceSeries, *holdings: Holding) -> tuple[FloatArray, FloatArray]:
    """The classes beside the first holding's prices, and its returns."""
    symbol = holdings[0].symbol
    window = common_window({symbol: one})
    priced = priced_returns({symbol: one}, window)
    profiles = {each.symbol: profile(each) for each in holdings}
    free = free_factors(window.proxy_returns())
    return factors_beside(priced, profiles, free), priced[symbol]


def correlation(one: FloatArray, other: FloatArray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def test_without_prices_they_are_the_invented_ones() -> None:
    invented = free_factors(common_window({}).proxy_returns())
    assert np.array_equal(factors_beside({}, {}, invented), invented)


def test_a_class_beside_prices_of_its_own_moves_with_them() -> None:
    classes, returns = beside(real(1, 0.16), us_market(1))
    mix = profile(us_market(1)).loadings
    assert correlation(classes @ mix, returns) > 0.98


@pytest.mark.parametrize(
    "asset_class", [AssetClass.DEVELOPED_EX_US, AssetClass.US_AGGREGATE, AssetClass.GOLD]
)
def test_other_classes_move_with_prices_as_the_model_says(asset_class: AssetClass) -> None:
    classes, returns = beside(real(1, 0.16), us_market(1))
    covariance, mix = factor_covariance(), profile(us_market(1)).loadings
    place = ORDER.index(asset_class)
    said = covariance[place] @ mix / np.sqrt(covariance[place, place] * (mix @ covariance @ mix))
    found = correlation(classes[:, place], returns)
    assert found == pytest.approx(said, abs=0.06)


def test_they_keep_the_volatility_and_correlations_that_are_assumed() -> None:
    stocks = [us_stock("A", 1), us_stock("B", 1)]
    classes, _ = beside(real(1, 0.16), us_market(1), *stocks)
    found = np.cov(classes.T) * DAYS_A_YEAR
    said = factor_covariance()
    assert np.sqrt(np.diag(found)) == pytest.approx(np.sqrt(np.diag(said)), rel=0.08)
    assert np.abs(np.corrcoef(classes.T) - _correlations(said)).max() < 0.08


def _correlations(covariance: FloatArray) -> FloatArray:
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(spread, spread))


def test_a_stock_of_its_own_fate_moves_the_classes_by_its_common_part_only() -> None:
    classes, returns = beside(real(2, 0.30), us_stock("A", 1))
    place = ORDER.index(AssetClass.US_LARGE_CAP)
    found = correlation(classes[:, place], returns)
    assert found == pytest.approx(0.16 / 0.30, abs=0.06)


def test_a_priced_stock_moves_its_sector_too() -> None:
    """Of a 30 % stock 10 % are its sector's: ρ = 0.1 / 0.3, but for the 2 % of its price's own."""
    factors, returns = beside(real(2, 0.30), us_stock("A", 1))
    place = len(ORDER) + list(Sector).index(Sector.INFORMATION_TECHNOLOGY)
    assert correlation(factors[:, place], returns) == pytest.approx(1 / 3, abs=0.06)


def test_what_is_a_securitys_own_is_always_the_same_and_comes_to_nothing() -> None:
    own = own_returns("A", 0.23, 4000)
    assert np.array_equal(own, own_returns("A", 0.23, 4000))
    assert abs(correlation(own, own_returns("B", 0.23, 4000))) < 0.05
    assert own.sum() == pytest.approx(0, abs=1e-9)
    assert own.std() * DAYS_A_YEAR**0.5 == pytest.approx(0.23, rel=0.05)


def test_twenty_stocks_are_calmer_than_one_and_two_are_not_the_same() -> None:
    one = NamedPortfolio(name="One", currency="USD", holdings=(us_stock("A", 1),))
    other = NamedPortfolio(name="Other", currency="USD", holdings=(us_stock("B", 1),))
    many = NamedPortfolio(name="Many", currency="USD", holdings=tuple(equal_stocks(20)))
    found = compare([one, other, many])
    for figures in found.portfolios:
        assert figures.annual_volatility == pytest.approx(figures.estimated_volatility, rel=0.2)
    assert found.correlations[0][1] == pytest.approx(1 - 0.23**2 / 0.30**2, abs=0.1)


def test_no_class_loses_all_beside_a_share_that_crashes() -> None:
    crash = PriceSeries(days=DAYS, closes=(*[100.0] * 500, *[56.0] * (len(DAYS) - 500)))
    classes, _ = beside(crash, us_stock("A", 1))
    assert classes.min() >= LOWEST
    assert np.isfinite(classes).all()


def side_by_side(prices: dict[str, PriceSeries]) -> ComparisonReport:
    rest = {"currency": "USD"}
    return compare(
        [
            NamedPortfolio(name="US", holdings=(us_market(1),), **rest),
            NamedPortfolio(name="Abroad", holdings=(world_ex_us(1),), **rest),
            NamedPortfolio(name="Both", holdings=(us_market(50), world_ex_us(50)), **rest),
            NamedPortfolio(name="Bonds", holdings=(us_bonds(1),), **rest),
        ],
        prices,
    )


def test_a_portfolio_with_prices_and_one_without_are_as_alike_as_two_without() -> None:
    """Else what has prices would seem to have nothing to do with the rest of the world."""
    given, invented = side_by_side({"VTI": real(1, 0.16)}), side_by_side({})
    for one, other in zip(given.correlations, invented.correlations, strict=True):
        assert one == pytest.approx(other, abs=0.1)
    for one, other in zip(given.portfolios, invented.portfolios, strict=True):
        assert one.beta == pytest.approx(other.beta, abs=0.1)
        assert one.annual_volatility == pytest.approx(other.annual_volatility, rel=0.2)


def test_prices_of_everything_leave_nothing_to_invent() -> None:
    prices = {"VTI": real(1, 0.16), "VXUS": real(2, 0.18), "BND": real(3, 0.06)}
    found = side_by_side(prices)
    assert [one.priced_share for one in found.portfolios] == [1, 1, 1, 1]
    assert found.end == DAYS[-1] > DAYS[0] + timedelta(days=365)
