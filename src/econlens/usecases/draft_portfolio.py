"""Check typed-in assets by the same rules as a file's rows, and classify them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from econlens.domain.errors import RuleViolationError
from econlens.domain.issues import Issue, Severity
from econlens.domain.portfolio import PortfolioDraft
from econlens.importing.canonical_rules import check_rows
from econlens.importing.result import ImportedPosition
from econlens.usecases.holdings_from_file import holdings_from_file


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """A draft that may be stored. allocation_sum is in percent, of the stated allocations."""

    draft: PortfolioDraft
    allocation_sum: Decimal
    dollar_consistency: bool
    warnings: tuple[Issue, ...]


def draft_portfolio(
    name: str, description: str, currency: str, assets: Sequence[ImportedPosition]
) -> CheckedDraft:
    """assets[i].line must be i. Raises RuleViolationError naming every field that is wrong, as
    assets[i].field."""
    result = check_rows(assets)
    raise NotImplementedError
