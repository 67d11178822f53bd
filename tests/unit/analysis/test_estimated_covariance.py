import numpy as np
import pytest
from hypothesis import given

from econlens.analysis.covariance import (
    FactorModel,
    diversification_ratio,
    factor_model,
    portfolio_volatility,
    risk_contributions,
)
from econlens.analysis.positions import gather_positions
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
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


def volatility_of(*holdings: Holding) -> float:
    value = assess(holdings, currency="USD").risk.annual_volatility.value
    assert value is not None
    return value


def model_of(holdings: list[Holding]) -> tuple[np.ndarray, FactorModel]:
    positions = gather_positions(holdings)
    return positions.net_weights, factor_model(positions)


def bond_fund(name: str, category: Category = Category.GOVERNMENT_BONDS) -> Holding:
    return holding("B", 1, AssetType.ETF, category, None, Region.US, name=name)


@pytest.mark.parametrize(
    ("one", "volatility"),
    [
        (cash(1), 0.01),
        (us_bonds(1), 0.06),
        (us_market(1), 0.16),
        (us_stock("AAPL", 1), 0.30),
        (bond_fund("Short-Term Treasury"), 0.02),
        (bond_fund("Intermediate-Term Treasury"), 0.05),
        (bond_fund("20+ Year Treasury Bond ETF"), 0.12),
        (bond_fund("National Muni Bond"), 0.05),
        (bond_fund("TIPS", Category.INFLATION_PROTECTED), 0.055),
        (bond_fund("High Yield", Category.HIGH_YIELD_BONDS), 0.095),
        (bond_fund("Corporate", Category.CORPORATE_BONDS), 0.07),
        (holding("GLD", 1, AssetType.ETF, Category.COMMODITIES, name="Gold Shares"), 0.16),
        (holding("DBC", 1, AssetType.ETF, Category.COMMODITIES, name="Commodity Index"), 0.17),
        (holding("VNQ", 1, AssetType.ETF, Category.REAL_ESTATE, None, Region.US), 0.19),
        (holding("VWO", 1, AssetType.ETF, Category.EMERGING_MARKETS), 0.23),
        (holding("BTC", 1, AssetType.CRYPTO), 0.70),
        # Without a sector a single stock is as volatile, only less is shared with others.
        (holding("X", 1, AssetType.STOCK, Category.US_LARGE_CAP), 0.30),
    ],
)
def test_a_single_holding_has_the_volatility_of_its_class(one: Holding, volatility: float) -> None:
    assert volatility_of(one) == pytest.approx(volatility)


def test_a_sector_fund_is_more_volatile_than_the_market() -> None:
    fund = holding(
        "VGT", 1, AssetType.ETF, Category.US_LARGE_CAP, Sector.INFORMATION_TECHNOLOGY, Region.US
    )
    assert volatility_of(fund) == pytest.approx(np.sqrt(0.16**2 + 0.10**2))


def test_sixty_forty_follows_from_two_volatilities_and_their_correlation() -> None:
    variance = (0.6 * 0.16) ** 2 + (0.4 * 0.06) ** 2 + 2 * 0.6 * 0.4 * 0.16 * 0.06 * 0.10
    assert volatility_of(us_market(60), us_bonds(40)) == pytest.approx(np.sqrt(variance))


def test_twenty_stocks_diversify_and_one_does_not() -> None:
    assert volatility_of(*equal_stocks(1)) == pytest.approx(0.30)
    assert volatility_of(*equal_stocks(20)) < 0.18


def test_stocks_of_one_sector_diversify_less_than_of_many() -> None:
    same_sector = [us_stock(f"S{index}", 1) for index in range(20)]
    assert volatility_of(*same_sector) > volatility_of(*equal_stocks(20)) + 0.01


def test_two_funds_of_one_market_do_not_diversify() -> None:
    report = assess([us_market(50), us_market(50, "ITOT")], currency="USD")
    assert report.risk.diversification_ratio.value == pytest.approx(1)


