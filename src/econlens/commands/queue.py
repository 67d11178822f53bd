"""econlens queue: what waits for the worker, and what it gave up on."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from econlens import bootstrap
from econlens.commands.aws_packages import require
from econlens.ports import JobQueue
from econlens.settings import Host, Settings, environment_of

FAILED = 1

app = typer.Typer(no_args_is_help=True, help="Look at the queue of uploaded files.")
console = Console()
errors = Console(stderr=True)

QueueUrl = Annotated[
    str,
    typer.Option(envvar="ECONLENS_QUEUE_URL", help="An SQS queue; without it, the local one."),
]
DataDir = Annotated[Path, typer.Option(help="The data of the local EconLens, which is running.")]


@app.command()
def status(queue_url: QueueUrl = "", data_dir: DataDir = Path(".econlens")) -> None:
    """Say how many files wait and how many could not be processed.

    Ends with 1 when there are dead letters.
    """
    queue = _queue(queue_url, data_dir)
    dead = queue.count_dead()
    console.print(f"{queue.count_waiting()} waiting, {dead} given up after three tries.")
    if dead:
        console.print("Once the cause is gone, try them again: [bold]econlens queue redrive[/]")
        raise typer.Exit(FAILED)


@app.command()
def redrive(queue_url: QueueUrl = "", data_dir: DataDir = Path(".econlens")) -> None:
    """Process again what was given up. Each file gets three new tries."""
    moved = _queue(queue_url, data_dir).redrive()
    console.print(f"{moved} put back into the queue.")


def _queue(queue_url: str, data_dir: Path) -> JobQueue:
    if queue_url:
        require("boto3")
        settings = Settings(host=Host.AWS, queue_url=queue_url)
    else:
        dsn = _local_dsn(data_dir)
        settings = Settings(app_dsn=dsn, local_dsn=dsn, pool_size=1)
    os.environ.update(environment_of(settings))
    return bootstrap.jobs()


def _local_dsn(data_dir: Path) -> str:
    from econlens.local.server_home import EmbeddedPostgresError
    from econlens.local.up import local_services_dsn

    try:
        return local_services_dsn(data_dir)
    except EmbeddedPostgresError as error:
        errors.print(f"[bold red]{error}[/]")
        raise typer.Exit(FAILED) from None
