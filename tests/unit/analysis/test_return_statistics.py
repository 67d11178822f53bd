"""Figures by hand: five quarters of +10, −5, +2, −10, +8 %, of mean 1 % and Σ(x − x̄)² = 0.0288."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from econlens.analysis import performance as perf
from econlens.analysis.drawdowns import Drawdown, deepest_drawdown, max_drawdown

QUARTERS = np.array([0.10, -0.05, 0.02, -0.10, 0.08])
MARKET = np.array([0.05, -0.05, 0.05, -0.05, 0.0])
NAMES = [field.name for field in dataclasses.fields(perf.ReturnStatistics)]

# In billionths: the square of a return of 1e-160, which no price makes, has no digits left.
some_returns = arrays(np.int64, st.integers(2, 40), elements=st.integers(-(10**9) // 2, 10**9 // 2))
some_returns = some_returns.map(lambda billionths: billionths / 1e9)


def test_volatility_sharpe_and_sortino_by_hand() -> None:
    s = math.sqrt(0.0288 / 4)
    assert perf.annual_volatility(QUARTERS, 4) == pytest.approx(2 * s, rel=1e-12)
    assert perf.sharpe_ratio(QUARTERS, 0.004, 4) == pytest.approx(0.006 / s * 2, rel=1e-12)
    # Losses of 5 and 10 %: √((0.0025 + 0.01) / 5) = 0.05.
    assert perf.sortino_ratio(QUARTERS, 4) == pytest.approx(0.4, rel=1e-12)


def test_annual_return_and_calmar_by_hand() -> None:
    growth = 1.0360548 ** (4 / 5) - 1
    assert perf.annual_return(QUARTERS, 4) == pytest.approx(growth, rel=1e-12)
    assert perf.calmar_ratio(QUARTERS, 4) == pytest.approx(growth / (1 - 0.95931 / 1.1), rel=1e-12)


def test_against_a_benchmark_by_hand() -> None:
    # Around its mean of 0 the market moves by 0.05, −0.05, 0.05, −0.05, 0; Σ = 0.01.
    covariance = 0.05 * (0.09 + 0.06 + 0.01 + 0.11)
    assert perf.beta(QUARTERS, MARKET) == pytest.approx(covariance / 0.01, rel=1e-12)
    # Active: 0.05, 0, −0.03, −0.05, 0.08, of mean 0.01.
    s = math.sqrt((0.0016 + 0.0001 + 0.0016 + 0.0036 + 0.0049) / 4)
    assert perf.tracking_error(QUARTERS, MARKET, 4) == pytest.approx(2 * s, rel=1e-12)
    assert perf.information_ratio(QUARTERS, MARKET, 4) == pytest.approx(0.01 / s * 2, rel=1e-12)


def test_drawdown_by_hand_with_its_place() -> None:
    # 1, 1.1, 1.045, 1.0659, 0.95931, 1.0360548: never back at 1.1.
    found = deepest_drawdown(QUARTERS)
    assert found.depth == pytest.approx(1 - 0.95931 / 1.1, rel=1e-12)
    assert (found.peak, found.trough, found.recovery) == (1, 4, None)


def test_recovery_is_the_first_time_back_at_the_old_high() -> None:
    found = deepest_drawdown(np.array([0.0, -0.5, 0.5, 1.0, 0.0]))
    assert found == Drawdown(depth=0.5, peak=0, trough=2, recovery=4)


def test_a_first_period_that_loses_counts_from_the_start() -> None:
    assert deepest_drawdown(np.array([-0.2, 0.1])) == Drawdown(
        depth=pytest.approx(0.2), peak=0, trough=1, recovery=None
    )


@given(some_returns)
def test_drawdown_is_zero_when_prices_only_rise(returns: np.ndarray) -> None:
    rising = np.abs(returns)
    assert max_drawdown(rising) == 0
    assert deepest_drawdown(rising) == Drawdown(depth=0.0, peak=0, trough=0, recovery=0)


@given(some_returns)
def test_both_drawdowns_agree_and_lie_between_zero_and_one(returns: np.ndarray) -> None:
    depth = float(max_drawdown(returns))
    assert 0 <= depth <= 1
    assert deepest_drawdown(returns).depth == pytest.approx(depth, abs=1e-12)


def test_losing_everything_is_a_drawdown_and_a_return_of_all() -> None:
    lost = np.array([0.1, -1.0, 0.3])
    assert max_drawdown(lost) == 1
    assert perf.annual_return(lost) == -1


def test_returns_that_do_not_move_have_no_ratio() -> None:
    flat = np.full(300, 0.001)
    assert perf.annual_volatility(flat) == pytest.approx(0, abs=1e-15)
    for undefined in (perf.sharpe_ratio(flat), perf.sortino_ratio(flat), perf.calmar_ratio(flat)):
        assert np.isnan(undefined)
    assert np.isnan(perf.beta(QUARTERS, np.full(5, 0.01)))
    assert np.isnan(perf.information_ratio(QUARTERS, QUARTERS))


@pytest.mark.parametrize("shape", [(0,), (0, 3), (1,), (1, 3)])
def test_too_few_periods_give_nan_and_no_warning(shape: tuple[int, ...]) -> None:
    returns = np.full(shape, -0.01)
    assert np.isnan(perf.annual_volatility(returns)).all()
    assert perf.sharpe_ratio(returns).shape == shape[1:]
    statistics = perf.return_statistics(returns)
    assert all(getattr(statistics, name).shape == shape[1:] for name in NAMES)
    assert np.isnan(perf.beta(returns, returns[:, 0] if len(shape) > 1 else returns)).all()


def test_one_missing_return_spoils_its_own_portfolio_only() -> None:
    returns = np.column_stack([QUARTERS, QUARTERS])
    returns[2, 0] = np.nan
    statistics = perf.return_statistics(returns, periods_per_year=4)
    for name in NAMES:
        first, second = getattr(statistics, name)
        assert np.isnan(first), name
        assert np.isfinite(second), name


@pytest.mark.parametrize("count", [5, 100])
def test_many_portfolios_at_once_give_what_each_gives_alone(count: int) -> None:
    returns = np.random.default_rng(7).normal(0.0004, 0.01, (300, count))
    together = perf.return_statistics(returns, risk_free=0.0001)
    for column in range(count):
        alone = perf.return_statistics(returns[:, column], risk_free=0.0001)
        for name in NAMES:
            expected = pytest.approx(float(getattr(alone, name)), rel=1e-12)
            assert getattr(together, name)[column] == expected, name


def test_the_eight_at_once_are_the_eight_one_by_one() -> None:
    statistics = perf.return_statistics(QUARTERS, risk_free=0.002, periods_per_year=4)
    assert statistics.annual_volatility == perf.annual_volatility(QUARTERS, 4)
    assert statistics.sharpe == perf.sharpe_ratio(QUARTERS, 0.002, 4)
    assert statistics.sortino == perf.sortino_ratio(QUARTERS, 4)
    assert statistics.annual_return == perf.annual_return(QUARTERS, 4)
    assert statistics.calmar == perf.calmar_ratio(QUARTERS, 4)


@given(some_returns, st.floats(0.1, 3))
def test_volatility_and_beta_grow_with_leverage(returns: np.ndarray, leverage: float) -> None:
    plain = perf.annual_volatility(returns)
    assert perf.annual_volatility(leverage * returns) == pytest.approx(
        leverage * plain, rel=1e-9, abs=1e-12
    )
    exposure = perf.beta(leverage * returns, returns)
    assert np.isnan(exposure) or exposure == pytest.approx(leverage, rel=1e-6)


def test_prices_become_returns() -> None:
    assert perf.returns_from_prices(np.array([100.0, 110.0, 99.0])) == pytest.approx([0.1, -0.1])


@pytest.mark.parametrize("prices", [[1.0], [1.0, 0.0], [1.0, -1.0], [1.0, np.nan], [1.0, np.inf]])
def test_prices_that_are_none_are_refused(prices: list[float]) -> None:
    with pytest.raises(ValueError, match="price"):
        perf.returns_from_prices(np.array(prices))
