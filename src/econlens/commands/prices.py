"""econlens prices: bring, fetch and look at the prices that risk is measured by."""

import os
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from econlens import price_bootstrap
from econlens.commands.portfolio_files import AsJson, refuse
from econlens.domain.errors import EconLensError
from econlens.domain.price_errors import BRING_A_FILE
from econlens.domain.prices import PriceSource
from econlens.price_ports import Prices
from econlens.price_settings import price_settings_from
from econlens.usecases.import_prices import import_prices
from econlens.usecases.refresh_prices import Outcome, Refreshed, refresh_prices
from econlens.usecases.review_prices import PriceReview, review_prices

FAILED = 1
_STYLES = {
    Outcome.EXTENDED: "green",
    Outcome.REPLACED: "green",
    Outcome.UNKNOWN: "yellow",
    Outcome.FAILED: "red",
}

app = typer.Typer(no_args_is_help=True, help="Bring, fetch and look at prices.")
console = Console()
errors = Console(stderr=True)


class Service(StrEnum):
    """What --provider takes."""

    YAHOO = "yahoo"
    TIINGO = "tiingo"
    STOOQ = "stooq"


DataDir = Annotated[Path, typer.Option(help="The data of the local EconLens, which is running.")]
Symbols = Annotated[
    list[str] | None, typer.Argument(help="Beside all that is held; also those from a file.")
]


@app.command(
    epilog="Examples:  [bold]econlens prices refresh[/]   "
    "[bold]econlens prices refresh VTI BND --provider stooq[/]   "
    "[bold]ECONLENS_TIINGO_KEY=… econlens prices refresh[/]"
)
def refresh(
    symbols: Symbols = None,
    provider: Annotated[
        Service | None, typer.Option(help="Which service; without it, the one that is set up.")
    ] = None,
    data_dir: DataDir = Path(".econlens"),
) -> None:
    """Fetch the prices that are missing of all that is held.

    Ends with 1 when a service could not be reached. Symbols are sent to the service.
    """
    settings = price_settings_from(os.environ)
    chosen = PriceSource(provider) if provider else price_bootstrap.default_source(settings)
    named = [symbol.upper() for symbol in symbols or ()]
    try:
        service = price_bootstrap.price_provider(chosen, settings)
        with _progress() as progress:
            bar = progress.add_task(f"Fetching from {chosen.title()}", total=None)
            results = []
            for one in refresh_prices(
                _prices(data_dir),
                service,
                named=named,
                today=_today(),
                on_start=lambda count: progress.update(bar, total=count),
            ):
                results.append(one)
                progress.advance(bar)
    except EconLensError as error:
        raise refuse(error) from None
    _print_refreshed(results)
    if any(one.outcome is Outcome.FAILED for one in results):
        raise typer.Exit(FAILED)


@app.command(
    name="import",
    epilog="Examples:  [bold]econlens prices import closes.csv[/]   A file has the columns "
    "symbol, date, close, or date and then one for each symbol.",
)
def import_file(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")
    ],
    data_dir: DataDir = Path(".econlens"),
) -> None:
    """Store the adjusted closing prices of a file. All of it, or nothing and each problem."""
    try:
        done = import_prices(_prices(data_dir), file.read_bytes(), _today())
    except EconLensError as error:
        raise refuse(error) from None
    for symbol, one in done.series.items():
        console.print(f"{symbol}: {len(one.days):,} prices, {one.days[0]} to {one.days[-1]}.")


@app.command(epilog="Examples:  [bold]econlens prices status[/]   [bold]… status --json[/]")
def status(data_dir: DataDir = Path(".econlens"), as_json: AsJson = False) -> None:
    """Say which prices are stored, how old they are, and which held symbols have none."""
    try:
        review = review_prices(_prices(data_dir))
    except EconLensError as error:
        raise refuse(error) from None
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(review) + b"\n")
    else:
        _print_review(review)


def _prices(data_dir: Path) -> Prices:
    from econlens.local.server_home import EmbeddedPostgresError
    from econlens.local.up import prices_dsn

    try:
        return price_bootstrap.prices(prices_dsn(data_dir))
    except EmbeddedPostgresError as error:
        errors.print(Text(str(error), style="bold red"))
        raise typer.Exit(FAILED) from None


def _today() -> date:
    return datetime.now(UTC).date()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        transient=True,
    )


def _print_refreshed(results: Iterable[Refreshed]) -> None:
    results = list(results)
    if not results:
        console.print("Nothing is held that could have a price. Name symbols to fetch.")
    for one in results:
        line = Text(f"{one.symbol}: {one.outcome}", style=_STYLES.get(one.outcome, "dim"))
        console.print(line.append(f" {one.message}", style="dim"))


def _print_review(review: PriceReview) -> None:
    table = Table("Symbol", "From", "To", "Prices", "Source", "Days old", box=None)
    for one in review.ranges:
        style = "yellow" if one.source is PriceSource.SYNTHETIC else ""
        table.add_row(
            one.symbol,
            str(one.first_day),
            str(one.last_day),
            f"{one.count:,}",
            Text(one.source.upper() if style else one.source, style=style),
            str((_today() - one.last_day).days),
        )
    if review.ranges:
        console.print(table)
    else:
        console.print(f"No prices are stored. {BRING_A_FILE}")
    if review.missing:
        names = ", ".join(review.missing)
        console.print(f"Held, but without prices: {names}. Risk takes their asset class instead.")
    if any(one.source is PriceSource.SYNTHETIC for one in review.ranges):
        console.print("[yellow]SYNTHETIC prices are made up for demonstration.[/]")
