"""Where every security shall go, in weights of what the portfolio is worth after the cash flow."""

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.rebalance_destinations import (
    destinations,
    target_within_limits,
    without_small_trades,
)
from econlens.analysis.rebalance_limits import LimitRows, rounding_of
from econlens.analysis.rebalance_targets import Target, target_weights
from econlens.analysis.securities import Securities
from econlens.domain.rebalancing import RebalancePolicy, TargetKind

CENT = Decimal("0.01")
KINDS_WITH_CASH = frozenset(
    {TargetKind.RISK_TOLERANCE, TargetKind.CATEGORY_WEIGHTS, TargetKind.HOLDING_WEIGHTS}
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Course:
    """Weights (n,) of total: current, target within limits, ideal destination, and goal, which
    leaves out trades that are too small. upper (n,): bounds of the goal. Fixed lines stay."""

    total: Decimal
    current: FloatArray
    target: FloatArray
    ideal: FloatArray
    goal: FloatArray
    upper: FloatArray
    cash_target: float

    @property
    def cash_reserve(self) -> Decimal:
        """Cash that purchases must leave, in cents; a millionth of a cent more is rounding."""
        amount = round(float(self.cash_target) * float(self.total), 8)
        return Decimal(repr(amount)).quantize(CENT, ROUND_UP)

    @property
    def rounding(self) -> float:
        return rounding_of(float(self.total), len(self.current))

    @property
    def changes(self) -> FloatArray:
        """(n,) in money."""
        return np.asarray((self.goal - self.current) * float(self.total))

    @property
    def most(self) -> FloatArray:
        """(n,) in money."""
        return np.asarray(self.upper * float(self.total))


def set_course(
    securities: Securities, policy: RebalancePolicy, rows: LimitRows, costs: Decimal
) -> Course:
    """The course for a policy that check_policy has passed, with costs taken off the total."""
    total = securities.total + policy.cash_flow - costs
    current = securities.values / float(total)
    free = ~securities.fixed
    rounding = rounding_of(float(total), len(current))
    lower = np.where(may_not_be_sold(securities, policy), current, 0.0)[free]
    wanted = _with_cash_in_band(
        target_weights(securities, policy, float(total)), securities, policy, total
    )
    space = max(1 - float(current[~free].sum()) - wanted.cash, float(lower.sum()))
    if not wanted.weights.any():
        space = float(lower.sum())
    open_rows = rows.over(free, current)
    target, ideal, goal, upper = (current.copy() for _ in range(4))
    floor = np.zeros_like(lower) if policy.buy_only else lower
    # Buying only, the target need not keep what is held: it says which way to buy.
    target[free] = target_within_limits(wanted.weights[free], floor, open_rows, space)
    ideal[free] = destinations(
        current[free], target[free], lower, open_rows, policy, space, rounding
    )
    least = max(float(policy.minimum_trade / total), rounding)
    goal[free] = without_small_trades(current[free], ideal[free], target[free], lower, least, space)
    upper[free] = open_rows.room(floor, space).upper
    return Course(
        total=total,
        current=current,
        target=target,
        ideal=ideal,
        goal=goal,
        upper=upper,
        cash_target=float(1 - current[~free].sum() - space),
    )


def may_not_be_sold(securities: Securities, policy: RebalancePolicy) -> npt.NDArray[np.bool_]:
    """(n,)"""
    return np.array(
        [policy.buy_only or symbol in policy.never_sell for symbol in securities.symbols],
        dtype=bool,
    )


def _with_cash_in_band(
    wanted: Target, securities: Securities, policy: RebalancePolicy, total: Decimal
) -> Target:
    """Cash has a band like any other holding, as long as none is to be invested or withdrawn."""
    if policy.target not in KINDS_WITH_CASH or policy.cash_flow != 0:
        return wanted
    now = float(securities.cash / total)
    if now < 0 or abs(now - wanted.cash) > policy.bands.width(wanted.cash) + 1e-9:
        return wanted
    invested = float(wanted.weights.sum())
    scale = (invested + wanted.cash - now) / invested if invested > 0 else 1.0
    return Target(weights=wanted.weights * scale, cash=now)
