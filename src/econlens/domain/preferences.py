"""What a user has chosen about how EconLens works for them."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from econlens.domain.thresholds import Thresholds


class RebalancingTarget(StrEnum):
    """What suggested adjustments aim at unless a request says otherwise."""

    RISK_TOLERANCE = "risk_tolerance"
    EQUAL_WEIGHT = "equal_weight"
    MINIMUM_VARIANCE = "minimum_variance"
    RISK_PARITY = "risk_parity"
    WITHIN_LIMITS = "within_limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancingPreferences:
    """Bands are fractions of one: absolute of the portfolio, relative of the target weight.
    minimum_trade is money in the portfolio's currency."""

    target: RebalancingTarget = RebalancingTarget.WITHIN_LIMITS
    absolute_band: float = 0.05
    relative_band: float = 0.25
    minimum_trade: Decimal = Decimal(100)
    whole_shares: bool = False
    buy_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    default_currency: str = "USD"
    email_notifications: bool = True
    share_analytics: bool = False
    rebalancing: RebalancingPreferences = field(default_factory=RebalancingPreferences)
    thresholds: Thresholds = field(default_factory=Thresholds)
