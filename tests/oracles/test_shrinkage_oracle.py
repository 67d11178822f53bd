import numpy as np
import pandas as pd
import pytest
from pypfopt.risk_models import CovarianceShrinkage

from econlens.analysis.shrinkage import shrink_covariance


@pytest.mark.parametrize(("count", "assets"), [(61, 3), (250, 10), (60, 40), (1250, 25)])
def test_shrinkage_to_constant_correlation_is_pyportfolioopts(count: int, assets: int) -> None:
    rng = np.random.default_rng(count)
    common = rng.normal(0, 0.008, (count, 1))
    returns = common * rng.uniform(0, 2, assets) + rng.normal(0, 0.01, (count, assets))
    theirs = CovarianceShrinkage(pd.DataFrame(returns), returns_data=True, frequency=1)
    # Theirs takes a sample covariance over t − 1 beside moments over t; the paper, and ours, t.
    theirs.S = np.cov(returns.T, ddof=0)
    matrix = theirs.ledoit_wolf("constant_correlation").to_numpy()
    ours = shrink_covariance(returns)
    assert ours.intensity == pytest.approx(theirs.delta, abs=1e-10)
    assert ours.covariance == pytest.approx(matrix, rel=1e-10)


def test_by_its_own_sample_the_peers_intensity_differs_by_little() -> None:
    returns = np.random.default_rng(9).normal(0, 0.01, (250, 10))
    theirs = CovarianceShrinkage(pd.DataFrame(returns), returns_data=True, frequency=1)
    theirs.ledoit_wolf("constant_correlation")
    assert shrink_covariance(returns).intensity == pytest.approx(theirs.delta, rel=0.05)
