"""What the score depends on, for the portfolio and for its trimmed versions (see trimming.py)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.benchmarks import PLACE_COUNT, SECTOR_COUNT
from econlens.analysis.covariance import factor_covariance, factor_model
from econlens.analysis.positions import Positions
from econlens.analysis.trimming import trimmable, trimmed_values

# Fixed, unlike the thresholds a user may set, so that scores of any two portfolios compare.
POSITION_LIMIT = 0.10

# Upper edges of the seven SRRI classes (CESR/10-673), the open last one ended at twice its lower
# edge; class k of 7 ends at k · 10/7, in straight lines between, from 1 at no volatility at all.
VOLATILITY_EDGES = (0.0, 0.005, 0.02, 0.05, 0.10, 0.15, 0.25, 0.50)
VOLATILITY_POINTS = (1.0, *(step * 10 / 7 for step in range(1, 8)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ramp:
    """No points up to start, max_points from end on, a straight line between (shares of value)."""

    start: float
    end: float
    max_points: float

    def points(self, shares: FloatArray | float) -> FloatArray:
        return np.asarray(np.interp(shares, (self.start, self.end), (0.0, self.max_points)))


CONCENTRATION = Ramp(start=0.0, end=0.5, max_points=2.0)
SECTOR = Ramp(start=0.25, end=0.75, max_points=1.0)
GEOGRAPHY = Ramp(start=0.70, end=1.0, max_points=0.5)
CREDIT = Ramp(start=0.10, end=0.50, max_points=1.0)
LIQUIDITY = Ramp(start=0.10, end=0.50, max_points=1.0)


@dataclass(frozen=True, eq=False)
class Drivers:
    """What the parts depend on, for the portfolio (first) and its m − 1 trimmed versions.

    volatility (m,) a fraction a year; sectors (m, 11) and places (m, 3) shares of gross value;
    high_yield and illiquid (m,) likewise.
    """

    volatility: FloatArray
    sectors: FloatArray
    places: FloatArray
    high_yield: FloatArray
    illiquid: FloatArray

    def points(self) -> FloatArray:
        """Points of volatility, sector, geography, credit and liquidity: array (m, 5)."""
        return np.stack(
            [
                volatility_points(self.volatility),
                SECTOR.points(self.sectors.max(axis=1)),
                GEOGRAPHY.points(self.places.max(axis=1)),
                CREDIT.points(self.high_yield),
                LIQUIDITY.points(self.illiquid),
            ],
            axis=1,
        )


def volatility_points(volatility: FloatArray | float) -> FloatArray:
    """SRRI classes stretched to ten steps: 1 at no volatility, 10 from 50 % a year on.

    Any shape, fractions a year; NaN in, NaN out. Source: CESR/10-673, "Guidelines on the
    methodology for the calculation of the synthetic risk and reward indicator", 2010.
    """
    return np.asarray(np.interp(volatility, VOLATILITY_EDGES, VOLATILITY_POINTS))


def excess_over_limit(weights: FloatArray, limited: npt.NDArray[np.bool_]) -> float:
    """Σ max(0, w − 10 %) over single securities: the share of value above the limit."""
    return float(np.maximum(weights[limited] - POSITION_LIMIT, 0).sum())


def gather_drivers(positions: Positions, volatility: float) -> Drivers:
    """The drivers of the portfolio and, where nothing is short, of its trimmed versions."""
    features = _features(positions)
    actual = positions.weights @ features
    chosen = _chosen(positions)
    if not chosen:
        return _split_features(actual[None, :], np.array([volatility]))
    own = trimmed_values(positions.values, chosen, POSITION_LIMIT)
    rest = np.delete(np.arange(len(positions.values)), chosen)
    totals = positions.values[rest].sum() + own.sum(axis=1)
    amounts = positions.values[rest] @ features[rest] + own @ features[chosen]
    volatilities = _volatilities(positions, chosen, rest, own) / totals
    volatilities[0] = volatility
    return _split_features(amounts / totals[:, None], volatilities)


def _chosen(positions: Positions) -> list[int]:
    if positions.has_shorts:
        return []
    return trimmable(positions.values, positions.limited, POSITION_LIMIT)


def _volatilities(
    positions: Positions, chosen: list[int], rest: npt.NDArray[np.intp], own: FloatArray
) -> FloatArray:
    """Yearly volatility in money, (m,), of each version: own (m, k) for the chosen positions."""
    model = factor_model(positions)
    exposure = positions.values[rest] @ model.loadings[rest] + own @ model.loadings[chosen]
    shared = ((exposure @ factor_covariance()) * exposure).sum(axis=1)
    specific = positions.values[rest] ** 2 @ model.specific_variance[rest]
    return np.asarray(np.sqrt(shared + specific + own**2 @ model.specific_variance[chosen]))


def _features(positions: Positions) -> FloatArray:
    """(n, 16) per unit of value: 11 sectors, 3 places, high yield, illiquid."""
    if not positions.profiles:
        return np.zeros((0, SECTOR_COUNT + PLACE_COUNT + 2))
    cells = positions.profile_cells
    known = [profile.classification for profile in positions.profiles]
    rows = np.concatenate(
        [
            cells.sum(axis=1)[:, :SECTOR_COUNT],
            cells.sum(axis=2)[:, :PLACE_COUNT],
            np.array([[one.is_high_yield, one.is_illiquid] for one in known], dtype=np.float64),
        ],
        axis=1,
    )
    return rows[positions.profile_index]


def _split_features(shares: FloatArray, volatility: FloatArray) -> Drivers:
    return Drivers(
        volatility=volatility,
        sectors=shares[:, :SECTOR_COUNT],
        places=shares[:, SECTOR_COUNT:-2],
        high_yield=shares[:, -2],
        illiquid=shares[:, -1],
    )
