"""The risk report for a terminal: score, measures, exposures, positions, warnings, notes."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from econlens.analysis.report import (
    Basis,
    Exposure,
    Level,
    Measure,
    PositionRisk,
    RiskReport,
    RiskWarning,
    Score,
    ScorePart,
)
from econlens.domain.issues import Severity
from econlens.reports.risk_rows import figure, key_rows, volatility_by_prices
from econlens.reports.risk_terminal import render_risk
from econlens.reports.terminal_parts import plain, titled_table
from econlens.reports.wording import money, percent

DISCLAIMER = "Estimates from asset classes; not financial advice."

_LEVEL_STYLES = {Level.LOW: "green", Level.MODERATE: "yellow", Level.HIGH: "red"}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SCORE_BAR, _PART_BAR, _EXPOSURE_BAR = 40, 10, 28
_MOST_EXPOSURES = 6
_MOST_POSITIONS = 8


def render(report: RiskReport, console: Console) -> None:
    """Print the whole report. Colours and width are the console's; names are printed as text."""
    block = "#" if console.options.ascii_only else "█"
    _print_title(report, console)
    console.print(_score_panel(report.score, block))
    console.print(_measures_table(report))
    render_risk(report.risk, console)
    for title, exposures in _exposure_lists(report):
        console.print(_exposure_table(title, exposures, block))
        console.print()
    console.print(_positions_table(report.risk.positions))
    _print_warnings(report.warnings, console)
    _print_notes(report.notes, console)


def _print_title(report: RiskReport, console: Console) -> None:
    holdings = "1 holding" if report.holding_count == 1 else f"{report.holding_count} holdings"
    worth = money(report.total_value, report.currency)
    console.print(Text.assemble(("EconLens risk report", "bold"), f"   {holdings}, {worth}"))


def _score_panel(score: Score, block: str) -> Panel:
    style = _LEVEL_STYLES[score.level]
    headline = Text.assemble(
        (f"{score.value:.1f}", f"bold {style}"),
        " of 10  ",
        _bar(score.value / 10, _SCORE_BAR, style, block),
        (f"  {score.level.upper()}", f"bold {style}"),
    )
    summary = plain(score.summary, "" if score.within_limit else "red")
    body = Group(headline, summary, Text(), _parts_table(score.parts, block))
    return Panel(body, title="Risk score", title_align="left", border_style=style)


def _parts_table(parts: Iterable[ScorePart], block: str) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(style="dim", ratio=1)
    for part in parts:
        share = part.points / part.max_points if part.max_points else 0.0
        table.add_row(
            plain(part.label),
            f"{part.points:+.1f}",
            _bar(share, _PART_BAR, "cyan", block),
            plain(part.explanation),
        )
    return table


def _measures_table(report: RiskReport) -> Table:
    table = titled_table("Key measures")
    table.add_column("Measure", ratio=1)
    table.add_column("Value", justify="right", no_wrap=True)
    table.add_column("Level", no_wrap=True)
    table.add_column("Told from", no_wrap=True, style="dim")
    for name, measure in key_rows(report):
        level = Text("–", style="dim")
        if measure.level is not None:
            level = Text(measure.level, style=_LEVEL_STYLES[measure.level])
        table.add_row(name, figure(measure, report.currency), level, _origin(measure))
    return table


def _origin(measure: Measure) -> str:
    origin = "holdings" if measure.basis is Basis.WEIGHTS else "estimate"
    return origin if measure.covered >= 1 else f"{origin}, {measure.covered * 100:.0f} % known"


def _exposure_lists(report: RiskReport) -> tuple[tuple[str, Sequence[Exposure]], ...]:
    exposures = report.exposures
    return (
        ("Asset types", exposures.asset_types),
        ("Categories", exposures.categories),
        ("Sectors", exposures.sectors),
        ("Regions", exposures.regions),
    )


def _exposure_table(title: str, exposures: Sequence[Exposure], block: str) -> Table:
    table = Table(
        box=None, show_header=False, title=title, title_justify="left", title_style="bold"
    )
    table.add_column(width=28, no_wrap=True, overflow="ellipsis")
    table.add_column(width=8, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for exposure in exposures[:_MOST_EXPOSURES]:
        bar = _bar(exposure.weight, _EXPOSURE_BAR, "cyan", block)
        table.add_row(plain(exposure.label), percent(exposure.weight), bar)
    rest = exposures[_MOST_EXPOSURES:]
    if rest:
        table.add_row(f"{len(rest)} more", percent(sum(exposure.weight for exposure in rest)), "")
    return table


def _positions_table(positions: Sequence[PositionRisk]) -> Table:
    table = titled_table("Largest positions")
    table.add_column("Symbol", no_wrap=True, overflow="ellipsis", max_width=16)
    table.add_column("Name", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("Weight", justify="right", no_wrap=True)
    table.add_column("Of the risk", justify="right", no_wrap=True)
    table.add_column("Volatility", justify="right", no_wrap=True)
    is_priced = any(position.priced_volatility is not None for position in positions)
    if is_priced:
        table.add_column("By prices", justify="right", no_wrap=True)
    for position in _largest(positions):
        cells = [
            plain(position.symbol),
            plain(position.name),
            Text(percent(position.weight)),
            Text(percent(position.share_of_risk), style="red" if position.flagged else ""),
            Text(percent(position.annual_volatility)),
        ]
        if is_priced:
            cells.append(Text(volatility_by_prices(position)))
        table.add_row(*cells)
    return table


def _largest(positions: Sequence[PositionRisk]) -> list[PositionRisk]:
    """The largest by weight, and after them what is flagged for more risk than its weight."""
    by_weight = sorted(positions, key=lambda position: abs(position.weight), reverse=True)
    shown, rest = by_weight[:_MOST_POSITIONS], by_weight[_MOST_POSITIONS:]
    flagged = [position for position in rest if position.flagged]
    by_risk = sorted(flagged, key=lambda position: position.share_of_risk, reverse=True)
    return shown + by_risk[: _MOST_POSITIONS // 2]


def _print_warnings(warnings: Iterable[RiskWarning], console: Console) -> None:
    console.print(Text("Warnings", style="bold"))
    rows = list(warnings)
    if not rows:
        console.print(Text("  None: every figure is within its limits.", style="green"))
    for warning in rows:
        table = Table.grid(padding=(0, 1))
        style = _SEVERITY_STYLES[warning.severity]
        table.add_row(Text(" !", style=f"bold {style}"), plain(warning.message, style))
        table.add_row("", plain(warning.suggestion, "dim"))
        console.print(table)


def _print_notes(notes: Iterable[str], console: Console) -> None:
    console.print()
    for note in notes:
        console.print(plain(note, "dim"))
    console.print(Text(DISCLAIMER, style="italic"))


def _bar(share: float, width: int, style: str, block: str) -> Text:
    """A bar of at most `width` signs, padded to it; a share outside 0 to 1 is cut."""
    length = round(min(max(share, 0.0), 1.0) * width)
    return Text(block * length, style=style) + Text(" " * (width - length))
