"""Say which values the file does not state itself, and how they were worked out."""

from array import array

from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import spoken_lines
from econlens.importing.words import Column

_NAMED = 20


class DerivedValues:
    """Holdings whose value was worked out: the first few are named, the rest counted."""

    def __init__(self, source: str) -> None:
        """source: what they were derived from, as in "shares × price"."""
        self._source = source
        self._named: list[tuple[int, str]] = []
        self._more_lines = array("L")

    def add(self, line: int, symbol: str) -> None:
        if len(self._named) < _NAMED:
            self._named.append((line, symbol))
        else:
            self._more_lines.append(line)

    def tell(self, issues: IssueLog) -> None:
        """Once: what has been told is forgotten."""
        for line, symbol in self._named:
            _tell(f"The value of {symbol} was derived from {self._source}.", line, issues)
        if rest := self._more_lines:
            message = f"{len(rest):,} more values were derived from {self._source}: lines "
            _tell(f"{message}{spoken_lines(rest)}.", rest[0], issues)
        self._named, self._more_lines = [], array("L")


def _tell(message: str, line: int, issues: IssueLog) -> None:
    issues.info("VALUE_DERIVED", message, line=line, field=Column.MARKET_VALUE.value)
