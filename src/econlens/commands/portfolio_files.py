"""Portfolios and prices from files on this machine; what is wrong with one ends the command."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from econlens.domain.errors import EconLensError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue, Severity
from econlens.domain.prices import PriceSeries

REFUSED = 1

console = Console()
errors = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
PricesFile = Annotated[
    Path | None,
    typer.Option(
        "--prices",
        exists=True,
        dir_okay=False,
        readable=True,
        help="A CSV of adjusted closes: symbol, date, close, or date and a column for each symbol.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioFile:
    name: str
    currency: str
    holdings: tuple[Holding, ...]


def read_portfolio(file: Path) -> PortfolioFile:
    """All holdings of the file as one portfolio. Ends the command where the file is refused."""
    from econlens.importing.read import read_file
    from econlens.usecases.holdings_from_file import holdings_from_file

    result = read_file(file.read_bytes())
    outcome = holdings_from_file(result)
    issues = (*result.issues, *outcome.issues)
    if any(issue.severity is Severity.ERROR for issue in issues):
        print_issues(f"{file.name} cannot be used.", issues)
        raise typer.Exit(REFUSED)
    return PortfolioFile(
        name=file.stem,
        currency=outcome.currency,
        holdings=tuple(holding for group in outcome.groups for holding in group.holdings),
    )


def read_prices(file: Path | None) -> Mapping[str, PriceSeries]:
    """The closes of a file, as for `econlens prices import`. Ends the command where one is bad."""
    if file is None:
        return {}
    from econlens.importing import price_file

    found = price_file.read_prices(file.read_bytes(), datetime.now(UTC).date())
    if any(issue.severity is Severity.ERROR for issue in found.issues):
        print_issues(f"{file.name} cannot be used for prices.", found.issues)
        raise typer.Exit(REFUSED)
    return found.series


def refuse(error: EconLensError) -> typer.Exit:
    """Say what is wrong and what to do; raise what this returns."""
    print_issues(error.message, error.issues)
    return typer.Exit(REFUSED)


def print_issues(headline: str, issues: tuple[Issue, ...]) -> None:
    errors.print(Text(headline, style="bold red"))
    for issue in issues:
        if issue.severity is Severity.ERROR:
            place = f"line {issue.line}: " if issue.line else ""
            # Text, not markup: messages quote the file, and a cell may hold square brackets.
            line = Text(f"{place}{issue.message}", style="red")
            errors.print(line.append(f" {issue.suggested_fix or ''}", style="dim"))
