"""From target to destination: who must trade, and how far, so that few do.

Holdings within their band and limits stay. Those outside go back to half the band (Daryanani,
"Opportunistic Rebalancing", 2008). What that sets free or needs, and any cash flow, goes to those
furthest from target on the other side, never beyond their target.
"""

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.projection import Room, nearest_within
from econlens.analysis.rebalance_limits import LimitRows
from econlens.domain.rebalancing import RebalancePolicy, ToleranceBands

ROUNDING = 1e-9


def band_widths(target: FloatArray, bands: ToleranceBands) -> FloatArray:
    """min(absolute, relative · t), (n,): 5/25 acts at 5 points or a quarter, whichever is less."""
    return np.asarray(np.minimum(bands.absolute, bands.relative * target))


def target_within_limits(
    target: FloatArray, lower: FloatArray, rows: LimitRows, total: float
) -> FloatArray:
    """The nearest weights to target that keep the limits and what may not be sold (lower).

    What is over a limit is spread in proportion to the other targets.
    """
    if not len(target):
        return target
    stiffness = target + 0.01 * max(total, 0.01) / len(target)
    return nearest_within(target, rows.room(lower, total), stiffness).weights


def destinations(
    current: FloatArray,
    target: FloatArray,
    lower: FloatArray,
    rows: LimitRows,
    policy: RebalancePolicy,
    total: float,
    rounding: float,
) -> FloatArray:
    """Weights (n,) to trade to; current, target (summing to total) and lower alike.

    Every destination lies between the current weight and the target. Limits on sums are kept where
    the target keeps them, but for rounding.
    """
    if not len(target):
        return target
    if policy.buy_only:
        return _buy_only(current, target, total)
    room = rows.room(lower, total)
    goal = np.where(
        _is_outside(current, target, policy.bands),
        _half_way(current, target, policy.bands),
        current,
    )
    # A cap or what may not be sold goes before the band; the target keeps both.
    goal = np.clip(goal, np.minimum(lower, target), np.maximum(room.upper, target))
    goal = _absorb(goal, target, total - float(goal.sum()))
    if (rows.exposures @ goal > rows.most + rounding).any():
        return _within_sums(goal, target, rows, total)
    return goal


def _within_sums(goal: FloatArray, target: FloatArray, rows: LimitRows, total: float) -> FloatArray:
    """From goal towards the target, which keeps the limits on sums, as far as these ask for."""
    between = Room(
        lower=np.minimum(goal, target),
        upper=np.maximum(goal, target),
        total=total,
        exposures=rows.exposures,
        # Where the target itself must miss a limit, so may the goal.
        most=np.maximum(rows.most, rows.exposures @ target),
    )
    return nearest_within(goal, between, goal + 0.01 * max(total, 0.01) / len(goal)).weights


def _is_outside(current: FloatArray, target: FloatArray, bands: ToleranceBands) -> FloatArray:
    return np.asarray(np.abs(current - target) > band_widths(target, bands) + ROUNDING)


def _half_way(current: FloatArray, target: FloatArray, bands: ToleranceBands) -> FloatArray:
    return np.asarray(target + np.sign(current - target) * band_widths(target, bands) / 2)


def _absorb(goal: FloatArray, target: FloatArray, rest: float) -> FloatArray:
    """Add rest (of either sign) where the target is on that side, in proportion to how far."""
    if abs(rest) <= ROUNDING:
        return goal
    away = np.maximum(np.sign(rest) * (target - goal), 0)
    reach = float(away.sum())
    return np.asarray(
        goal + np.sign(rest) * away * min(abs(rest) / reach, 1) if reach > 0 else goal
    )


def _buy_only(current: FloatArray, target: FloatArray, total: float) -> FloatArray:
    """buy max(0, t − v), scaled to the money there is."""
    return _absorb(current, target, max(total - float(current.sum()), 0.0))


def without_small_trades(
    current: FloatArray,
    goal: FloatArray,
    target: FloatArray,
    lower: FloatArray,
    least: float,
    total: float,
) -> FloatArray:
    """Drop trades below least (a weight), the smallest first; the others take over what they can.

    What nobody can take stays as cash, so the result may sum to less than total.
    """
    goal = goal.copy()
    dropped = np.zeros(len(goal), dtype=bool)
    while True:
        moves = np.abs(goal - current)
        small = (moves > ROUNDING) & (moves < least - ROUNDING)
        if not small.any():
            return goal
        smallest = int(np.where(small, moves, np.inf).argmin())
        goal[smallest] = current[smallest]
        dropped[smallest] = True
        goal = _take_over(current, goal, target, lower, total - float(goal.sum()))


def _take_over(
    current: FloatArray, goal: FloatArray, target: FloatArray, lower: FloatArray, rest: float
) -> FloatArray:
    """Money left over goes to the other buyers up to their targets; money missing is not spent,
    or where nobody buys, comes from the other sellers."""
    if rest > ROUNDING:
        buyers = np.where(goal > current, np.maximum(target - goal, 0), 0.0)
        return _moved(goal, buyers, rest)
    if rest < -ROUNDING:
        spending = np.maximum(goal - current, 0)
        goal = _moved(goal, -spending, rest)
        still = rest + float(spending.sum())
        sellers = np.where(goal < current, np.maximum(goal - lower, 0), 0.0)
        return _moved(goal, -sellers, still) if still < -ROUNDING else goal
    return goal


def _moved(goal: FloatArray, room: FloatArray, rest: float) -> FloatArray:
    """goal + room, scaled so that no more than rest moves; room has the sign of rest."""
    reach = float(room.sum())
    return np.asarray(goal + room * min(rest / reach, 1.0) if reach else goal)
