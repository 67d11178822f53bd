"""The econlens command."""

import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from econlens.commands import checks, compare, cost, cutover, prices, queue, rebalance
from econlens.commands.portfolio_files import PricesFile, read_portfolio, read_prices
from econlens.commands.report_files import Html, Pdf, write_reports
from econlens.commands.threshold_option import ThresholdWords, read_thresholds
from econlens.domain.issues import Issue, Severity
from econlens.domain.user import RiskTolerance
from econlens.importing.check_report import check_report
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult

REFUSED = 1

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="See the risk in your portfolio. Everything stays on this machine.",
)
console = Console()
errors = Console(stderr=True)

File = Annotated[
    Path,
    typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file from your broker."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


@app.command(
    epilog="Examples:  [bold]econlens up[/]   "
    "[bold]econlens up --port 9000 --workers 2 --demo[/]   "
    "[bold]DATABASE_URL=postgresql://… econlens up[/]"
)
def up(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8000,
    data_dir: Annotated[
        Path, typer.Option(help="Where the database, keys and uploads are kept.")
    ] = Path(".econlens"),
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes.")] = 1,
    demo: Annotated[bool, typer.Option("--demo", help="Offer a demo account.")] = False,
) -> None:
    """Start EconLens on this machine and print its address.

    PostgreSQL is started along with it, unless DATABASE_URL names another server.
    """
    from econlens.local.server_home import EmbeddedPostgresError
    from econlens.local.up import serve
    from econlens.settings import Settings

    os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "WARNING")

    def ready(settings: Settings) -> None:
        console.print(f"\n[bold green]EconLens is ready:[/] [bold]{settings.base_url}[/]")
        if settings.demo_password:
            console.print("Choose [bold]Try the demo[/] there to look around at once.")
        console.print(f"[dim]Data: {settings.data_dir}   API: {settings.base_url}/v1/docs[/]")
        console.print("[dim]Press Ctrl+C to stop.[/]")

    console.print("[dim]Starting the database …[/]")
    try:
        serve(port=port, data_dir=data_dir, workers=workers, demo=demo, on_ready=ready)
    except EmbeddedPostgresError as error:
        errors.print(f"[bold red]{error}[/]")
        raise typer.Exit(REFUSED) from None


@app.command(
    epilog="Examples:  [bold]econlens analyze positions.csv[/]   "
    "[bold]econlens analyze positions.csv --json | jq .score[/]   "
    "[bold]econlens analyze positions.csv --prices closes.csv[/]   "
    "[bold]econlens analyze positions.csv --threshold sector=30:50[/]   "
    "[bold]econlens analyze positions.csv --html report.html --pdf report.pdf[/]"
)
def analyze(
    file: File,
    as_json: AsJson = False,
    risk_tolerance: Annotated[
        RiskTolerance, typer.Option(help="How much risk suits you.")
    ] = RiskTolerance.MODERATE,
    threshold: ThresholdWords = None,
    prices: PricesFile = None,
    html: Html = None,
    pdf: Pdf = None,
) -> None:
    """Print the risk report of a broker's file. No server, no account."""
    from econlens.analysis.risk import assess
    from econlens.api.analysis_schemas import AnalysisResponse
    from econlens.reports.risk_document import risk_document
    from econlens.reports.terminal import render

    portfolio = read_portfolio(file)
    report = assess(
        portfolio.holdings,
        currency=portfolio.currency,
        risk_tolerance=risk_tolerance,
        thresholds=read_thresholds(threshold),
        prices=read_prices(prices),
    )
    if html or pdf:
        write_reports(risk_document(report, portfolio.name), html, pdf)
    if as_json:
        answer = msgspec.convert(report, AnalysisResponse, from_attributes=True)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    else:
        render(report, console)


@app.command(
    epilog="Examples:  [bold]econlens check positions.csv[/]   "
    "[bold]econlens check positions.csv --json[/]"
)
def check(file: File, as_json: AsJson = False) -> None:
    """Say what a file holds and what is wrong with it, line by line.

    Ends with 0 when EconLens would take the file, 1 when it would refuse it.
    """
    result = read_file(file.read_bytes())
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(check_report(result)) + b"\n")
    else:
        _print_check(result)
    if not result.accepted:
        raise typer.Exit(REFUSED)


app.command(
    epilog="Examples:  [bold]econlens rebalance positions.csv --target moderate --invest 5000[/]   "
    "[bold]econlens rebalance positions.csv --position-limit 5 --whole-shares[/]   "
    "[bold]econlens rebalance positions.csv --target risk-parity --prices closes.csv[/]"
)(rebalance.rebalance)
app.command(
    epilog="Examples:  [bold]econlens compare mine.csv theirs.csv[/]   "
    "[bold]econlens compare mine.csv theirs.csv --prices closes.csv --html report.html[/]"
)(compare.compare)
app.command()(cost.cost)
app.command()(checks.smoke)
app.command()(checks.parity)
app.add_typer(prices.app, name="prices")
app.add_typer(queue.app, name="queue")
app.add_typer(cutover.app, name="cutover")


def main() -> None:
    """Run the command line."""
    app()


def _print_check(result: ImportResult) -> None:
    name = result.broker or "file of unknown origin"
    as_of = f", as of {result.as_of}" if result.as_of else ""
    console.print(f"[bold]{name}[/] ({result.kind}{as_of})")
    table = Table("Line", "Symbol", "Quantity", "Value", "Currency", "Account", box=None)
    for position in result.positions:
        table.add_row(
            str(position.line),
            Text(position.symbol),
            _text(position.quantity),
            _text(position.market_value),
            position.currency or "",
            Text(position.account or ""),
        )
    for cash in result.cash:
        table.add_row(
            str(cash.line),
            Text(cash.symbol),
            "",
            _text(cash.amount),
            cash.currency or "",
            Text(cash.account or ""),
        )
    console.print(table)
    _print_issues(result.issues, console)
    verdict = "[green]EconLens takes this file.[/]"
    console.print(verdict if result.accepted else "[red]EconLens refuses this file.[/]")


def _print_issues(issues: tuple[Issue, ...], out: Console) -> None:
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
    for issue in issues:
        place = f"line {issue.line}: " if issue.line else ""
        # Text, not markup: messages quote the file, and a cell may hold square brackets.
        line = Text(f"{place}{issue.message}", style=colours[issue.severity])
        line.append(f" {issue.suggested_fix or ''}", style="dim")
        out.print(line)


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:,f}"
