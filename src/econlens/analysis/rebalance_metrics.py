"""Every figure of the risk report before and after."""

from collections.abc import Iterator
from dataclasses import fields

from econlens.analysis.rebalance_report import MetricChange
from econlens.analysis.report import Measure, RiskReport, Unit

_LABELS = {
    "hhi": "Concentration (HHI)",
    "hhi_looked_through": "HHI, funds looked through",
    "effective_holdings_looked_through": "Effective holdings, funds looked through",
    "largest_sector": "Largest sector, of all shares",
    "home_bias": "In the United States",
}


def metric_changes(before: RiskReport, after: RiskReport) -> tuple[MetricChange, ...]:
    """The score first, then each measure of the report in its order; risk from prices at the end
    where there is any before, unknown after if what is bought leaves too few prices."""
    score = MetricChange(
        key="score",
        label="Risk score (1 to 10)",
        unit=Unit.RATIO,
        before=before.score.value,
        after=after.score.value,
    )
    pairs = zip(_measures(before), _measures(after), strict=True)
    changes = (_change(key, _label(key), one, other.value) for (key, one), (_, other) in pairs)
    return score, *changes, *_changes_from_prices(before, after)


def _changes_from_prices(before: RiskReport, after: RiskReport) -> Iterator[MetricChange]:
    known, later = before.risk.from_prices, after.risk.from_prices
    if known is None:
        return
    for field in fields(known):
        one = getattr(known, field.name)
        if isinstance(one, Measure):
            other = None if later is None else getattr(later, field.name).value
            label = f"{_label(field.name)}, from prices"
            yield _change(f"from_prices_{field.name}", label, one, other)


def _label(key: str) -> str:
    return _LABELS.get(key, key.replace("_", " ").capitalize())


def _change(key: str, label: str, before: Measure, after: float | None) -> MetricChange:
    return MetricChange(key=key, label=label, unit=before.unit, before=before.value, after=after)


def _measures(report: RiskReport) -> list[tuple[str, Measure]]:
    groups = (report.concentration, report.diversification, report.risk, report.cost)
    named = [
        (field.name, getattr(group, field.name)) for group in groups for field in fields(group)
    ]
    return [(name, value) for name, value in named if isinstance(value, Measure)]
