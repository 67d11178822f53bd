import pytest

from econlens.analysis.report import RiskWarning
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
from econlens.domain.issues import Severity
from econlens.domain.thresholds import Band, Thresholds
from econlens.domain.user import RiskTolerance
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holding,
    us_bonds,
    us_market,
    us_stock,
    world_ex_us,
)


def warnings_of(*holdings: Holding) -> dict[str, RiskWarning]:
    found = assess(holdings, currency="USD", risk_tolerance=RiskTolerance.AGGRESSIVE).warnings
    return {warning.code: warning for warning in found}


def test_three_funds_of_the_world_give_no_warning() -> None:
    assert warnings_of(us_market(45), world_ex_us(35), us_bonds(20)) == {}


def test_a_position_above_the_limit_is_named_with_its_weight() -> None:
    warning = warnings_of(us_stock("AAPL", 12), world_ex_us(88))["POSITION_ABOVE_LIMIT"]
    assert warning.severity is Severity.WARNING
    assert warning.symbols == ("AAPL",)
    assert warning.value == pytest.approx(0.12)
    assert warning.threshold == 0.10
    assert (
        warning.message
        == "AAPL is 12.0 % of the portfolio, above the 10 % limit for a single security."
    )


def test_exactly_ten_per_cent_is_within_the_limit_but_noticed() -> None:
    found = warnings_of(us_stock("AAPL", 10), world_ex_us(90))
    assert "POSITION_ABOVE_LIMIT" not in found
    assert found["POSITION_NOTICEABLE"].severity is Severity.INFO
    assert found["POSITION_NOTICEABLE"].symbols == ("AAPL",)


def test_a_sector_above_its_limit_is_warned_of() -> None:
    stocks = [us_stock(f"T{index}", 9) for index in range(6)]
    warning = warnings_of(*stocks, world_ex_us(46))["SECTOR_CONCENTRATED"]
    assert "Information technology" in warning.message
    assert warning.threshold == 0.40


def test_a_small_stock_beside_bonds_is_no_sector_concentration() -> None:
    assert "SECTOR_CONCENTRATED" not in warnings_of(us_stock("A", 9), us_bonds(91))


def test_home_bias_is_warned_of() -> None:
    assert warnings_of(us_market(1))["HOME_BIAS"].value == 1


def test_two_stocks_are_concentrated_but_two_funds_are_not() -> None:
    assert "CONCENTRATED" in warnings_of(*equal_stocks(2))
    assert "CONCENTRATED" not in warnings_of(us_market(50), us_bonds(50))


def test_high_yield_and_illiquid_holdings_are_listed() -> None:
    junk = holding("HYG", 30, AssetType.ETF, Category.HIGH_YIELD_BONDS, None, Region.US)
    private = holding("FUND-X", 30, AssetType.OTHER, Category.US_SMALL_CAP)
    found = warnings_of(junk, private, us_bonds(40))
    assert found["HIGH_YIELD"].symbols == ("HYG",)
    assert found["ILLIQUID"].symbols == ("FUND-X",)


def test_a_position_with_far_more_risk_than_weight_is_warned_of() -> None:
    warning = warnings_of(us_stock("NVDA", 9), us_bonds(91))["RISK_ABOVE_WEIGHT"]
    assert warning.symbols == ("NVDA",)
    assert warning.value > warning.threshold == pytest.approx(0.18)


@pytest.mark.parametrize(
    ("tolerance", "warned"),
    [
        (RiskTolerance.CONSERVATIVE, True),
        (RiskTolerance.MODERATE, False),
        (RiskTolerance.AGGRESSIVE, False),
    ],
)
def test_the_users_tolerance_decides_whether_the_score_is_warned_of(
    tolerance: RiskTolerance, warned: bool
) -> None:
    report = assess([us_market(60), us_bonds(40)], currency="USD", risk_tolerance=tolerance)
    codes = [warning.code for warning in report.warnings]
    assert ("SCORE_ABOVE_TOLERANCE" in codes) is warned
    assert report.score.within_limit is not warned


def test_holdings_of_unknown_class_are_warned_of_above_a_tenth() -> None:
    unknown = holding("MYSTERY", 20, AssetType.ETF)
    assert warnings_of(unknown, us_bonds(80))["UNCLASSIFIED"].symbols == ("MYSTERY",)
    assert "UNCLASSIFIED" not in warnings_of(holding("MYSTERY", 5, AssetType.ETF), us_bonds(95))


def test_short_positions_and_options_are_pointed_out() -> None:
    option = holding("AAPL 220 C", -5, AssetType.OPTION)
    found = warnings_of(us_market(105), option)
    assert found["SHORT_POSITIONS"].symbols == ("AAPL 220 C",)
    assert found["OPTIONS"].symbols == ("AAPL 220 C",)


def test_serious_warnings_come_first() -> None:
    stocks = [us_stock("BIG", 20, Sector.ENERGY), us_stock("SMALL", 6, Sector.UTILITIES)]
    found = list(warnings_of(*stocks, world_ex_us(74)).values())
    severities = [warning.severity for warning in found]
    assert severities == sorted(severities, key=lambda one: one is not Severity.WARNING)
    assert Severity.INFO in severities


def test_a_users_own_limit_is_the_one_warned_of() -> None:
    lenient = Thresholds(largest_position=Band(moderate_above=0.2, high_above=0.3))
    report = assess([us_stock("A", 25), world_ex_us(75)], currency="USD", thresholds=lenient)
    codes = {warning.code for warning in report.warnings}
    assert "POSITION_ABOVE_LIMIT" not in codes
    assert "POSITION_NOTICEABLE" in codes


@pytest.mark.parametrize("holdings", [[us_stock("A", 1)], [cash(1)], equal_stocks(12)])
def test_every_warning_says_what_to_do_and_is_beyond_its_threshold(
    holdings: list[Holding],
) -> None:
    for warning in assess(holdings, currency="USD").warnings:
        assert warning.suggestion.endswith(".")
        assert warning.message.endswith(".")
        assert warning.value > warning.threshold