def test_world_funds_share_their_markets_with_country_funds() -> None:
    world = holding("VT", 100, AssetType.ETF, Category.US_LARGE_CAP, None, Region.GLOBAL)
    emerging = holding("VWO", 11, AssetType.ETF, Category.EMERGING_MARKETS)
    developed = holding("VEA", 25, AssetType.ETF, Category.INTERNATIONAL_DEVELOPED)
    assert volatility_of(world) == pytest.approx(volatility_of(us_market(64), developed, emerging))


@given(holdings_of_any_kind(shorts=True))
def test_the_covariance_is_symmetric_and_never_negative(holdings: list[Holding]) -> None:
    _, model = model_of(holdings)
    covariance = model.covariance()
    assert np.allclose(covariance, covariance.T)
    assert np.linalg.eigvalsh(covariance).min() >= -1e-12
    assert np.diag(covariance) == pytest.approx(model.volatilities() ** 2)


@given(holdings_of_any_kind())
def test_the_factor_form_agrees_with_the_full_matrix(holdings: list[Holding]) -> None:
    weights, model = model_of(holdings)
    covariance = model.covariance()
    variance = portfolio_volatility(weights, model) ** 2
    assert variance == pytest.approx(weights @ covariance @ weights, abs=1e-14)
    assert model.marginal(weights) == pytest.approx(covariance @ weights, abs=1e-14)


@given(holdings_of_any_kind())
def test_risk_contributions_sum_to_the_volatility(holdings: list[Holding]) -> None:
    risk = assess(holdings, currency="USD").risk
    total = sum(position.contribution for position in risk.positions)
    assert total == pytest.approx(risk.annual_volatility.value, abs=1e-10)
    assert sum(position.share_of_risk for position in risk.positions) == pytest.approx(1)
    assert sum(position.weight for position in risk.positions) == pytest.approx(1)


@given(holdings_of_any_kind())
def test_holdings_together_are_never_more_volatile_than_one_by_one(
    holdings: list[Holding],
) -> None:
    weights, model = model_of(holdings)
    ratio = diversification_ratio(weights, model)
    assert ratio is not None
    assert ratio >= 1 - 1e-9


def test_without_risk_there_is_nothing_to_share_out() -> None:
    none = np.zeros(2)
    riskless = FactorModel(np.zeros((2, 31)), np.zeros(2))
    assert portfolio_volatility(none, riskless) == 0
    assert risk_contributions(none, riskless).tolist() == [0, 0]
    assert diversification_ratio(none, riskless) is None


def test_the_stock_beside_many_bonds_is_flagged_for_its_share_of_risk() -> None:
    positions = assess([us_stock("NVDA", 10), us_bonds(90)], currency="USD").risk.positions
    flags = {position.symbol: position.flagged for position in positions}
    assert flags == {"NVDA": True, "BND": False}


def test_a_short_of_the_same_market_takes_risk_away() -> None:
    hedged = volatility_of(us_market(150), us_market(-50, "ITOT"))
    assert hedged == pytest.approx(0.16)
    assert volatility_of(us_market(150), world_ex_us(-50)) < 1.5 * 0.16


@pytest.mark.parametrize("category", [None, *Category])
def test_an_option_is_volatile_whatever_it_is_on(category: Category | None) -> None:
    assert volatility_of(holding("C", 1, AssetType.OPTION, category)) == pytest.approx(1.20)


@pytest.mark.parametrize("category", [None, *Category])
@pytest.mark.parametrize("asset_type", AssetType)
def test_everything_has_some_risk(asset_type: AssetType, category: Category | None) -> None:
    assert volatility_of(holding("X", 1, asset_type, category)) >= 0.01


def test_an_option_adds_risk_on_either_side() -> None:
    for value in (10, -10):
        option = holding("C", value, AssetType.OPTION)
        weight = value / (100 + value)
        expected = np.hypot(0.16 * (1 - weight), 1.20 * weight)
        assert volatility_of(us_market(100), option) == pytest.approx(expected)
