"""Say which values the file does not state itself, and how they were worked out."""

from collections.abc import Sequence

from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import spoken_lines
from econlens.importing.words import Column

_NAMED = 20


def tell_derived(rows: Sequence[tuple[int, str]], source: str, issues: IssueLog) -> None:
    """rows: line and symbol of each derived value; the first few are named, the rest counted."""
    for line, symbol in rows[:_NAMED]:
        _tell(f"The value of {symbol} was derived from {source}.", line, issues)
    if rest := [line for line, _ in rows[_NAMED:]]:
        message = f"{len(rest):,} more values were derived from {source}: lines "
        _tell(f"{message}{spoken_lines(rest)}.", rest[0], issues)


def _tell(message: str, line: int, issues: IssueLog) -> None:
    issues.info("VALUE_DERIVED", message, line=line, field=Column.MARKET_VALUE.value)
