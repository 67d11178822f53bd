"""econlens cost: the monthly bill on AWS, beside the servers it replaces."""

import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from econlens.costs.bill import Bill, Comparison, compare_costs
from econlens.costs.markdown import quantity
from econlens.costs.prices import AS_OF, REGION

console = Console()


def cost(
    users: Annotated[int, typer.Option(min=1, help="Users who are active in a month.")] = 1000,
    prices: Annotated[
        bool, typer.Option("--prices", help="Where the stage fetches closing prices.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Estimate the monthly bill on AWS, beside a server with load balancer and NAT."""
    costs = compare_costs(users, prices=prices)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(_document(costs)) + b"\n")
        return
    for bill in (costs.serverless, costs.servers):
        console.print(_table(bill))
    console.print(
        f"[dim]{users:,} users, US dollars a month. Prices of {AS_OF:%B %Y}, {REGION}. "
        "An estimate: what is assumed of a user is in docs/costs.md.[/]"
    )


def _table(bill: Bill) -> Table:
    table = Table(title=bill.title, title_justify="left", box=None)
    table.add_column("Line")
    for name in ("A month", "Free tier on", "Free tier off"):
        table.add_column(name, justify="right")
    for lines, total, database in (
        (bill.lines, "Without database", False),
        (bill.database, "With database", True),
    ):
        for line in lines:
            amount = f"{quantity(line.quantity)} {line.unit}"
            table.add_row(line.name, amount, f"{line.usd:.2f}", f"{line.full_usd:.2f}")
        sums = [bill.total(database=database, free_tier=free) for free in (True, False)]
        table.add_row(total, "", *(f"{usd:.2f}" for usd in sums), style="bold")
    return table


def _document(costs: Comparison) -> dict[str, object]:
    return {
        "users": costs.users,
        "pricesAsOf": AS_OF,
        "region": REGION,
        "currency": "USD",
        "serverless": _bill_document(costs.serverless),
        "servers": _bill_document(costs.servers),
    }


def _bill_document(bill: Bill) -> dict[str, object]:
    totals = {
        f"{'with' if database else 'without'}Database": {
            "freeTier": round(bill.total(database=database), 2),
            "full": round(bill.total(database=database, free_tier=False), 2),
        }
        for database in (False, True)
    }
    return {"title": bill.title, "lines": bill.lines, "database": bill.database, "totals": totals}
