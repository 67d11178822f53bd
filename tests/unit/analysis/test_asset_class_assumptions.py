import numpy as np
import pytest

from econlens.analysis.asset_classes import (
    CLASS_COUNT,
    CLASS_INDEX,
    CLASS_VOLATILITY,
    EFFECTIVE_COUNT,
    AssetClass,
    class_correlations,
    class_covariance,
)
from econlens.analysis.benchmarks import (
    EX_US_BONDS,
    EX_US_EQUITY,
    SECTOR_MAKE_UP_PERCENT,
    WORLD_BONDS,
    WORLD_EQUITY,
    world_cells,
)
from econlens.analysis.covariance import factor_covariance


def correlation(one: AssetClass, other: AssetClass) -> float:
    return float(class_correlations()[CLASS_INDEX[one], CLASS_INDEX[other]])


def test_correlations_are_symmetric_with_ones_on_the_diagonal() -> None:
    matrix = class_correlations()
    assert matrix.shape == (CLASS_COUNT, CLASS_COUNT)
    assert (matrix == matrix.T).all()
    assert (np.diag(matrix) == 1).all()
    assert (np.abs(matrix) <= 1).all()


@pytest.mark.parametrize("matrix", [class_correlations(), class_covariance(), factor_covariance()])
def test_no_mix_of_classes_has_a_negative_variance(matrix: np.ndarray) -> None:
    assert np.linalg.eigvalsh(matrix).min() > 0


@pytest.mark.parametrize(
    ("asset_class", "low", "high"),
    [
        (AssetClass.US_AGGREGATE, 0.0, 0.2),
        (AssetClass.HIGH_YIELD, 0.7, 0.7),
        (AssetClass.DEVELOPED_EX_US, 0.88, 0.88),
        (AssetClass.EMERGING_MARKETS, 0.77, 0.77),
        (AssetClass.US_REIT, 0.75, 0.75),
        (AssetClass.GOLD, 0.0, 0.0),
    ],
)
def test_correlation_to_us_large_caps_is_the_specified_one(
    asset_class: AssetClass, low: float, high: float
) -> None:
    assert low <= correlation(asset_class, AssetClass.US_LARGE_CAP) <= high


def test_longer_treasuries_are_more_volatile() -> None:
    short, middle, long = (
        CLASS_VOLATILITY[maturity]
        for maturity in (
            AssetClass.SHORT_TREASURY,
            AssetClass.INTERMEDIATE_TREASURY,
            AssetClass.LONG_TREASURY,
        )
    )
    assert (short, middle, long) == (0.02, 0.05, 0.12)


def test_every_class_has_a_volatility_and_an_effective_count() -> None:
    assert set(CLASS_VOLATILITY) == set(EFFECTIVE_COUNT) == set(AssetClass)
    assert min(EFFECTIVE_COUNT.values()) >= 1


@pytest.mark.parametrize("make_up", SECTOR_MAKE_UP_PERCENT.values())
def test_a_markets_sectors_sum_to_a_hundred_per_cent(make_up: tuple[int, ...]) -> None:
    assert len(make_up) == 11
    assert sum(make_up) == 100


@pytest.mark.parametrize("places", [WORLD_EQUITY, EX_US_EQUITY, WORLD_BONDS, EX_US_BONDS])
def test_a_worlds_regions_sum_to_one(places: tuple[float, ...]) -> None:
    assert sum(places) == pytest.approx(1)


def test_the_world_market_by_region_and_sector_sums_to_one() -> None:
    assert world_cells().shape == (3, 11)
    assert world_cells().sum() == pytest.approx(1)
