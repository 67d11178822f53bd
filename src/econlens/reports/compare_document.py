"""A comparison as a document."""

from econlens.analysis.compare_report import ComparisonReport
from econlens.reports.compare_rows import FIGURES, known, number
from econlens.reports.document import Document, Lines, Remark, Remarks, Section, Table
from econlens.reports.wording import money, percent

DISCLAIMER = "Estimates, not forecasts, and no financial advice."


def comparison_document(report: ComparisonReport) -> Document:
    names = [one.name for one in report.portfolios]
    growth = Lines(names=names, days=report.growth.days, values=report.growth.values)
    sections = [
        Section(title="In words", blocks=[_remarks(report.summary)]),
        Section(title="What 100 became", blocks=[growth]),
        Section(title="Side by side", blocks=[_figures(report, names)]),
        Section(title="How alike they are", blocks=[_pairs(report, names)]),
    ]
    if report.shared:
        rows = [[one.symbol, *map(percent, one.weights)] for one in report.shared]
        table = Table(columns=["Symbol", *names], rows=rows)
        sections.append(Section(title="Held by more than one", blocks=[table]))
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
    rows += [
        [label, *(known(read(one), text) for one in portfolios)] for label, read, text in FIGURES
    ]
    return Table(columns=["Measure", *names], rows=rows)


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
