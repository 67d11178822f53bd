import numpy as np
import pytest
from hypothesis import given

from econlens.analysis.diversification import active_share, distance, evenness, overlap
from econlens.analysis.report import Basis, Diversification, Exposure, Level
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
from tests.unit.analysis.example_holdings import (
    cash,
    holding,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
    world_ex_us,
)


def diversification_of(*holdings: Holding) -> Diversification:
    return assess(holdings, currency="USD").diversification


def sectors_of(*holdings: Holding) -> dict[str, float]:
    exposures = assess(holdings, currency="USD").exposures.sectors
    return {exposure.key: exposure.weight for exposure in exposures}


def regions_of(*holdings: Holding) -> dict[str, float]:
    exposures = assess(holdings, currency="USD").exposures.regions
    return {exposure.key: exposure.weight for exposure in exposures}


def world_fund(value: float) -> Holding:
    return holding("VT", value, AssetType.ETF, Category.US_LARGE_CAP, None, Region.GLOBAL)


def junk_fund(value: float) -> Holding:
    return holding("HYG", value, AssetType.ETF, Category.HIGH_YIELD_BONDS, None, Region.US)


# Formulas


def test_evenness_is_zero_in_one_class_and_one_spread_over_all() -> None:
    assert evenness(np.array([1.0]), 4) == 0
    assert evenness(np.full(4, 0.25), 4) == pytest.approx(1)


def test_evenness_of_half_and_half_of_four_classes_is_a_half() -> None:
    assert evenness(np.array([0.5, 0.5]), 4) == pytest.approx(0.5)  # ln 2 / ln 4


def test_evenness_does_not_depend_on_what_is_left_out() -> None:
    assert evenness(np.array([0.2, 0.2]), 4) == pytest.approx(0.5)


def test_evenness_of_nothing_is_undefined() -> None:
    assert evenness(np.zeros(3), 4) is None


def test_distance_and_overlap_of_the_same_mix_are_none_and_all() -> None:
    mix = np.array([0.2, 0.8])
    assert distance(mix, mix) == 0
    assert overlap(mix, mix) == 1
    assert active_share(mix, mix) == 0


def test_distance_counts_what_would_have_to_move() -> None:
    held, benchmark = np.array([0.5, 0.5, 0.0]), np.array([0.2, 0.5, 0.3])
    assert distance(held, benchmark) == pytest.approx(0.3)
    assert active_share(held, benchmark) == pytest.approx(0.3)


# Sectors


def test_a_broad_fund_has_the_sectors_of_its_market() -> None:
    sectors = sectors_of(us_market(100))
    assert sectors["information_technology"] == pytest.approx(0.33)
    assert sectors["utilities"] == pytest.approx(0.02)


def test_a_sector_fund_is_all_of_its_sector() -> None:
    fund = holding(
        "XLE",
        1,
        AssetType.ETF,
        Category.US_LARGE_CAP,
        Sector.ENERGY,
        Region.US,
    )
    assert sectors_of(fund) == {"energy": 1}


def test_bonds_and_cash_have_no_sector_and_do_not_dilute_the_largest() -> None:
    found = diversification_of(us_stock("MSFT", 20), us_stock("XOM", 5, Sector.ENERGY), cash(75))
    assert found.largest_sector.value == pytest.approx(0.8)
    assert found.largest_sector.covered == pytest.approx(0.25)
    assert sectors_of(us_stock("MSFT", 25), cash(75))["not_equity"] == pytest.approx(0.75)


def test_a_stock_of_unknown_sector_is_unclassified() -> None:
    unknown = holding("X", 1, AssetType.STOCK, Category.US_LARGE_CAP)
    assert sectors_of(unknown) == {"unclassified": 1}


def test_the_world_fund_is_as_the_world_market_in_every_respect() -> None:
    found = diversification_of(world_fund(100))
    assert found.sector_distance.value == pytest.approx(0)
    assert found.market_overlap.value == pytest.approx(1)
    assert found.active_share.value == pytest.approx(0)


def test_the_us_market_overlaps_the_world_by_the_us_share_of_it() -> None:
    found = diversification_of(us_market(100))
    assert found.market_overlap.value == pytest.approx(0.64)
    assert found.active_share.value == pytest.approx(0.36)


