import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from econlens.analysis import tail_risk as tail

QUARTERS = np.array([0.10, -0.05, 0.02, -0.10, 0.08])
some_returns = arrays(np.float64, st.integers(1, 60), elements=st.floats(-0.5, 0.5))
confidences = st.floats(0.5, 0.995)


def test_value_at_risk_by_hand() -> None:
    # The 20 % quantile lies 0.8 of the way from −10 to −5 %.
    assert tail.value_at_risk(QUARTERS, 0.8) == pytest.approx(0.06, rel=1e-12)


def test_conditional_value_at_risk_counts_the_last_period_by_its_fraction() -> None:
    assert tail.conditional_value_at_risk(QUARTERS, 0.8) == pytest.approx(0.10, rel=1e-12)
    # 30 % of five periods are one and a half: (10 + 0.5 · 5) / 1.5.
    assert tail.conditional_value_at_risk(QUARTERS, 0.7) == pytest.approx(0.125 / 1.5, rel=1e-12)


def test_one_period_is_its_own_tail() -> None:
    assert tail.value_at_risk(np.array([-0.03])) == pytest.approx(0.03)
    assert tail.conditional_value_at_risk(np.array([-0.03])) == pytest.approx(0.03)


@given(some_returns, confidences)
def test_conditional_value_at_risk_lies_between_the_tail_quantile_and_the_worst(
    returns: np.ndarray, confidence: float
) -> None:
    conditional = tail.conditional_value_at_risk(returns, confidence)
    assert -returns.mean() - 1e-9 <= conditional <= -returns.min() + 1e-12
    lower = np.quantile(returns, 1 - confidence, method="inverted_cdf")
    assert conditional >= -lower - 1e-9


@given(some_returns, confidences)
def test_value_at_risk_is_numpys_linear_quantile(returns: np.ndarray, confidence: float) -> None:
    expected = -np.quantile(returns, 1 - confidence)
    assert tail.value_at_risk(returns, confidence) == pytest.approx(expected, abs=1e-12)


@given(some_returns)
def test_the_returns_are_left_as_they_were(returns: np.ndarray) -> None:
    before = returns.copy()
    tail.historical_tail(returns)
    assert (returns == before).all()


def test_moments_by_hand() -> None:
    # −1, −1, 2: m₂ = 2, m₃ = 2, m₄ = 6.
    returns = np.array([-1.0, -1.0, 2.0])
    assert tail.skewness(returns) == pytest.approx(2 / 2**1.5)
    assert tail.excess_kurtosis(returns) == pytest.approx(6 / 4 - 3)
    assert np.isnan(tail.skewness(np.full(9, 0.1)))


def test_a_normal_shape_leaves_the_quantile_as_it_is() -> None:
    assert tail.cornish_fisher_quantile(-1.96, np.array(0.0), np.array(0.0)) == -1.96


def test_bent_quantile_by_hand() -> None:
    # z = −2, S = −1, K = 3: −2 − 0.5 − 0.25 + 6/36.
    bent = tail.cornish_fisher_quantile(-2.0, np.array(-1.0), np.array(3.0))
    assert bent == pytest.approx(-2 - 0.5 - 0.25 + 1 / 6, rel=1e-12)


@pytest.mark.parametrize(
    ("skew", "kurtosis", "valid"),
    [
        (0, 0, True),
        (0, 7.9, True),
        (0, 8.1, False),
        (0, -0.1, False),
        (1, 2, True),
        (2.6, 9, False),
    ],
)
def test_domain_of_validity(skew: float, kurtosis: float, valid: bool) -> None:
    assert tail.cornish_fisher_is_valid(np.array(skew), np.array(kurtosis)) == valid


@given(st.floats(-3, 3), st.floats(-2, 12))
def test_inside_the_domain_quantiles_rise_with_z(skew: float, kurtosis: float) -> None:
    z = np.linspace(-6, 6, 400)
    bent = [
        float(tail.cornish_fisher_quantile(one, np.array(skew), np.array(kurtosis))) for one in z
    ]
    if tail.cornish_fisher_is_valid(np.array(skew), np.array(kurtosis)):
        assert (np.diff(bent) >= -1e-9).all()


def test_outside_the_domain_there_is_no_cornish_fisher_figure() -> None:
    crash = np.full(200, 0.001)
    crash[7] = -0.4
    assert np.isnan(tail.cornish_fisher_value_at_risk(crash))


def test_priips_test_vector() -> None:
    found = tail.priips_value_at_risk(0.0378, 0.9201, 12.068, 256)
    assert found == pytest.approx(-1.3534, abs=1e-4)
    volatility = tail.value_at_risk_equivalent_volatility(found, 1)
    assert volatility == pytest.approx(0.599, abs=5e-4)


def test_no_periods_are_unknown() -> None:
    for function in (
        tail.value_at_risk,
        tail.conditional_value_at_risk,
        tail.skewness,
        tail.cornish_fisher_value_at_risk,
    ):
        assert np.isnan(function(np.zeros((0, 2)))).all()
