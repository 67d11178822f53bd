"""A comparison as a document."""

from econlens.analysis.compare_report import ComparisonReport
from econlens.reports.compare_rows import (
    DEEPEST_FALL,
    FIGURES,
    fall_rows,
    held_alone,
    known,
    number,
)
from econlens.reports.document import (
    Document,
    Dot,
    Dots,
    Lines,
    Remark,
    Remarks,
    Section,
    Table,
)
from econlens.reports.wording import money, percent

LEAST_PORTFOLIOS = 2
DISCLAIMER = "Estimates, not forecasts, and no financial advice."


def comparison_document(report: ComparisonReport) -> Document:
    names = [one.name for one in report.portfolios]
    growth = Lines(names=names, days=report.growth.days, values=report.growth.values)
    sections = [
        Section(title="In words", blocks=[_remarks(report.summary)]),
        Section(title="What 100 became", blocks=[growth]),
        Section(title="Side by side", blocks=[_figures(report, names)]),
        *_plane(report),
        Section(title="How alike they are", blocks=_likeness(report, names)),
    ]
    if report.shared:
        rows = [[one.symbol, *map(percent, one.weights)] for one in report.shared]
        table = Table(columns=["Symbol", *names], rows=rows)
        sections.append(Section(title="Held by more than one", blocks=[table]))
    alone = [Remark(text=one.name, detail=held_alone(one)) for one in report.portfolios]
    sections.append(Section(title="Held by one alone", blocks=[Remarks(remarks=alone)]))
    return Document(
        title=f"Comparison of {len(names)} portfolios",
        subtitle=f"{report.start} to {report.end}, {report.observations} days",
        sections=[*sections, Section(title="What to know", blocks=[_remarks(report.notes)])],
        disclaimer=DISCLAIMER,
    )


def _remarks(sentences: tuple[str, ...]) -> Remarks:
    return Remarks(remarks=[Remark(text=sentence) for sentence in sentences])


def _figures(report: ComparisonReport, names: list[str]) -> Table:
    portfolios = report.portfolios
    rows = [
        ["Value", *(money(one.total_value, one.currency) for one in portfolios)],
        ["Holdings", *(str(one.holding_count) for one in portfolios)],
    ]
    for label, read, text in FIGURES:
        rows.append([label, *(known(read(one), text) for one in portfolios)])
        if label == DEEPEST_FALL:
            rows += [[when, *days] for when, days in fall_rows(portfolios)]
    return Table(columns=["Measure", *names], rows=rows)


def _plane(report: ComparisonReport) -> list[Section]:
    """Risk and return; nothing where one of them is unknown everywhere."""
    dots = [
        Dot(name=one.name, across=one.annual_volatility, up=one.annual_return)
        for one in report.portfolios
        if one.annual_volatility is not None and one.annual_return is not None
    ]
    if not dots:
        return []
    plane = Dots(dots=dots, across="volatility a year", up="return a year")
    return [Section(title="Return and risk", blocks=[plane])]


def _likeness(report: ComparisonReport, names: list[str]) -> list[Table]:
    """The correlation of each with each, and the pairs with what they share."""
    if len(names) == LEAST_PORTFOLIOS:
        return [_pairs(report, names)]
    rows = [
        [f"{place} {name}", *(known(value, number) for value in row)]
        for place, (name, row) in enumerate(zip(names, report.correlations, strict=True), start=1)
    ]
    columns = ["Correlation", *map(str, range(1, len(names) + 1))]
    return [Table(columns=columns, rows=rows), _pairs(report, names)]


def _pairs(report: ComparisonReport, names: list[str]) -> Table:
    rows = [
        [
            f"{names[pair.first]} and {names[pair.second]}",
            known(pair.correlation, number),
            percent(pair.overlap_by_holding),
            percent(pair.overlap_looked_through),
        ]
        for pair in report.pairs
    ]
    return Table(columns=["Pair", "Correlation", "Same holdings", "Looked through"], rows=rows)