def test_looking_through_funds_is_called_an_estimate_and_stocks_are_exact() -> None:
    assert diversification_of(us_market(1)).largest_sector.basis is Basis.ASSET_CLASS
    assert diversification_of(us_stock("A", 1)).largest_sector.basis is Basis.WEIGHTS


# Regions


def test_a_world_fund_is_split_into_its_regions() -> None:
    assert regions_of(world_fund(100)) == pytest.approx(
        {"us": 0.64, "developed_international": 0.25, "emerging_markets": 0.11}
    )


def test_a_fund_of_the_world_outside_the_us_has_no_us_share() -> None:
    assert diversification_of(world_ex_us(100)).home_bias.value == 0


def test_home_bias_leaves_out_what_has_no_country() -> None:
    gold = holding("GLD", 20, AssetType.COMMODITY, Category.COMMODITIES, None, Region.GLOBAL)
    found = diversification_of(us_market(30), world_ex_us(10), cash(40), gold).home_bias
    assert found.value == pytest.approx(0.75)
    assert found.covered == pytest.approx(0.4)
    assert found.level is Level.MODERATE


def test_a_us_only_portfolio_has_a_high_home_bias() -> None:
    assert diversification_of(us_market(60), us_bonds(40)).home_bias.level is Level.HIGH


def test_the_category_tells_the_region_where_none_is_given() -> None:
    emerging = holding("VWO", 1, AssetType.ETF, Category.EMERGING_MARKETS)
    assert regions_of(emerging) == pytest.approx({"emerging_markets": 1})


# Credit, liquidity, types


def test_bonds_are_told_by_category() -> None:
    found = diversification_of(us_bonds(30), junk_fund(20), us_market(50))
    assert found.bond_share.value == pytest.approx(0.5)
    assert found.bond_share.explanation == (
        "Bonds are 50.0 % of the portfolio: government bonds 30.0 %, high-yield bonds 20.0 %."
    )
    assert found.high_yield_share.value == pytest.approx(0.2)
    assert found.high_yield_share.level is Level.MODERATE


def test_a_target_date_fund_is_partly_bonds() -> None:
    target = holding("VTTHX", 1, AssetType.MUTUAL_FUND, name="Target Retirement 2035")
    assert diversification_of(target).bond_share.value == pytest.approx(0.4)


def test_single_bonds_are_illiquid_but_bond_funds_and_treasuries_are_not() -> None:
    issue = holding("IBM-30", 15, AssetType.BOND, Category.CORPORATE_BONDS)
    treasury = holding("T-30", 25, AssetType.BOND, Category.GOVERNMENT_BONDS)
    found = diversification_of(issue, treasury, us_bonds(60)).illiquid_share
    assert found.value == pytest.approx(0.15)
    assert found.level is Level.MODERATE


def test_evenness_is_measured_against_all_classes_there_are() -> None:
    found = diversification_of(us_market(50), us_stock("A", 50))
    assert found.asset_type_evenness.value == pytest.approx(np.log(2) / np.log(10))
    assert found.category_evenness.value == 0
    assert found.region_evenness.value == 0


# Exposure lists


@given(holdings_of_any_kind(shorts=True))
def test_every_list_of_exposures_sums_to_one_and_is_sorted(holdings: list[Holding]) -> None:
    report = assess(holdings, currency="USD")
    if all(one.market_value == 0 for one in holdings):
        assert report.exposures.sectors == ()
        return
    lists: list[tuple[Exposure, ...]] = [
        report.exposures.asset_types,
        report.exposures.categories,
        report.exposures.sectors,
        report.exposures.regions,
    ]
    for exposures in lists:
        weights = [exposure.weight for exposure in exposures]
        assert sum(weights) == pytest.approx(1, abs=1e-12)
        assert weights == sorted(weights, reverse=True)


def test_exposures_carry_a_readable_label_and_money_to_the_cent() -> None:
    exposure = assess([us_market("250.50"), cash("749.50")], currency="USD").exposures.categories[1]
    assert (exposure.key, exposure.label) == ("us_large_cap", "US large cap")
    assert str(exposure.value) == "250.50"
