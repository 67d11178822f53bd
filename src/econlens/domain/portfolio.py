"""A portfolio: what a user writes, what is stored, what a list shows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from econlens.domain.holding import Holding


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioDraft:
    """The part of a portfolio that its owner decides."""

    name: str
    currency: str
    description: str = ""
    holdings: tuple[Holding, ...] = ()
    as_of: date | None = None


# A portfolio to be, and its risk score where it has one.
ScoredDraft = tuple[PortfolioDraft, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """A stored portfolio. version grows by one with every change and is its ETag.

    risk_score is None until this version has been analysed.
    """

    id: UUID
    name: str
    description: str
    currency: str
    as_of: date | None
    version: int
    created_at: datetime
    updated_at: datetime
    risk_score: float | None = None
    holdings: tuple[Holding, ...]

    @property
    def total_value(self) -> Decimal:
        return sum((holding.market_value for holding in self.holdings), Decimal(0))


@dataclass(slots=True, kw_only=True)
class PortfolioSummary:
    """A portfolio without its holdings, for lists. risk_score is None until first analysed.

    Not frozen: a list makes many, and making a frozen one takes three times as long.
    """

    id: UUID
    name: str
    description: str
    currency: str
    total_value: Decimal
    asset_count: int
    risk_score: float | None
    created_at: datetime
    updated_at: datetime


class PortfolioOrder(StrEnum):
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    NAME = "name"
    TOTAL_VALUE = "total_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPage:
    portfolios: tuple[PortfolioSummary, ...]
    total: int
