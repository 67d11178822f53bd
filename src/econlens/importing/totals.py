"""A total row is no holding; it checks that every holding was read."""

from dataclasses import dataclass, field
from decimal import Decimal

from econlens.importing.issue_log import IssueLog

_CENT = Decimal("0.01")
_HALF_CENT = Decimal("0.005")


@dataclass(slots=True)
class RunningTotal:
    """Adds the values of a table row by row and is compared with each total row on the way."""

    _all: Decimal = Decimal(0)
    _since_total: Decimal = Decimal(0)
    _rows: int = 0
    _currencies: set[str | None] = field(default_factory=set)

    def add(self, value: Decimal | None, currency: str | None) -> None:
        if value is None:
            return
        self._all += value
        self._since_total += value
        self._rows += 1
        self._currencies.add(currency)

    def check(self, stated: Decimal | None, line: int, issues: IssueLog) -> None:
        """Says whether the rows above, or those since the last total, add up to the stated total.

        Every row may be rounded by half a cent. Rows in several currencies are not compared.
        """
        since, self._since_total = self._since_total, Decimal(0)
        if stated is None or len(self._currencies) > 1:
            issues.info("TOTAL_ROW", "This total row is no holding and was left out.", line=line)
            return
        allowed = max(_CENT, _HALF_CENT * self._rows)
        gap = min((stated - self._all, stated - since), key=abs)
        if abs(gap) <= allowed:
            message = f"The rows above add up to the total of {stated:,} stated here."
            issues.info("TOTAL_MATCHES", message, line=line)
            return
        issues.warn(
            "TOTAL_MISMATCH",
            f"The file states a total of {stated:,}, but the rows read add up to "
            f"{stated - gap:,}: {abs(gap):,} {'are missing' if gap > 0 else 'too much'}.",
            line=line,
            fix="Compare the holdings with your broker's list; a row may be missing or unreadable.",
        )
