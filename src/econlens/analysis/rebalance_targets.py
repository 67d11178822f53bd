"""The weights that each kind of target asks for, before limits and bands."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.model_portfolios import MODEL_WEIGHTS
from econlens.analysis.optimise import minimum_variance, risk_parity
from econlens.analysis.securities import Securities
from econlens.domain.assets import Category
from econlens.domain.rebalancing import RebalancePolicy, TargetKind

# What the caller may write for cash among weights by holding.
CASH_SYMBOL = "CASH"
CATEGORY_KINDS = frozenset({TargetKind.RISK_TOLERANCE, TargetKind.CATEGORY_WEIGHTS})


@dataclass(frozen=True, eq=False, kw_only=True)
class Target:
    """weights (n,) of what may move (zero for the rest) and of cash: with the fixed ones, 1."""

    weights: FloatArray
    cash: float


def target_categories(policy: RebalancePolicy) -> Mapping[Category, float]:
    """What a target by category asks for; empty for the other kinds."""
    if policy.target is TargetKind.RISK_TOLERANCE:
        return MODEL_WEIGHTS[policy.risk_tolerance]
    if policy.target is TargetKind.CATEGORY_WEIGHTS:
        known = {key: weight for key, weight in policy.weights.items() if key in set(Category)}
        return {Category(key): weight for key, weight in known.items()}
    return {}


def target_weights(securities: Securities, policy: RebalancePolicy, total: float) -> Target:
    """The target for a portfolio of that total (> 0), in which fixed lines keep their value.

    A target by category or by holding says how much cash there shall be; the others keep the cash
    there is, and a withdrawal is taken from it first.
    """
    fixed = float(securities.values[securities.fixed].sum()) / total
    movable = 1 - fixed
    if policy.target in CATEGORY_KINDS:
        return _by_category(securities, target_categories(policy), movable)
    if policy.target is TargetKind.HOLDING_WEIGHTS:
        return _by_holding(securities, policy.weights, movable)
    kept = float(securities.cash + min(policy.cash_flow, type(policy.cash_flow)(0)))
    cash = min(max(kept, 0.0) / total, max(movable, 0.0))
    spread = _spread(securities, policy.target)
    return Target(weights=spread * max(movable - cash, 0.0), cash=cash)


def _spread(securities: Securities, kind: TargetKind) -> FloatArray:
    """(n,) summing to 1 over what may move, or all zero where nothing may."""
    weights = np.zeros(len(securities.lines))
    free = ~securities.fixed
    if kind is not TargetKind.EQUAL_WEIGHT:
        # Nothing bought new here: the question is how much of each that is held.
        free &= securities.values > 0
    if not free.any():
        return weights
    if kind is TargetKind.EQUAL_WEIGHT:
        weights[free] = 1 / free.sum()
    elif kind is TargetKind.WITHIN_LIMITS:
        weights[free] = securities.values[free] / securities.values[free].sum()
    else:
        optimise = minimum_variance if kind is TargetKind.MINIMUM_VARIANCE else risk_parity
        weights[free] = optimise(securities.covariance[np.ix_(free, free)])
    return weights


def _by_holding(securities: Securities, wanted: Mapping[str, float], movable: float) -> Target:
    scale = max(movable, 0.0)
    weights = np.array(
        [
            0.0 if is_fixed else wanted.get(symbol, 0.0) * scale
            for symbol, is_fixed in zip(securities.symbols, securities.fixed, strict=True)
        ]
    )
    return Target(weights=weights, cash=max(scale - float(weights.sum()), 0.0))


def _by_category(
    securities: Securities, wanted: Mapping[Category, float], movable: float
) -> Target:
    """Within a category in the proportions that are held; what is new there, in equal parts.

    Cash and money funds are held for cash equivalents, beside short government bonds.
    """
    weights, cash = np.zeros(len(securities.lines)), 0.0
    for category, weight in wanted.items():
        members = np.array(
            [
                line.category is category and not is_fixed
                for line, is_fixed in zip(securities.lines, securities.fixed, strict=True)
            ],
            dtype=bool,
        )
        held = np.where(members, securities.values, 0.0)
        cash_held = 0.0
        if category is Category.CASH_EQUIVALENTS:
            cash_held = max(float(securities.cash), 0.0)
        all_held = held.sum() + cash_held
        if all_held > 0:
            weights += weight * movable * held / all_held
            cash += weight * movable * cash_held / all_held
        elif members.any() and category is not Category.CASH_EQUIVALENTS:
            weights += weight * movable * members / members.sum()
        else:
            cash += weight * movable
    return Target(weights=weights, cash=cash)


def missing_categories(securities: Securities, policy: RebalancePolicy) -> list[Category]:
    """Categories of the target in which nothing that may move is held, but cash equivalents."""
    held = {
        line.category
        for line, is_fixed in zip(securities.lines, securities.fixed, strict=True)
        if not is_fixed
    }
    return [
        category
        for category, weight in target_categories(policy).items()
        if weight > 0 and category not in held and category is not Category.CASH_EQUIVALENTS
    ]


def is_cash_symbol(symbol: str, securities: Securities) -> bool:
    known = {line.symbol for line in securities.cash_lines}
    return symbol == CASH_SYMBOL or symbol in known
