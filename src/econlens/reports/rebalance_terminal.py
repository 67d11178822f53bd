"""Suggested adjustments for a terminal: what is over its limit, the trades, before and after."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from econlens.analysis.rebalance_report import Adjustment, Excess, MetricChange, RebalancePlan
from econlens.domain.rebalancing import Side
from econlens.reports.terminal_parts import plain, titled_table
from econlens.reports.wording import measured, money, percent, quantity

_SIDE_STYLES = {Side.BUY: "green", Side.SELL: "red"}
_SHOWN_CHANGES = (
    "score",
    "hhi_looked_through",
    "effective_holdings_looked_through",
    "largest_position",
    "largest_sector",
    "home_bias",
    "bond_share",
    "annual_volatility",
    "diversification_ratio",
    "expense_ratio",
)


def render_plan(plan: RebalancePlan, console: Console) -> None:
    """Print the whole plan. Colours and width are the console's; names are printed as text."""
    _print_title(plan, console)
    _print_excesses("Above a limit now", plan.over_limits, "yellow", console)
    if plan.adjustments:
        console.print(_trades_table(plan))
        _print_reasons(plan.adjustments, console)
    console.print(_changes_table(plan.changes))
    _print_excesses("Limits that cannot be held", plan.limits_not_held, "red", console)
    for note in plan.notes:
        console.print(plain(note, "dim"))
    console.print(Text(plan.disclaimer, style="italic"))


def _print_title(plan: RebalancePlan, console: Console) -> None:
    target = plan.target.replace("_", " ")
    console.print(
        Text.assemble(
            ("EconLens suggested adjustments", "bold"),
            f"   target: {target}, {money(plan.total_before, plan.currency)}",
        )
    )
    flow = "" if not plan.cash_flow else f"   cash flow {money(plan.cash_flow, plan.currency)}"
    console.print(
        Text(
            f"Buy {money(plan.bought, plan.currency)}, sell {money(plan.sold, plan.currency)}, "
            f"costs {money(plan.cost, plan.currency)}, cash left "
            f"{money(plan.cash_left, plan.currency)}, turnover {percent(plan.turnover)}{flow}"
        )
    )


def _print_excesses(title: str, excesses: Iterable[Excess], style: str, console: Console) -> None:
    rows = list(excesses)
    if rows:
        console.print(Text(title, style=f"bold {style}"))
    for one in rows:
        console.print(plain(f"  {one.reason}", style))


def _trades_table(plan: RebalancePlan) -> Table:
    table = titled_table("Suggested adjustments")
    table.add_column("")
    table.add_column("Symbol", no_wrap=True, overflow="ellipsis", max_width=16)
    for name in ("Shares", "Price", "Amount", "Before", "After", "Target"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in plan.adjustments:
        table.add_row(
            Text(one.side, style=_SIDE_STYLES[one.side]),
            plain(one.symbol),
            quantity(one.shares),
            quantity(one.price),
            f"{one.amount:,.2f}",
            percent(one.weight_before),
            percent(one.weight_after),
            percent(one.target_weight),
        )
    return table


def _print_reasons(adjustments: Iterable[Adjustment], console: Console) -> None:
    console.print(Text("Why", style="bold"))
    for one in adjustments:
        line = plain(f"  {one.side} {one.symbol}: ", "bold")
        console.print(line.append_text(plain(one.reason, "not bold")))
    console.print()


def _changes_table(changes: Iterable[MetricChange]) -> Table:
    table = titled_table("Before and after")
    table.add_column("Measure", ratio=1)
    table.add_column("Before", justify="right", no_wrap=True)
    table.add_column("After", justify="right", no_wrap=True)
    known = {one.key: one for one in changes}
    for key in _SHOWN_CHANGES:
        one = known[key]
        table.add_row(one.label, measured(one.before, one.unit), measured(one.after, one.unit))
    return table
