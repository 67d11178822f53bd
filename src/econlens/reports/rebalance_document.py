"""Suggested adjustments as a document."""

from collections.abc import Sequence

from econlens.analysis.rebalance_report import Adjustment, Excess, MetricChange, RebalancePlan
from econlens.reports.document import (
    Bar,
    Bars,
    Document,
    Fact,
    Facts,
    Remark,
    Remarks,
    Section,
    Table,
    Tone,
)
from econlens.reports.wording import measured, money, percent, quantity

MOST_WEIGHTS = 15


def rebalance_document(plan: RebalancePlan, name: str) -> Document:
    sections = [Section(title="At a glance", blocks=[_glance(plan)])]
    if plan.over_limits:
        sections.append(_excesses("Above a limit now", plan.over_limits, Tone.NOTICED))
    if plan.adjustments:
        sections += _adjustments(plan.adjustments)
    sections.append(_weights(plan))
    sections.append(Section(title="Before and after", blocks=[_changes(plan.changes)]))
    if plan.limits_not_held:
        sections.append(_excesses("Limits that cannot be held", plan.limits_not_held, Tone.BAD))
    if plan.notes:
        notes = Remarks(remarks=[Remark(text=note) for note in plan.notes])
        sections.append(Section(title="What to know", blocks=[notes]))
    return Document(
        title=f"Suggested adjustments: {name}",
        subtitle=f"Target: {plan.target.replace('_', ' ')}",
        sections=sections,
        disclaimer=plan.disclaimer,
    )


def _glance(plan: RebalancePlan) -> Facts:
    amounts = (
        ("Total before", plan.total_before),
        ("Cash flow", plan.cash_flow),
        ("Bought", plan.bought),
        ("Sold", plan.sold),
        ("Costs", plan.cost),
        ("Cash left", plan.cash_left),
        ("Total after", plan.total_after),
    )
    facts = [Fact(label=label, value=money(amount, plan.currency)) for label, amount in amounts]
    return Facts(facts=[*facts, Fact(label="Turnover", value=percent(plan.turnover))])


def _excesses(title: str, excesses: Sequence[Excess], tone: Tone) -> Section:
    remarks = [Remark(text=one.reason, tone=tone) for one in excesses]
    return Section(title=title, blocks=[Remarks(remarks=remarks)])


def _adjustments(adjustments: Sequence[Adjustment]) -> list[Section]:
    columns = ["", "Symbol", "Shares", "Price", "Amount", "Before", "After", "Target"]
    rows = [
        [
            one.side,
            one.symbol,
            quantity(one.shares),
            quantity(one.price),
            f"{one.amount:,.2f}",
            percent(one.weight_before),
            percent(one.weight_after),
            percent(one.target_weight),
        ]
        for one in adjustments
    ]
    reasons = [Remark(text=f"{one.side} {one.symbol}", detail=one.reason) for one in adjustments]
    return [
        Section(title="Suggested adjustments", blocks=[Table(columns=columns, rows=rows, words=2)]),
        Section(title="Why", blocks=[Remarks(remarks=reasons)]),
    ]


def _weights(plan: RebalancePlan) -> Section:
    bars = [
        Bar(
            label=f"{one.symbol}  {one.name}",
            share=one.before,
            second=one.after,
            text=f"{percent(one.before)} / {percent(one.after)}",
        )
        for one in plan.weights[:MOST_WEIGHTS]
    ]
    return Section(title="Weights", blocks=[Bars(bars=bars, key=["Before", "After"])])


def _changes(changes: Sequence[MetricChange]) -> Table:
    rows = [
        [one.label, measured(one.before, one.unit), measured(one.after, one.unit)]
        for one in changes
    ]
    return Table(columns=["Measure", "Before", "After"], rows=rows)
