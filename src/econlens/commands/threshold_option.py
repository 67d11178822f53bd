"""--threshold: what is called moderate and high, where a user has other limits than ours."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Annotated

import typer

from econlens.domain.thresholds import Band, Thresholds

MULTIPLE = "risk_share_over_weight"
LARGEST_MULTIPLE = 100.0
NAMES = tuple(one.name.replace("_", "-") for one in fields(Thresholds))

ThresholdWords = Annotated[
    list[str] | None,
    typer.Option(
        "--threshold",
        metavar="NAME=A:B",
        help="Above A per cent is moderate, above B high, such as sector=30:50; may be repeated. "
        f"Names: {', '.join(NAMES[:-1])}; and {NAMES[-1]}=N, from which multiple on a holding's "
        "share of risk is flagged.",
    ),
]


def read_thresholds(words: Sequence[str] | None) -> Thresholds:
    """Ours but for what is given. Raises typer.BadParameter."""
    changed: dict[str, Band | float] = {}
    for word in words or ():
        name, _, text = word.partition("=")
        key = name.strip().replace("-", "_")
        if key.replace("_", "-") not in NAMES:
            raise typer.BadParameter(f"{name!r} is no threshold. Name one of {', '.join(NAMES)}.")
        changed[key] = _multiple(word, text) if key == MULTIPLE else _band(word, text)
    return replace(Thresholds(), **changed)  # type: ignore[arg-type]


def _band(word: str, text: str) -> Band:
    low, _, high = text.partition(":")
    moderate, most = (_number(word, part, 100.0) / 100 for part in (low, high))
    if moderate > most:
        raise typer.BadParameter(f"{word!r} is upside down: the first number is the lower one.")
    return Band(moderate_above=moderate, high_above=most)


def _multiple(word: str, text: str) -> float:
    return _number(word, text, LARGEST_MULTIPLE)


def _number(word: str, text: str, most: float) -> float:
    try:
        number = float(text)
    except ValueError:
        raise typer.BadParameter(f"{word!r} is not read. Write it like sector=30:50.") from None
    if not 0 <= number <= most:
        raise typer.BadParameter(f"{word!r}: a number must be from 0 to {most:g}.")
    return number
