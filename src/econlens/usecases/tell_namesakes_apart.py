"""Take no foreign share for the American one of the same ticker."""

from collections.abc import Iterable
from dataclasses import dataclass

from econlens.domain.issues import Issue, Severity
from econlens.importing.result import ImportedPosition, with_changes
from econlens.reference.namesakes import american_namesake
from econlens.reference.table import ReferenceAsset

_NAMED = 20
_AT_HOME = (None, "USD")


@dataclass(frozen=True, slots=True)
class ToldApart:
    """rows: by their ISIN where they have a namesake and an ISIN. unlisted: the symbols of those
    without one, of which the reference table knows nothing. issues: a warning for each."""

    rows: list[ImportedPosition]
    unlisted: frozenset[str]
    issues: tuple[Issue, ...]


def tell_namesakes_apart(rows: Iterable[ImportedPosition]) -> ToldApart:
    told: list[ImportedPosition] = []
    unlisted: set[str] = set()
    issues: list[Issue] = []
    for row in rows:
        # The usual case first: nothing speaks of another country.
        is_at_home = row.isin is None and row.currency in _AT_HOME
        other = None if is_at_home else _namesake(row)
        if other is None:
            told.append(row)
            continue
        if len(issues) < _NAMED:
            issues.append(_warning(row, other.name))
        if row.isin:
            told.append(with_changes(row, symbol=row.isin))
        else:
            told.append(row)
            unlisted.add(row.symbol)
    return ToldApart(rows=told, unlisted=frozenset(unlisted), issues=tuple(issues))


def _namesake(row: ImportedPosition) -> ReferenceAsset | None:
    return american_namesake(row.symbol, row.name, isin=row.isin, currency=row.currency)


def _warning(row: ImportedPosition, other: str) -> Issue:
    kept = f" It is kept as {row.isin}." if row.isin else ""
    return Issue(
        code="NAMESAKE",
        message=f"{row.symbol} is also {other} in the United States, but this line means "
        f"{row.name[:60]}, so it was not taken for that.{kept}",
        severity=Severity.WARNING,
        line=row.line,
        field="symbol",
        suggested_fix="Write the symbol with its exchange, such as DTE.DE, or choose its class.",
    )
