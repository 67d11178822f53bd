"""Where conventions match, 1e-10; where they differ, the difference itself is asserted."""

import empyrical
import numpy as np
import pytest
import skfolio.measures as skm

from econlens.analysis import performance as perf
from econlens.analysis import tail_risk as tail
from econlens.analysis.drawdowns import max_drawdown

RETURNS = np.random.default_rng(11).standard_t(4, 1260) * 0.008 + 0.0003
MARKET = 0.6 * RETURNS + np.random.default_rng(12).normal(0, 0.006, 1260)
SAME = {"rel": 1e-10, "abs": 1e-12}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (perf.annual_volatility(RETURNS), empyrical.annual_volatility(RETURNS)),
        (perf.sharpe_ratio(RETURNS, 1e-4), empyrical.sharpe_ratio(RETURNS, 1e-4)),
        (perf.sortino_ratio(RETURNS), empyrical.sortino_ratio(RETURNS)),
        (perf.annual_return(RETURNS), empyrical.cagr(RETURNS)),
        (max_drawdown(RETURNS), -empyrical.max_drawdown(RETURNS)),
        (perf.calmar_ratio(RETURNS), empyrical.calmar_ratio(RETURNS)),
        (tail.value_at_risk(RETURNS), -empyrical.value_at_risk(RETURNS)),
        (perf.beta(RETURNS, MARKET), empyrical.beta(RETURNS, MARKET)),
    ],
    ids=["volatility", "sharpe", "sortino", "cagr", "drawdown", "calmar", "var", "beta"],
)
def test_empyrical_agrees(ours: np.ndarray, theirs: float) -> None:
    assert float(ours) == pytest.approx(float(theirs), **SAME)


def test_empyricals_information_ratio_is_not_annualised() -> None:
    theirs = empyrical.excess_sharpe(RETURNS, MARKET)
    assert perf.information_ratio(RETURNS, MARKET) == pytest.approx(theirs * 252**0.5, **SAME)


def test_empyricals_conditional_value_at_risk_counts_whole_periods() -> None:
    """The mean of the int(5 % of t − 1) + 1 worst, so the two agree where 5 % of t is whole."""
    returns = RETURNS[:1000]
    theirs = -np.sort(returns)[: int(0.05 * 999) + 1].mean()
    assert -empyrical.conditional_value_at_risk(returns) == pytest.approx(theirs, **SAME)
    assert tail.conditional_value_at_risk(returns) == pytest.approx(theirs, **SAME)
    # 62.95 periods of 1259: ours takes 0.95 of the last.
    ours = tail.conditional_value_at_risk(RETURNS[:1259])
    assert ours == pytest.approx(-empyrical.conditional_value_at_risk(RETURNS[:1259]), rel=1e-2)
    assert ours != pytest.approx(-empyrical.conditional_value_at_risk(RETURNS[:1259]), rel=1e-6)


@pytest.mark.parametrize("count", [1260, 1259, 77])
def test_skfolios_conditional_value_at_risk_has_the_fractional_tail_too(count: int) -> None:
    returns = RETURNS[:count]
    assert tail.conditional_value_at_risk(returns) == pytest.approx(skm.cvar(returns), **SAME)


def test_skfolios_variance_and_compounded_drawdown_agree() -> None:
    assert perf.annual_volatility(RETURNS, 1) == pytest.approx(
        skm.standard_deviation(RETURNS, biased=False), **SAME
    )
    wealth = skm.get_cumulative_returns(RETURNS, compounded=True)
    from_start = np.concatenate([[1.0], wealth])
    falls = 1 - from_start / np.maximum.accumulate(from_start)
    assert max_drawdown(RETURNS) == pytest.approx(falls.max(), **SAME)


def test_skfolios_semi_deviation_is_around_the_mean_and_unbiased() -> None:
    """Ours is around zero over all periods, as Sortino's; the known difference."""
    moved = RETURNS - RETURNS.mean()
    theirs = skm.semi_deviation(RETURNS)
    around_mean = perf._downside(moved) * (len(RETURNS) / (len(RETURNS) - 1)) ** 0.5
    assert around_mean == pytest.approx(theirs, **SAME)
