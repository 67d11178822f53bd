"""suggest_adjustments: holdings and a policy in, the trades that follow from them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.price_ownership import own_prices
from econlens.analysis.rebalance_checks import check_policy
from econlens.analysis.rebalance_course import Course, set_course
from econlens.analysis.rebalance_limits import LimitRows, find_breaches, limit_rows
from econlens.analysis.rebalance_metrics import metric_changes
from econlens.analysis.rebalance_reasons import (
    explain_trade,
    find_limits_not_held,
    find_over_limits,
    notes_on,
    sector_note,
)
from econlens.analysis.rebalance_report import Adjustment, PlannedWeight, RebalancePlan
from econlens.analysis.rebalance_targets import CASH_SYMBOL, missing_categories
from econlens.analysis.report import RiskReport
from econlens.analysis.risk import DEFAULT_THRESHOLDS, assess
from econlens.analysis.securities import NO_PRICES, Securities, gather_securities
from econlens.analysis.trades import Trade, apply_trades, make_trades
from econlens.domain.assets import AssetType, Category
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries
from econlens.domain.rebalancing import RebalancePolicy, Side, TargetKind
from econlens.domain.thresholds import Thresholds
from econlens.domain.user import RiskTolerance

# Costs depend on the trades and the trades on what is left after costs; this settles it.
COST_ROUNDS = 3
ZERO = Decimal(0)
NO_EXAMPLES: Mapping[Category, Holding] = {}
NONE_KNOWN: Mapping[str, Holding] = {}


@dataclass(frozen=True, eq=False, kw_only=True)
class _Outcome:
    """The securities, the course set for them, the trades and what they leave."""

    securities: Securities
    policy: RebalancePolicy
    rows: LimitRows
    course: Course
    trades: Sequence[Trade]

    @property
    def cost(self) -> Decimal:
        return sum((trade.cost for trade in self.trades), ZERO)

    @property
    def cash_left(self) -> Decimal:
        paid = sum((trade.amount for trade in self.trades), ZERO)
        return self.securities.cash + self.policy.cash_flow - paid - self.cost

    @property
    def total_after(self) -> Decimal:
        return self.securities.total + self.policy.cash_flow - self.cost

    @property
    def values_after(self) -> list[Decimal]:
        values = [line.market_value for line in self.securities.lines]
        for trade in self.trades:
            values[trade.index] += trade.amount
        return values

    @property
    def weights_before(self) -> FloatArray:
        total = float(self.securities.total)
        return self.securities.values / total if total > 0 else self.securities.values * 0

    @property
    def weights_after(self) -> FloatArray:
        total = float(self.total_after)
        return np.array([float(value) / total for value in self.values_after])


def suggest_adjustments(
    holdings: Sequence[Holding],
    policy: RebalancePolicy,
    *,
    currency: str,
    risk_tolerance: RiskTolerance = RiskTolerance.MODERATE,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    examples: Mapping[Category, Holding] = NO_EXAMPLES,
    known: Mapping[str, Holding] = NONE_KNOWN,
    prices: Mapping[str, PriceSeries] = NO_PRICES,
) -> RebalancePlan:
    """The trades that bring the holdings to the policy's target, as few as its bands allow.

    examples: a fund of each category, for a target that asks for one that is not held. known:
    what a target by holding names and is not held. prices: for minimum variance, risk parity and
    the figures before and after.
    The order of holdings does not matter. Raises
    RuleViolationError with every rule of the policy that cannot be kept at all.
    """
    securities = gather_securities(holdings)
    bought_new = _candidates(securities, policy, examples, known)
    own = own_prices(holdings, prices)[0]
    securities = gather_securities(holdings, bought_new, own)
    check_policy(securities, policy)
    outcome = _settle(securities, policy)
    reports = [
        assess(
            part,
            currency=currency,
            risk_tolerance=risk_tolerance,
            thresholds=thresholds,
            prices=own,
        )
        for part in (holdings, _holdings_after(outcome))
    ]
    return _plan(outcome, reports[0], reports[1], [line.symbol for line in bought_new])


def _plan(
    outcome: _Outcome, before: RiskReport, after: RiskReport, candidates: Sequence[str]
) -> RebalancePlan:
    securities, policy, trades = outcome.securities, outcome.policy, outcome.trades
    adjustments = _adjustments(outcome)
    bought, sold = (_sum_of(adjustments, side) for side in Side)
    traded = {one.symbol for one in adjustments}
    examples = [symbol for symbol in candidates if symbol in traded]
    spare = outcome.cash_left - outcome.course.cash_reserve
    return RebalancePlan(
        target=policy.target,
        currency=before.currency,
        total_before=securities.total,
        total_after=outcome.total_after,
        cash_flow=policy.cash_flow,
        cash_before=securities.cash,
        cash_left=outcome.cash_left,
        bought=bought,
        sold=sold,
        cost=outcome.cost,
        turnover=float((bought + sold) / 2 / outcome.total_after),
        over_limits=find_over_limits(
            outcome.weights_before, securities, outcome.rows, outcome.course.rounding
        ),
        adjustments=adjustments,
        limits_not_held=find_limits_not_held(
            outcome.weights_after, securities, outcome.rows, policy, outcome.course
        ),
        weights=_planned_weights(outcome),
        changes=metric_changes(before, after),
        before=before,
        after=after,
        notes=(
            *notes_on(securities, policy, trades, examples, spare, before.currency),
            *sector_note(policy, after.diversification.largest_sector.value),
        ),
    )


def _candidates(
    securities: Securities,
    policy: RebalancePolicy,
    examples: Mapping[Category, Holding],
    known: Mapping[str, Holding],
) -> list[Holding]:
    if policy.target is TargetKind.HOLDING_WEIGHTS:
        held = set(securities.symbols)
        return [
            known[symbol] for symbol in policy.weights if symbol in known and symbol not in held
        ]
    missing = missing_categories(securities, policy)
    return [examples[category] for category in missing if category in examples]


def _settle(securities: Securities, policy: RebalancePolicy) -> _Outcome:
    rows = limit_rows(securities, policy.limits)
    costs = ZERO
    for _ in range(COST_ROUNDS):
        course = set_course(securities, policy, rows, costs)
        spendable = securities.cash + policy.cash_flow - course.cash_reserve
        outcome = _Outcome(
            securities=securities,
            policy=policy,
            rows=rows,
            course=course,
            trades=make_trades(
                securities.lines,
                course.changes,
                course.most,
                _must_fall(course, rows),
                policy,
                spendable,
            ),
        )
        if outcome.cost <= costs:
            break
        costs = outcome.cost
    return outcome


def _must_fall(course: Course, rows: LimitRows) -> npt.NDArray[np.bool_]:
    """(n,): what counts towards a limit that is broken now."""
    must_fall = np.zeros(len(course.current), dtype=bool)
    for breach in find_breaches(course.current, rows, course.rounding):
        must_fall |= breach.members
    return must_fall


def _holdings_after(outcome: _Outcome) -> list[Holding]:
    after = apply_trades(outcome.securities.lines, outcome.trades)
    if outcome.cash_left:
        after.append(_cash_line(outcome.securities, outcome.cash_left))
    return after


def _cash_line(securities: Securities, amount: Decimal) -> Holding:
    if securities.cash_lines:
        first = securities.cash_lines[0]
        return replace(first, market_value=amount, quantity=None, price=None, cost_basis=None)
    return Holding(
        symbol=CASH_SYMBOL,
        name="Cash",
        asset_type=AssetType.CASH,
        market_value=amount,
        category=Category.CASH_EQUIVALENTS,
    )


def _adjustments(outcome: _Outcome) -> tuple[Adjustment, ...]:
    """Sales first, since they pay for the purchases; the largest first."""
    course = outcome.course
    breaches = find_breaches(course.current, outcome.rows, course.rounding)
    before, after = outcome.weights_before, outcome.weights_after
    ordered = sorted(outcome.trades, key=lambda trade: (trade.amount > 0, -abs(trade.amount)))
    return tuple(
        explain_trade(
            trade,
            outcome.securities,
            outcome.policy,
            course,
            breaches,
            (float(before[trade.index]), float(after[trade.index])),
        )
        for trade in ordered
    )


def _sum_of(adjustments: Sequence[Adjustment], side: Side) -> Decimal:
    return sum((one.amount for one in adjustments if one.side is side), ZERO)


def _planned_weights(outcome: _Outcome) -> tuple[PlannedWeight, ...]:
    """Every line and cash, largest before first; after sums to one."""
    course, bands = outcome.course, outcome.policy.bands
    before, after = outcome.weights_before, outcome.weights_after
    rows = [
        _planned(
            (line.symbol, line.name),
            (float(before[index]), float(course.target[index]), float(after[index])),
            value,
            bands.width(abs(float(course.target[index]))),
        )
        for index, (line, value) in enumerate(
            zip(outcome.securities.lines, outcome.values_after, strict=True)
        )
    ]
    total = outcome.securities.total
    cash = (
        float(outcome.securities.cash / total) if total > 0 else 0.0,
        course.cash_target,
        float(outcome.cash_left / outcome.total_after),
    )
    rows.append(_planned((CASH_SYMBOL, "Cash"), cash, outcome.cash_left, bands.width(cash[1])))
    shown = [row for row in rows if row.before or row.after or row.target > 1e-9]
    return tuple(sorted(shown, key=lambda row: (-row.before, row.symbol)))


def _planned(
    name: tuple[str, str], weights: tuple[float, float, float], value: Decimal, width: float
) -> PlannedWeight:
    before, target, after = weights
    return PlannedWeight(
        symbol=name[0],
        name=name[1],
        before=before,
        target=target,
        lowest=target - width,
        highest=target + width,
        after=after,
        value_after=value,
    )
