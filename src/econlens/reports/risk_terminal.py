"""Volatility and losses for a terminal: from asset classes, and beside it from prices."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from econlens.analysis.report import Measure, PriceRisk, RiskEstimate, Unit
from econlens.reports.terminal_parts import percent, plain, titled_table


def render_risk(risk: RiskEstimate, console: Console) -> None:
    """One line per figure; a column from prices only where there are any."""
    console.print(_table(risk))
    if risk.from_prices is not None:
        console.print(plain(_evidence(risk.from_prices), "dim"))
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


def risk_rows(risk: RiskEstimate) -> tuple[tuple[str, Measure, Measure | None], ...]:
    """Label, from asset classes, from prices where there are any."""
    named = (
        ("Volatility a year", "annual_volatility"),
        ("Loss in one month of twenty", "value_at_risk"),
        ("Mean loss in such a month", "conditional_value_at_risk"),
        ("Deepest fall", "max_drawdown"),
        ("Diversification ratio", "diversification_ratio"),
    )
    other = risk.from_prices
    return tuple(
        (label, getattr(risk, name), None if other is None else getattr(other, name))
        for label, name in named
    )


def _evidence(prices: PriceRisk) -> str:
    return (
        f"{prices.observations} returns from {prices.start} to {prices.end} "
        f"({', '.join(prices.sources)}); {percent(prices.covered)} of the value has prices."
    )


def _value(measure: Measure) -> str:
    if measure.value is None:
        return "unknown"
    return f"{measure.value:.2f}" if measure.unit is Unit.RATIO else percent(measure.value)
