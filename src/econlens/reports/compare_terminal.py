"""A comparison for a terminal: figures side by side, correlations, overlap, a summary."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from econlens.analysis.compare_report import ComparisonReport, PortfolioFigures
from econlens.reports.compare_rows import (
    DEEPEST_FALL,
    FIGURES,
    fall_rows,
    held_alone,
    known,
    number,
)
from econlens.reports.terminal_parts import plain, titled_table
from econlens.reports.wording import money, percent

DISCLAIMER = "Estimates; not financial advice."
_MOST_SHARED = 8


def render_comparison(report: ComparisonReport, console: Console) -> None:
    """Print the whole comparison. Colours and width are the console's; names are text."""
    span = f"   {report.start} to {report.end}, {report.observations} days"
    console.print(Text.assemble(("EconLens comparison", "bold"), span))
    for sentence in report.summary:
        console.print(plain(f"  {sentence}"))
    console.print(_figures_table(report.portfolios))
    console.print(_pairs_table(report))
    if report.shared:
        console.print(_shared_table(report))
    console.print(Text("Held by one alone", style="bold"))
    for one in report.portfolios:
        console.print(plain(f"  {one.name}: {held_alone(one)}"))
    console.print()
    for note in report.notes:
        console.print(plain(note, "dim"))
    console.print(Text(DISCLAIMER, style="italic"))


def _named_table(title: str, first: str, portfolios: Sequence[PortfolioFigures]) -> Table:
    table = titled_table(title)
    table.add_column(first, ratio=1)
    for one in portfolios:
        table.add_column(plain(one.name), justify="right", overflow="ellipsis", max_width=24)
    return table


def _figures_table(portfolios: Sequence[PortfolioFigures]) -> Table:
    table = _named_table("Side by side", "Measure", portfolios)
    table.add_row("Value", *(money(one.total_value, one.currency) for one in portfolios))
    table.add_row("Holdings", *(str(one.holding_count) for one in portfolios))
    for label, read, text in FIGURES:
        table.add_row(label, *(known(read(one), text) for one in portfolios))
        if label == DEEPEST_FALL:
            for when, days in fall_rows(portfolios):
                table.add_row(when, *days)
    return table


def _pairs_table(report: ComparisonReport) -> Table:
    table = titled_table("How alike they are")
    table.add_column("Pair", ratio=1)
    for name in ("Correlation", "Same holdings", "Looked through"):
        table.add_column(name, justify="right")
    for pair in report.pairs:
        names = (report.portfolios[pair.first].name, report.portfolios[pair.second].name)
        table.add_row(
            plain(" and ".join(names)),
            known(pair.correlation, number),
            percent(pair.overlap_by_holding),
            percent(pair.overlap_looked_through),
        )
    return table


def _shared_table(report: ComparisonReport) -> Table:
    table = _named_table("Held by more than one", "Symbol", report.portfolios)
    for one in report.shared[:_MOST_SHARED]:
        table.add_row(plain(one.symbol), *(percent(weight) for weight in one.weights))
    rest = len(report.shared) - _MOST_SHARED
    if rest > 0:
        table.add_row(f"{rest} more", *("" for _ in report.portfolios))
    return table
