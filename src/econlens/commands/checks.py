"""econlens parity and econlens smoke: does an EconLens keep the contract, and two of them alike?"""

import os
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from econlens.parity.differences import differences
from econlens.parity.scenario import visit
from econlens.parity.step import Account, SignInError
from econlens.parity.visitor import UnreachableError, Visitor

FAILED = 1
EMAIL = "ECONLENS_CHECK_EMAIL"
PASSWORD = "ECONLENS_CHECK_PASSWORD"  # noqa: S105 - the name of a variable

console = Console()
errors = Console(stderr=True)


def smoke(
    url: Annotated[str, typer.Argument(help="Such as https://app.example.com, without /v1.")],
) -> None:
    """Try every part of a running EconLens once, and say what breaks the contract.

    A throwaway account is made. Where it would have to confirm its e-mail address, name one that
    has in ECONLENS_CHECK_EMAIL and ECONLENS_CHECK_PASSWORD.
    """
    broken = 0
    try:
        for step in visit(_visitor(url), _account()):
            console.print(Text("✓ " if step.kept else "✗ ").append(step.name))
            if not step.kept:
                broken += 1
                errors.print(
                    Text(f"  expected {step.expected}, got {step.reply.status}: {step.reply.body}")
                )
    except (SignInError, UnreachableError) as error:
        _stop(error)
    if broken:
        raise typer.Exit(FAILED)


def parity(
    baseline: Annotated[str, typer.Option(help="The EconLens that is known to be right.")],
    candidate: Annotated[str, typer.Option(help="The EconLens to compare with it.")],
) -> None:
    """Replay the contract against two addresses and report every difference.

    Ids, times and tokens may differ. Accounts are found as by econlens smoke.
    """
    found = steps = 0
    try:
        visits = (visit(_visitor(url), _account()) for url in (baseline, candidate))
        for one, other in zip(*visits, strict=False):
            steps += 1
            for difference in differences(one, other):
                found += 1
                console.print(Text(f"{difference.step}, {difference.place}:", style="bold"))
                console.print(Text(f"  baseline:  {difference.baseline}"))
                console.print(Text(f"  candidate: {difference.candidate}"))
    except (SignInError, UnreachableError) as error:
        _stop(error)
    console.print(f"{steps} steps compared, {found or 'no'} differences.")
    if found:
        raise typer.Exit(FAILED)


def _visitor(url: str) -> Visitor:
    if not url.startswith(("http://", "https://")):
        raise typer.BadParameter(f"{url} is no web address. Begin with https:// or http://.")
    return Visitor(url.rstrip("/").removesuffix("/v1"))


def _account() -> Account | None:
    """The one named in the environment, else a new one is registered."""
    email, password = os.environ.get(EMAIL), os.environ.get(PASSWORD)
    return Account(email=email, password=password) if email and password else None


def _stop(error: Exception) -> None:
    errors.print(Text(str(error), style="bold red"))
    raise typer.Exit(FAILED) from None
