"""Every figure of the risk report before and after."""

from dataclasses import fields

from econlens.analysis.rebalance_report import MetricChange
from econlens.analysis.report import Measure, RiskReport, Unit

_LABELS = {
    "hhi": "Concentration (HHI)",
    "hhi_looked_through": "HHI, funds looked through",
    "effective_holdings_looked_through": "Effective holdings, funds looked through",
    "home_bias": "In the United States",
}


def metric_changes(before: RiskReport, after: RiskReport) -> tuple[MetricChange, ...]:
    """The score first, then each measure of the report in its order."""
    score = MetricChange(
        key="score",
        label="Risk score (1 to 10)",
        unit=Unit.RATIO,
        before=before.score.value,
        after=after.score.value,
    )
    pairs = zip(_measures(before), _measures(after), strict=True)
    return score, *(
        MetricChange(
            key=key,
            label=_LABELS.get(key, key.replace("_", " ").capitalize()),
            unit=one.unit,
            before=one.value,
            after=other.value,
        )
        for (key, one), (_, other) in pairs
    )


def _measures(report: RiskReport) -> list[tuple[str, Measure]]:
    groups = (report.concentration, report.diversification, report.risk, report.cost)
    named = [
        (field.name, getattr(group, field.name)) for group in groups for field in fields(group)
    ]
    return [(name, value) for name, value in named if isinstance(value, Measure)]
