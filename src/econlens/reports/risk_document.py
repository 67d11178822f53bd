"""The risk report as a document."""

from collections.abc import Sequence

from econlens.analysis.report import (
    Basis,
    Exposure,
    Level,
    Measure,
    PositionRisk,
    RiskReport,
    RiskWarning,
)
from econlens.domain.issues import Severity
from econlens.reports.document import (
    Bar,
    Bars,
    Block,
    Document,
    Fact,
    Facts,
    Gauge,
    Remark,
    Remarks,
    Section,
    Table,
    Tone,
)
from econlens.reports.risk_rows import evidence, figure, key_rows, risk_rows, volatility_by_prices
from econlens.reports.wording import money, percent

DISCLAIMER = "Estimates, not forecasts, and no financial advice."
TONES = {Level.LOW: Tone.GOOD, Level.MODERATE: Tone.NOTICED, Level.HIGH: Tone.BAD}
MOST_BARS, MOST_POSITIONS = 8, 12
_SEVERITY = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.BAD, Severity.INFO: Tone.NOTICED}
_ORIGINS = {
    Basis.WEIGHTS: "from the holdings",
    Basis.ASSET_CLASS: "by asset class",
    Basis.PRICES: "from prices",
}


def risk_document(report: RiskReport, name: str) -> Document:
    count = "1 holding" if report.holding_count == 1 else f"{report.holding_count} holdings"
    sections = [
        _score(report),
        _warnings(report.warnings),
        _risk(report),
        _key_figures(report),
        *_exposures(report),
        _positions(report.risk.positions),
        Section(
            title="What to know",
            blocks=[Remarks(remarks=[Remark(text=note) for note in report.notes])],
        ),
    ]
    return Document(
        title=f"Risk report: {name}",
        subtitle=f"{count}, {money(report.total_value, report.currency)}",
        sections=sections,
        disclaimer=DISCLAIMER,
    )


def _score(report: RiskReport) -> Section:
    score = report.score
    gauge = Gauge(
        value=score.value,
        highest=10,
        limit=score.limit,
        tone=TONES[score.level],
        text=score.summary,
    )
    rows = [
        [part.label, part.explanation, f"{part.points:+.1f}"]
        for part in score.parts
        if part.points or part.key == "volatility"
    ]
    table = Table(columns=["Part", "What it says", "Points"], rows=rows, words=2)
    return Section(title="Risk score", blocks=[gauge, table])


def _warnings(warnings: Sequence[RiskWarning]) -> Section:
    remarks = [
        Remark(text=one.message, detail=one.suggestion, tone=_SEVERITY[one.severity])
        for one in warnings
    ]
    none = Remark(text="None: every figure is within its limits.", tone=Tone.GOOD)
    return Section(title="Warnings", blocks=[Remarks(remarks=remarks or [none])])


def _risk(report: RiskReport) -> Section:
    rows = risk_rows(report.risk)
    facts = [_fact(label, by_class, report.currency) for label, by_class, _ in rows]
    remark = Remarks(remarks=[Remark(text=evidence(report.risk))])
    if report.risk.from_prices is None:
        return Section(title="Estimated risk", blocks=[Facts(facts=facts), remark])
    table = Table(
        columns=["Figure", "By asset class", "From prices"],
        rows=[
            [label, *(figure(one, report.currency) for one in (by_class, by_prices) if one)]
            for label, by_class, by_prices in rows
        ],
    )
    return Section(title="Estimated risk", blocks=[Facts(facts=facts), table, remark])


def _key_figures(report: RiskReport) -> Section:
    facts = [_fact(label, one, report.currency) for label, one in key_rows(report)]
    return Section(title="Key figures", blocks=[Facts(facts=facts)])


def _fact(label: str, measure: Measure, currency: str) -> Fact:
    origin = _ORIGINS[measure.basis]
    if measure.covered < 0.9995:
        origin += f", covers {percent(measure.covered)}"
    return Fact(
        label=label,
        value=figure(measure, currency),
        detail=measure.explanation,
        origin=origin,
        tone=Tone.PLAIN if measure.level is None else TONES[measure.level],
    )


def _exposures(report: RiskReport) -> list[Section]:
    exposures = report.exposures
    named = (
        ("Asset types", exposures.asset_types),
        ("Categories", exposures.categories),
        ("Sectors", exposures.sectors),
        ("Regions", exposures.regions),
    )
    return [Section(title=title, blocks=[Bars(bars=_bars(shares))]) for title, shares in named]


def _bars(exposures: Sequence[Exposure]) -> list[Bar]:
    shown, rest = exposures[:MOST_BARS], exposures[MOST_BARS:]
    bars = [Bar(label=one.label, share=one.weight, text=percent(one.weight)) for one in shown]
    if rest:
        share = sum(one.weight for one in rest)
        bars.append(Bar(label=f"{len(rest)} more", share=share, text=percent(share)))
    return bars


def _positions(positions: Sequence[PositionRisk]) -> Section:
    ordered = sorted(positions, key=lambda one: (-one.share_of_risk, one.symbol))
    bars = [
        Bar(
            label=f"{one.symbol}  {one.name}",
            share=one.weight,
            second=one.share_of_risk,
            text=f"{percent(one.weight)} / {percent(one.share_of_risk)}",
        )
        for one in ordered[:MOST_POSITIONS]
    ]
    blocks: list[Block] = [Bars(bars=bars, key=["Share of value", "Share of risk"])]
    shown = ordered[:MOST_POSITIONS]
    if any(one.priced_volatility is not None for one in shown):
        rows = [
            [one.symbol, percent(one.annual_volatility), volatility_by_prices(one)] for one in shown
        ]
        columns = ["Volatility a year", "By asset class", "By its own prices"]
        blocks.append(Table(columns=columns, rows=rows))
    return Section(title="Who carries the risk", hint="by asset class", blocks=blocks)
