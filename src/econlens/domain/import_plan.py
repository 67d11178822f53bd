"""What an import is to make of a user's portfolios, before it is done."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from econlens.domain.portfolio import PortfolioDraft


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingChange:
    """One symbol before and after. Values in the currency of the portfolio before and after;
    None: the portfolio has no such holding then, or its quantity is unknown."""

    symbol: str
    name: str
    kind: ChangeKind
    old_quantity: Decimal | None = None
    new_quantity: Decimal | None = None
    old_value: Decimal | None = None
    new_value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedPortfolio:
    """The portfolio that a draft is to be written over, as it was when the plan was made."""

    id: UUID
    version: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPortfolio:
    """One portfolio as it is to be. replaces None: a new one, and changes stays empty."""

    draft: PortfolioDraft
    score: float
    replaces: ReplacedPortfolio | None = None
    changes: tuple[HoldingChange, ...] = ()
