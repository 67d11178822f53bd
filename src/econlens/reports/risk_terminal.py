"""Volatility and losses for a terminal: from asset classes, and beside it from prices."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from econlens.analysis.report import Measure, RiskEstimate, Unit
from econlens.reports.risk_rows import evidence, risk_rows
from econlens.reports.terminal_parts import plain, titled_table
from econlens.reports.wording import percent


def render_risk(risk: RiskEstimate, console: Console) -> None:
    """One line per figure; a column from prices only where there are enough."""
    console.print(_table(risk))
    console.print(plain(evidence(risk), "dim"))
    console.print()


def _table(risk: RiskEstimate) -> Table:
    table = titled_table("Estimated risk")
    table.add_column("Figure", ratio=1)
    table.add_column("By asset class", justify="right", no_wrap=True)
    if risk.from_prices is not None:
        table.add_column("From prices", justify="right", no_wrap=True)
    for label, by_class, by_prices in risk_rows(risk):
        cells = [_value(one) for one in (by_class, by_prices) if one is not None]
        table.add_row(Text(label), *cells)
    return table


def _value(measure: Measure) -> str:
    if measure.value is None:
        return "unknown"
    return f"{measure.value:.2f}" if measure.unit is Unit.RATIO else percent(measure.value)
