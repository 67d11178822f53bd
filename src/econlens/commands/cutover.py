"""econlens cutover: how much of the traffic goes to the new, serverless origin."""

from typing import Annotated

import typer
from rich.console import Console

from econlens import bootstrap
from econlens.commands.aws_packages import require
from econlens.ports import TrafficSplit

app = typer.Typer(no_args_is_help=True, help="Move traffic from a server to AWS, and back.")
console = Console()

Store = Annotated[
    str,
    typer.Option(
        envvar="ECONLENS_CUTOVER_STORE",
        help="ARN of the key-value store: output CutoverStore of the cutover stack.",
    ),
]
Percent = Annotated[int, typer.Argument(min=0, max=100, help="Share of browsers, in percent.")]


@app.command()
def status(store: Store) -> None:
    """Say which share of browsers is sent to the serverless origin."""
    _say(_split(store))


@app.command("set")
def set_weight(percent: Percent, store: Store) -> None:
    """Send this share of browsers to the serverless origin, within seconds."""
    split = _split(store)
    split.write(percent)
    _say(split)


@app.command()
def rollback(store: Store) -> None:
    """Send everybody back to the server, within seconds."""
    split = _split(store)
    split.write(0)
    _say(split)


def _split(store: str) -> TrafficSplit:
    require("boto3")
    require("awscrt")
    return bootstrap.traffic_split(store)


def _say(split: TrafficSplit) -> None:
    percent = split.read()
    console.print(f"{percent} % of browsers go to AWS, {100 - percent} % to the server.")
