"""In words: why each adjustment is suggested, what is over its limit, and what cannot be held."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.rebalance_course import Course, may_not_be_sold
from econlens.analysis.rebalance_limits import (
    Breach,
    LimitRows,
    breach_key,
    breach_label,
    find_breaches,
)
from econlens.analysis.rebalance_report import Adjustment, Excess
from econlens.analysis.securities import Securities
from econlens.analysis.trades import Trade
from econlens.analysis.wording import limit, names, percent
from econlens.domain.prices import PriceSource
from econlens.domain.rebalancing import LimitKind, RebalancePolicy, Rule, Side, TargetKind

_RULE_OF = {
    LimitKind.POSITION: Rule.POSITION_LIMIT,
    LimitKind.SECTOR: Rule.SECTOR_LIMIT,
    LimitKind.REGION: Rule.REGION_LIMIT,
    LimitKind.CATEGORY: Rule.CATEGORY_LIMIT,
}
NOTHING = 1e-9


def explain_trade(
    trade: Trade,
    securities: Securities,
    policy: RebalancePolicy,
    course: Course,
    breaches: Sequence[Breach],
    weights: tuple[float, float],
) -> Adjustment:
    """weights: of the line before and after, each of its own total."""
    line = securities.lines[trade.index]
    rules = _rules(trade, policy, course, breaches)
    target = float(course.target[trade.index])
    return Adjustment(
        symbol=line.symbol,
        name=line.name,
        side=Side.BUY if trade.amount > 0 else Side.SELL,
        amount=abs(trade.amount),
        shares=None if trade.shares is None else abs(trade.shares),
        price=None if trade.shares is None or not line.price else round(line.price, 6),
        cost=trade.cost,
        weight_before=weights[0],
        weight_after=weights[1],
        target_weight=target,
        rules=rules,
        reason=_reason(trade, rules, securities, policy, course, breaches, weights),
    )


def _rules(
    trade: Trade, policy: RebalancePolicy, course: Course, breaches: Sequence[Breach]
) -> tuple[Rule, ...]:
    index, rules = trade.index, []
    target = float(course.target[index])
    if trade.amount < 0:
        rules += [_RULE_OF[one.kind] for one in breaches if one.members[index]]
    if policy.target is not TargetKind.WITHIN_LIMITS:
        if target <= NOTHING and trade.amount < 0:
            rules.append(Rule.NOT_IN_TARGET)
        elif abs(float(course.current[index]) - target) > policy.bands.width(target) + NOTHING:
            rules.append(Rule.OUTSIDE_BAND)
    if not rules:
        follows_flow = policy.cash_flow * trade.amount > 0
        rules.append(Rule.CASH_FLOW if follows_flow else Rule.BALANCE)
    return tuple(dict.fromkeys(rules))


def _reason(
    trade: Trade,
    rules: tuple[Rule, ...],
    securities: Securities,
    policy: RebalancePolicy,
    course: Course,
    breaches: Sequence[Breach],
    weights: tuple[float, float],
) -> str:
    symbol, target = securities.symbols[trade.index], float(course.target[trade.index])
    now = float(course.current[trade.index])
    told = []
    if trade.amount < 0:
        told += _limit_sentences(symbol, trade.index, securities, breaches)
    if told and Rule.OUTSIDE_BAND in rules:
        told.append(f"its target is {percent(target)}")
        rules = tuple(rule for rule in rules if rule is not Rule.OUTSIDE_BAND)
    told += [_sentence(rule, trade, symbol, target, now, policy) for rule in rules]
    if trade.amount > 0:
        told += _counts_as_well(trade.index, securities, breaches)
    text = "; ".join(one for one in told if one)
    return f"{text[:1].upper()}{text[1:]}. This brings it to {percent(weights[1])}."


def _sentence(
    rule: Rule,
    trade: Trade,
    symbol: str,
    target: float,
    before: float,
    policy: RebalancePolicy,
) -> str:
    is_purchase, width = trade.amount > 0, policy.bands.width(target)
    match rule:
        case Rule.NOT_IN_TARGET:
            return f"the target holds no {symbol}"
        case Rule.OUTSIDE_BAND if before == 0:
            return f"{symbol} is not held and its target is {percent(target)}"
        case Rule.OUTSIDE_BAND:
            return (
                f"{symbol} is {percent(before)} with a target of {percent(target)}, outside its "
                f"band of {percent(target - width)} to {percent(target + width)}"
            )
        case Rule.CASH_FLOW if is_purchase:
            return f"part of the money to invest goes to {symbol}, below its {percent(target)}"
        case Rule.CASH_FLOW:
            return f"part of the money to withdraw comes from {symbol}, above its {percent(target)}"
        case Rule.BALANCE if is_purchase:
            return f"{symbol} takes up what other adjustments set free, up to {percent(target)}"
        case Rule.BALANCE:
            return f"{symbol} pays for other adjustments, down to {percent(target)}"
        case _:
            return ""


def _limit_sentences(
    symbol: str, index: int, securities: Securities, breaches: Sequence[Breach]
) -> list[str]:
    mine = [one for one in breaches if one.members[index]]
    told = [
        f"{symbol} is {percent(one.weight)} of the portfolio, above the limit of "
        f"{limit(one.limit)} for a single security"
        for one in mine
        if one.kind is LimitKind.POSITION
    ]
    groups = [
        f"{breach_label(one, securities)} ({percent(one.weight)}, limit {limit(one.limit)})"
        for one in mine
        if one.kind is not LimitKind.POSITION
    ]
    return told + ([f"{symbol} counts towards {' and '.join(groups)}"] if groups else [])


def _counts_as_well(index: int, securities: Securities, breaches: Sequence[Breach]) -> list[str]:
    """A purchase of what counts towards a limit that is broken now."""
    groups = [
        breach_label(one, securities)
        for one in breaches
        if one.members[index] and one.kind is not LimitKind.POSITION
    ]
    return [f"it counts in part as {names(groups)} too, which sales bring down"] if groups else []


def find_over_limits(
    weights: FloatArray, securities: Securities, rows: LimitRows, tolerance: float
) -> tuple[Excess, ...]:
    """What is above its limit before any adjustment, and what that means."""
    return tuple(
        _excess(breach, securities, _meaning(breach, securities, weights, rows))
        for breach in find_breaches(weights, rows, tolerance)
    )


def _excess(breach: Breach, securities: Securities, reason: str) -> Excess:
    return Excess(
        kind=breach.kind,
        key=breach_key(breach, securities),
        label=breach_label(breach, securities),
        weight=breach.weight,
        limit=breach.limit,
        reason=reason,
        symbols=tuple(securities.symbols[index] for index in np.flatnonzero(breach.members)),
    )


def _meaning(breach: Breach, securities: Securities, weights: FloatArray, rows: LimitRows) -> str:
    name = breach_label(breach, securities)
    if breach.kind is LimitKind.POSITION:
        return (
            f"{name} is {percent(breach.weight)} of the portfolio, above the limit of "
            f"{limit(breach.limit)} for a single security: if it lost half its value, the "
            f"portfolio would lose {percent(breach.weight / 2)}."
        )
    parts = np.where(breach.members, weights, 0.0)
    largest = [securities.symbols[index] for index in np.argsort(-parts) if parts[index] > 0]
    return (
        f"{name} is {percent(breach.weight)} of the portfolio, directly and in funds, above the "
        f"limit of {limit(breach.limit)} for a {breach.kind}; most of it by {names(largest)}."
    )


def find_limits_not_held(
    weights: FloatArray,
    securities: Securities,
    rows: LimitRows,
    policy: RebalancePolicy,
    course: Course,
) -> tuple[Excess, ...]:
    """What is above its limit even after all adjustments, and why. Cents are forgiven."""
    return tuple(
        _excess(breach, securities, _obstacle(breach, securities, rows, policy, course))
        for breach in find_breaches(weights, rows, course.rounding)
    )


def _obstacle(
    breach: Breach,
    securities: Securities,
    rows: LimitRows,
    policy: RebalancePolicy,
    course: Course,
) -> str:
    name, wanted = breach_label(breach, securities), limit(breach.limit)
    start = f"{name} stays at {percent(breach.weight)}, above the limit of {wanted}: "
    kept = may_not_be_sold(securities, policy) & breach.members
    if policy.buy_only:
        return start + "only purchases are allowed."
    if _share(breach, rows, np.where(kept, course.current, 0.0)) > breach.limit:
        held = [securities.symbols[index] for index in np.flatnonzero(kept)]
        return start + f"{names(held)} may not be sold."
    fixed = np.where(securities.fixed, course.current, 0.0)
    if _share(breach, rows, fixed) > breach.limit:
        return start + "options and short positions are left as they are."
    if _share(breach, rows, course.ideal) > breach.limit + 1e-6:
        return start + _contradiction(breach)
    if _share(breach, rows, course.goal) > breach.limit + 1e-6:
        least = f"{policy.minimum_trade:,.2f}"
        return start + f"the trade it needs is below the minimum of {least}."
    return start + "whole shares cannot come closer."


def _contradiction(breach: Breach) -> str:
    if breach.kind is LimitKind.POSITION:
        return (
            "the money has nowhere else to go within the limits. Hold more securities, or a fund, "
            "or allow larger positions."
        )
    return (
        "with what is held and the other limits it cannot be kept. Add holdings outside of it, "
        "or raise one of the limits."
    )


def _share(breach: Breach, rows: LimitRows, weights: FloatArray) -> float:
    """What weights (n,) put towards the limit."""
    if breach.kind is LimitKind.POSITION:
        return float(weights[int(breach.key)])
    place = [
        index
        for index, (kind, key) in enumerate(zip(rows.kinds, rows.keys, strict=True))
        if (kind, key) == (breach.kind, breach.key)
    ]
    return float(rows.exposures[place[0]] @ weights)


def _covariance_note(securities: Securities, policy: RebalancePolicy) -> Iterator[str]:
    """What risk was read from, where the target depends on it."""
    if policy.target not in {TargetKind.MINIMUM_VARIANCE, TargetKind.RISK_PARITY}:
        return
    priced = securities.by_prices
    if priced is None:
        yield (
            "How holdings move together is estimated from asset classes alone: fewer than half of "
            "them have prices that can be used."
        )
        return
    window = priced.window
    made_up = "SYNTHETIC ones among them, " if PriceSource.SYNTHETIC in window.sources else ""
    yield (
        f"How {len(priced.places)} of {len(securities.lines)} holdings move together is estimated "
        f"from {len(window.returns)} returns between {window.start} and {window.end}, {made_up}"
        "that of the rest from asset classes."
    )


def _flow_note(policy: RebalancePolicy) -> Iterator[str]:
    if policy.cash_flow:
        yield (
            "Targets, bands and the weights in the reasons count the money that comes in or goes "
            "out; the weights before are of today's total."
        )


def sector_note(policy: RebalancePolicy, largest_sector: float | None) -> Iterator[str]:
    """largest_sector: the measure after all adjustments, above a limit that is held."""
    most = policy.limits.sector
    if most is not None and largest_sector is not None and largest_sector > most:
        yield (
            f"The sector limit of {limit(most)} is one of the whole portfolio; the measure "
            "“largest sector” is of the shares in it alone, so that it is higher."
        )


def notes_on(
    securities: Securities,
    policy: RebalancePolicy,
    trades: Sequence[Trade],
    examples: Sequence[str],
    spare_cash: Decimal,
    currency: str,
) -> tuple[str, ...]:
    """What a reader must know to judge the plan."""
    notes = [*_covariance_note(securities, policy)]
    if not trades:
        notes.append(
            "Everything is within its band and its limits, or cannot be moved: no "
            "adjustment is suggested."
        )
    if spare_cash > policy.minimum_trade and spare_cash > 1:
        notes.append(
            f"{currency} {spare_cash:,.2f} more than the target stays as cash, because "
            "of the least trade, whole shares, limits or what may be bought."
        )
    notes += _flow_note(policy)
    if examples:
        notes.append(
            f"{names(examples, 12)}: broad funds that stand for categories you hold "
            "nothing in; any similar fund does."
        )
    unpriced = [securities.symbols[one.index] for one in trades if one.shares is None]
    if unpriced:
        notes.append(
            f"No price is known for {names(unpriced)}, so these trades are told by their amount."
        )
    fixed = [
        line.symbol for line, stays in zip(securities.lines, securities.fixed, strict=True) if stays
    ]
    if fixed:
        notes.append(f"Options and short positions stay as they are: {names(fixed)}.")
    return tuple(notes)
