import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.optimise import NotConvergedError, minimum_variance, risk_parity


def some_covariance(seed: int, count: int, factors: int = 4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    loadings = rng.normal(0.1, 0.1, (count, factors))
    return loadings @ loadings.T + np.diag(rng.uniform(0.02, 0.3, count) ** 2)


covariances = st.builds(some_covariance, st.integers(0, 10_000), st.integers(1, 40))


def test_uncorrelated_assets_are_held_by_the_inverse_of_their_variance() -> None:
    # 1/0.04 = 25, 1/0.01 = 100.
    assert minimum_variance(np.diag([0.04, 0.01])) == pytest.approx([0.2, 0.8])


def test_an_asset_that_only_adds_risk_is_left_out() -> None:
    # Unbounded, the second would be −0.25: 0.02 − 0.03 < 0.
    covariance = np.array([[0.02, 0.03], [0.03, 0.08]])
    assert minimum_variance(covariance) == pytest.approx([1.0, 0.0])


def test_uncorrelated_assets_share_risk_by_the_inverse_of_their_volatility() -> None:
    # 1/0.2 = 5, 1/0.1 = 10.
    assert risk_parity(np.diag([0.04, 0.01])) == pytest.approx([1 / 3, 2 / 3])


def test_one_asset_is_all() -> None:
    assert minimum_variance(np.array([[0.04]])) == [1.0]
    assert risk_parity(np.array([[0.04]])) == pytest.approx([1.0])


def test_twins_share_evenly() -> None:
    twins = np.array([[0.04, 0.04, 0.0], [0.04, 0.04, 0.0], [0.0, 0.0, 0.04]])
    assert minimum_variance(twins) == pytest.approx([0.25, 0.25, 0.5], abs=1e-6)
    first, second, third = risk_parity(twins)
    assert first == pytest.approx(second)
    assert third > first


@given(covariances)
def test_minimum_variance_meets_its_conditions(covariance: np.ndarray) -> None:
    """Everything held has one marginal risk, the variance; nothing left out has less."""
    weights = minimum_variance(covariance)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    marginal = covariance @ weights
    variance = weights @ marginal
    assert (marginal >= variance * (1 - 1e-6)).all()
    assert marginal[weights > 0] == pytest.approx(variance, rel=1e-6)


@given(covariances)
def test_risk_parity_gives_each_the_same_part_of_the_risk(covariance: np.ndarray) -> None:
    weights = risk_parity(covariance)
    assert weights.sum() == pytest.approx(1)
    assert (weights > 0).all()
    parts = weights * (covariance @ weights)
    assert parts == pytest.approx(parts.mean(), rel=1e-9)


@given(covariances, st.integers(0, 1000))
def test_the_order_of_assets_does_not_matter(covariance: np.ndarray, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(covariance))
    shuffled = covariance[np.ix_(order, order)]
    assert minimum_variance(shuffled) == pytest.approx(minimum_variance(covariance)[order])
    assert risk_parity(shuffled) == pytest.approx(risk_parity(covariance)[order])


@pytest.mark.parametrize(
    "wrong", [np.zeros((0, 0)), np.zeros((2, 3)), np.full((2, 2), np.nan), np.zeros(4)]
)
def test_what_is_no_covariance_is_refused(wrong: np.ndarray) -> None:
    for optimiser in (minimum_variance, risk_parity):
        with pytest.raises(NotConvergedError, match="covariance"):
            optimiser(wrong)


def test_without_any_risk_there_is_nothing_to_share() -> None:
    with pytest.raises(NotConvergedError, match="above zero"):
        risk_parity(np.diag([0.0, 0.04]))


def test_one_asset_without_risk_is_all_of_the_minimum_variance() -> None:
    assert minimum_variance(np.diag([0.0, 0.04])) == pytest.approx([1, 0], abs=1e-6)
