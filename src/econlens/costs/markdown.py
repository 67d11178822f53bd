"""The bills as the table that the documents show."""

from collections.abc import Sequence

from econlens.costs.bill import Bill, Comparison, Line
from econlens.costs.prices import AS_OF, REGION

HEADER = "| Line | A month | Free tier on | Free tier off |\n|---|--:|--:|--:|\n"


def cost_table(costs: Comparison) -> str:
    """Both bills, one under the other, with their totals."""
    intro = f"{costs.users:,} users, {REGION}, prices of {AS_OF:%B %Y}, US dollars a month."
    return "\n\n".join([intro, _bill(costs.serverless), _bill(costs.servers)]) + "\n"


def summary_table(comparisons: Sequence[Comparison]) -> str:
    """One row for each number of users: both bills, with the free tier on."""
    rows = [
        f"| {each.users:,} | {each.serverless.total(database=False, free_tier=True):,.2f} "
        f"| {each.serverless.total(database=True, free_tier=True):,.2f} "
        f"| {each.servers.total(database=True, free_tier=True):,.2f} |"
        for each in comparisons
    ]
    titles = ("Users", "Without database", "With database", comparisons[0].servers.title)
    header = f"| {' | '.join(titles)} |\n|{'--:|' * len(titles)}\n"
    return header + "\n".join(rows) + "\n"


def prices_sentence(without: Comparison, fetched: Comparison) -> str:
    """What a stage pays more that fetches closing prices."""
    more = [
        fetched.serverless.total(database=False, free_tier=free)
        - without.serverless.total(database=False, free_tier=free)
        for free in (True, False)
    ]
    return (
        f"A stage that fetches closing prices (`fetch_prices`, `econlens cost --prices`) pays "
        f"{more[0]:.2f} more, {more[1]:.2f} with the free tier off.\n"
    )


def _bill(bill: Bill) -> str:
    rows = [
        *map(_row, bill.lines),
        _total("Without database", bill, database=False),
        *map(_row, bill.database),
        _total("With database", bill, database=True),
    ]
    return f"**{bill.title}**\n\n{HEADER}" + "\n".join(rows)


def _row(line: Line) -> str:
    amount = quantity(line.quantity)
    return f"| {line.name} | {amount} {line.unit} | {line.usd:.2f} | {line.full_usd:.2f} |"


def _total(name: str, bill: Bill, *, database: bool) -> str:
    free = bill.total(database=database, free_tier=True)
    full = bill.total(database=database, free_tier=False)
    return f"| **{name}** | | **{free:.2f}** | **{full:.2f}** |"


def quantity(number: float) -> str:
    """Whole numbers from ten on, two decimals below."""
    return f"{number:,.0f}" if number >= 10 or number == int(number) else f"{number:,.2f}"
