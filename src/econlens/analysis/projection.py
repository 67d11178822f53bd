"""The nearest weights within limits, and which limits cannot be held together.

Each limit is a row of exposures: how much of each position counts towards it (1 for a stock of the
sector, 0.33 for a fund with a third in it). Limits that contradict each other are missed by as
little as possible, each named with what is left over: never an error, never a silent drop.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray

# What missing a limit costs, times its square: so much that what can be held, is held.
HARD = 1e9
# Limits that contradict each other are settled in stages, each starting from the one before; the
# last is as far as steps stay long.
STAGES = (1e2, 1e3, 1e4, 1e5)
MISSED = 1e-6
MOST_STEPS = 40
MOST_QUARTERINGS = 26
CLOSE_ENOUGH = 1e-12


@dataclass(frozen=True, eq=False, kw_only=True)
class Room:
    """Where weights may lie: lower ≤ w ≤ upper (n,), Σ w = total, exposures (m, n) · w ≤ most (m,).

    Σ lower ≤ total ≤ Σ upper is the caller's to see to.
    """

    lower: FloatArray
    upper: FloatArray
    total: float
    exposures: FloatArray
    most: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Projection:
    """weights (n,); misses (m,): by how much each limit is missed, 0 where it is held."""

    weights: FloatArray
    misses: FloatArray


def nearest_within(
    target: FloatArray, room: Room, stiffness: FloatArray | None = None
) -> Projection:
    """argmin ½ Σ (w − t)² / s over the room, for target t (n,) and s (n,) > 0, by default ones.

    s_i = t_i keeps proportions where plain distance would keep differences. Solved in the dual,
    max over λ ≥ 0 of min over w, by projected Newton steps (Bertsekas 1982): one multiplier for
    each limit, w = clip(t − s · (Eᵀλ + ν), lower, upper), ν such that the sum is right. O(n · m²) a
    step. Raises ValueError where the bounds leave no weights at all.
    """
    least, greatest = float(room.lower.sum()), float(room.upper.sum())
    if least > room.total + 1e-9 or greatest < room.total - 1e-9 or (room.lower > room.upper).any():
        raise ValueError("The bounds of the positions leave no weights that sum to the total.")
    dual = _Dual(target, room, np.ones_like(target) if stiffness is None else stiffness)
    weights = dual.solve()
    misses = np.maximum(room.exposures @ weights - room.most, 0)
    return Projection(weights=weights, misses=np.where(misses > MISSED, misses, 0.0))


def shift_to_total(
    wanted: FloatArray, stiffness: FloatArray, lower: FloatArray, upper: FloatArray, total: float
) -> FloatArray:
    """clip(wanted − s · ν, lower, upper), (n,), with the ν for which it sums to total.

    The sum falls in straight lines between the places where a weight meets a bound, so that ν is
    found exactly by sorting these.
    """
    places = np.concatenate([(wanted - upper) / stiffness, (wanted - lower) / stiffness])
    order = np.argsort(places, kind="stable")
    places = places[order]
    slopes = np.cumsum(np.concatenate([-stiffness, stiffness])[order])
    sums = upper.sum() + np.concatenate([[0.0], np.cumsum(slopes[:-1] * np.diff(places))])
    after = min(int(np.searchsorted(-sums, -total)), len(places) - 1)
    before = max(after - 1, 0)
    fall = sums[before] - sums[after]
    part = (sums[before] - total) / fall if fall > 0 else 0.0
    level = places[before] + min(max(part, 0.0), 1.0) * (places[after] - places[before])
    return np.asarray(np.clip(wanted - stiffness * level, lower, upper))


class _Dual:
    """The negative dual of the distance and its minimum over the limits' multipliers, (m,) ≥ 0."""

    def __init__(self, target: FloatArray, room: Room, stiffness: FloatArray) -> None:
        self.target, self.room, self.stiffness = target, room, stiffness
        self.miss_cost = HARD

    def solve(self) -> FloatArray:
        multipliers, weights = self._minimise(np.zeros(len(self.room.most)))
        if self._missed(weights):
            multipliers = np.zeros(len(self.room.most))
            for self.miss_cost in STAGES:
                multipliers, weights = self._minimise(multipliers)
        return weights

    def _missed(self, weights: FloatArray) -> bool:
        return bool((self.room.exposures @ weights > self.room.most + MISSED).any())

    def _minimise(self, multipliers: FloatArray) -> tuple[FloatArray, FloatArray]:
        value, weights = self._value(multipliers)
        for _ in range(MOST_STEPS):
            gradient = self._gradient(multipliers, weights)
            free = (multipliers > 0) | (gradient < 0)
            if not free.any() or np.abs(gradient[free]).max() < CLOSE_ENOUGH:
                break
            moved = self._descend(
                multipliers, value, gradient, *self._steps(gradient, weights, free)
            )
            if moved is None:
                break
            multipliers, value, weights = moved
        return multipliers, weights

    def _weights(self, multipliers: FloatArray) -> FloatArray:
        room = self.room
        wanted = self.target - self.stiffness * (multipliers @ room.exposures)
        return shift_to_total(wanted, self.stiffness, room.lower, room.upper, room.total)

    def _value(self, multipliers: FloatArray) -> tuple[float, FloatArray]:
        weights = self._weights(multipliers)
        away = weights - self.target
        missed = self.room.exposures @ weights - self.room.most
        dual = away @ (away / self.stiffness) / 2 + multipliers @ missed
        return float(multipliers @ multipliers / self.miss_cost / 2 - dual), weights

    def _gradient(self, multipliers: FloatArray, weights: FloatArray) -> FloatArray:
        return self.room.most - self.room.exposures @ weights + multipliers / self.miss_cost

    def _steps(
        self, gradient: FloatArray, weights: FloatArray, free: npt.NDArray[np.bool_]
    ) -> tuple[FloatArray, FloatArray]:
        """Newton's step, and the steepest one, which descends even where that one cannot."""
        inside = (weights > self.room.lower) & (weights < self.room.upper)
        stiffness = np.where(inside, self.stiffness, 0.0)
        rows = self.room.exposures[free]
        weighted = rows * stiffness
        # What one multiplier takes from the sum, ν gives back to all that are free to move.
        shared = weighted.sum(axis=1)
        curvature = weighted @ rows.T
        curvature -= np.outer(shared, shared) / max(stiffness.sum(), np.finfo(float).tiny)
        curvature[np.diag_indices_from(curvature)] += 1 / self.miss_cost
        newton, steepest = np.zeros_like(gradient), np.zeros_like(gradient)
        newton[free] = -np.linalg.solve(curvature, gradient[free])
        steepest[free] = -gradient[free] / np.diag(curvature)
        return newton, steepest

    def _descend(
        self, multipliers: FloatArray, value: float, gradient: FloatArray, *steps: FloatArray
    ) -> tuple[FloatArray, float, FloatArray] | None:
        """The first of ever shorter steps that lowers the value; None where rounding ends it."""
        for step, quarterings in product(steps, range(MOST_QUARTERINGS)):
            tried = np.maximum(multipliers + step / 4**quarterings, 0)
            found, weights = self._value(tried)
            if found < value + 1e-4 * min(float(gradient @ (tried - multipliers)), 0.0):
                return tried, found, weights
        return None
