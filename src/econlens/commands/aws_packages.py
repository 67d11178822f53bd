"""What commands that talk to AWS need, and the local product does not."""

from importlib.util import find_spec

import typer
from rich.console import Console

MISSING = 1
errors = Console(stderr=True)


def require(package: str) -> None:
    """End with a message that says how to get the AWS packages, unless this one is there."""
    if find_spec(package) is None:
        errors.print(
            f"[bold red]This talks to AWS and needs the package {package}.[/] "
            "Install it along with EconLens: pip install 'econlens\\[aws]'"
        )
        raise typer.Exit(MISSING)
