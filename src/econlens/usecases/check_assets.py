"""Check typed-in assets by the same rules as a file's rows, and classify them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from econlens.domain.errors import RuleViolationError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue, Severity
from econlens.importing.typed_rows import read_typed_rows
from econlens.importing.words import Column
from econlens.usecases.group_holdings import group_holdings, rows_of

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAssets:
    """Holdings that may be stored. allocation_sum is that of the stated allocations, in percent,
    or 100 where none is stated."""

    holdings: tuple[Holding, ...] = ()
    allocation_sum: Decimal = HUNDRED
    warnings: tuple[Issue, ...] = ()


def check_assets(rows: Sequence[Mapping[Column, str]]) -> CheckedAssets:
    """One mapping per asset. Raises RuleViolationError naming every field that is wrong, with the
    asset's place (from 1) as its line."""
    if not rows:
        return CheckedAssets()
    result = read_typed_rows(rows)
    outcome = group_holdings(rows_of(result), result.kind)
    issues = (*result.issues, *outcome.issues)
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise RuleViolationError(issues=_of(issues, Severity.ERROR))
    allocations = [p.allocation for p in result.positions if p.allocation is not None]
    return CheckedAssets(
        holdings=tuple(holding for group in outcome.groups for holding in group.holdings),
        allocation_sum=sum(allocations, Decimal(0)) if allocations else HUNDRED,
        warnings=_of(issues, Severity.WARNING),
    )


def _of(issues: tuple[Issue, ...], severity: Severity) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if issue.severity is severity)
