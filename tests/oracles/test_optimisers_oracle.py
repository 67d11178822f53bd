import warnings

import numpy as np
import pytest
from pypfopt import EfficientFrontier
from scipy.optimize import Bounds, LinearConstraint, milp, minimize
from skfolio.optimization import RiskBudgeting
from skfolio.prior import EmpiricalPrior

from econlens.analysis.optimise import minimum_variance, risk_parity
from econlens.analysis.projection import Room, nearest_within
from econlens.analysis.whole_shares import allocate_whole_shares, shortfall


def some_covariance(seed: int, count: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    loadings = rng.normal(0.1, 0.1, (count, 6))
    return loadings @ loadings.T + np.diag(rng.uniform(0.05, 0.3, count) ** 2)


@pytest.mark.parametrize("count", [2, 5, 20, 100])
def test_minimum_variance_is_pyportfolioopts_or_less(count: int) -> None:
    covariance = some_covariance(count, count)
    frontier = EfficientFrontier(None, covariance, solver="CLARABEL")
    theirs = np.array(list(frontier.min_volatility().values()))
    ours = minimum_variance(covariance)
    assert ours == pytest.approx(theirs, abs=1e-4)
    assert ours @ covariance @ ours <= theirs @ covariance @ theirs + 1e-12


@pytest.mark.parametrize("count", [2, 5, 20])
def test_risk_parity_is_skfolios(count: int) -> None:
    returns = np.random.default_rng(count).multivariate_normal(
        np.zeros(count), some_covariance(count, count) / 252, 2000
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = RiskBudgeting(prior_estimator=EmpiricalPrior()).fit(returns).weights_
    assert risk_parity(np.cov(returns.T)) == pytest.approx(theirs, abs=1e-4)


@pytest.mark.parametrize("seed", range(8))
def test_projection_is_scipys(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count, limits = 15, 4
    target, inside = rng.dirichlet(np.full(count, 0.4)), rng.dirichlet(np.ones(count))
    exposures = rng.random((limits, count)) * (rng.random((limits, count)) < 0.4)
    upper = np.maximum(inside, 0.15)
    most = exposures @ inside + 0.01
    room = Room(lower=np.zeros(count), upper=upper, total=1, exposures=exposures, most=most)
    theirs = minimize(
        lambda w: ((w - target) ** 2).sum() / 2,
        inside,
        jac=lambda w: w - target,
        method="SLSQP",
        bounds=[(0, high) for high in upper],
        constraints=[
            {"type": "eq", "fun": lambda w: w.sum() - 1},
            {"type": "ineq", "fun": lambda w: most - exposures @ w},
        ],
        options={"ftol": 1e-15, "maxiter": 1000},
    ).x
    assert nearest_within(target, room).weights == pytest.approx(theirs, abs=1e-6)


def least_shortfall(wanted: np.ndarray, prices: np.ndarray, budget: float) -> float:
    """The optimum as a mixed-integer programme over shares, distances and money left over."""
    count = len(wanted)
    one, none = np.eye(count), np.zeros(count)
    cost = np.concatenate([none, np.ones(count), [1]])
    spent = LinearConstraint(np.concatenate([prices, none, [1]])[None], budget, budget)
    over = np.hstack([np.diag(prices), -one, np.zeros((count, 1))])
    under = np.hstack([-np.diag(prices), -one, np.zeros((count, 1))])
    constraints = [
        spent,
        LinearConstraint(over, -np.inf, wanted),
        LinearConstraint(under, -np.inf, -wanted),
    ]
    whole = np.concatenate([np.ones(count), np.zeros(count + 1)])
    options = {"time_limit": 20}
    found = milp(
        cost, constraints=constraints, integrality=whole, bounds=Bounds(0), options=options
    )
    return float(found.fun)


@pytest.mark.parametrize(("count", "within"), [(5, 0.05), (10, 0.05), (20, 0.005), (50, 0.05)])
@pytest.mark.parametrize("seed", range(4))
def test_whole_shares_come_within_reach_of_the_best(count: int, within: float, seed: int) -> None:
    rng = np.random.default_rng(1000 * count + seed)
    prices, budget = rng.uniform(5, 500, count), 4000.0 * count
    wanted = rng.dirichlet(np.ones(count)) * budget
    ours = shortfall(allocate_whole_shares(wanted, prices, budget), wanted, prices, budget)
    assert ours <= least_shortfall(wanted, prices, budget) * (1 + within) + 0.01
