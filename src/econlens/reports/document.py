"""A report as pages show it: what an HTML file and a PDF are both made from.

Texts are plain; whoever renders them escapes them. Shares are fractions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tone(StrEnum):
    """How a figure stands: no word of it, within limits, noticed, above a limit."""

    PLAIN = "plain"
    GOOD = "good"
    NOTICED = "noticed"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One number on a scale from 0 to highest, with the highest that suits the reader."""

    value: float
    highest: float
    limit: float
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure with its sentence; origin says what it stands on."""

    label: str
    value: str
    detail: str = ""
    origin: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """second is drawn below the first, such as a share of risk below one of value."""

    label: str
    share: float
    text: str
    second: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    bars: Sequence[Bar]
    key: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The first `words` columns are texts, the others numbers, set right."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """values: one list for each name, one value for each day."""

    names: Sequence[str]
    days: Sequence[date]
    values: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """across and up are fractions."""

    name: str
    across: float
    up: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """A plane with a dot for each, numbered in their order; the origin is always in it."""

    dots: Sequence[Dot]
    across: str
    up: str

    def ends(self) -> tuple[float, float, float, float]:
        """Left, right, lowest, highest; none of the two spans is zero."""
        left, right = _span([one.across for one in self.dots])
        low, high = _span([one.up for one in self.dots])
        return left, right, low, high


def _span(values: Sequence[float]) -> tuple[float, float]:
    """From zero or below to a little above all."""
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low) * 0.12 or 0.01
    return (low - room if low < 0 else 0.0), high + room


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    text: str
    detail: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    remarks: Sequence[Remark]


Block = Gauge | Facts | Bars | Table | Lines | Dots | Remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    blocks: Sequence[Block]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    subtitle: str
    sections: Sequence[Section]
    disclaimer: str
