"""Read-only links to a portfolio, and what they leave out."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from econlens.domain.holding import Holding
from econlens.domain.portfolio import Portfolio
from econlens.domain.user import RiskTolerance

# What hidden amounts are stated out of, and how finely. A finer figure would give the amounts away:
# the exact ratio of two sums of cents is a fraction that can be guessed back.
HIDDEN_TOTAL: Final = Decimal(100)
HIDDEN_STEP: Final = Decimal("0.01")


class SharePermission(StrEnum):
    """ANALYZE shows the portfolio and its analysis."""

    VIEW = "view"
    ANALYZE = "analyze"


class ShareLifetime(StrEnum):
    HOUR = "1h"
    DAY = "1d"
    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "1y"
    NEVER = "never"

    def ends_at(self, start: datetime) -> datetime | None:
        length = _LENGTH[self]
        return None if length is None else start + length


_LENGTH: Final = {
    ShareLifetime.HOUR: timedelta(hours=1),
    ShareLifetime.DAY: timedelta(days=1),
    ShareLifetime.WEEK: timedelta(days=7),
    ShareLifetime.MONTH: timedelta(days=30),
    ShareLifetime.QUARTER: timedelta(days=90),
    ShareLifetime.YEAR: timedelta(days=365),
    ShareLifetime.NEVER: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft:
    """token_hash is the SHA-256 of the token, which only the owner has. risk_tolerance: the
    owner's when sharing, by which the shared analysis judges the score."""

    portfolio_id: UUID
    permission: SharePermission
    hide_amounts: bool
    risk_tolerance: RiskTolerance
    token_hash: bytes = field(repr=False)
    passphrase_hash: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink(ShareDraft):
    id: UUID
    created_at: datetime
    view_count: int = 0
    last_viewed_at: datetime | None = None


def without_amounts(portfolio: Portfolio) -> Portfolio:
    """The same portfolio as if it were worth 100 in all, in steps of 0.01: weights remain, while
    quantities, prices, costs, accounts and the owner's own words are gone."""
    whole = portfolio.total_value
    if whole <= 0:
        whole = sum((abs(holding.market_value) for holding in portfolio.holdings), Decimal(0))
    holdings = tuple(_hidden(holding, whole) for holding in portfolio.holdings)
    score = portfolio.risk_score
    return replace(
        portfolio,
        description="",
        holdings=holdings,
        risk_score=None if score is None else round(score, 1),
    )


def _hidden(holding: Holding, whole: Decimal) -> Holding:
    share = HIDDEN_TOTAL * holding.market_value / whole if whole else Decimal(0)
    return replace(
        holding,
        market_value=share.quantize(HIDDEN_STEP, ROUND_HALF_UP),
        quantity=None,
        price=None,
        cost_basis=None,
        account=None,
    )
