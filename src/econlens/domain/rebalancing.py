"""What a rebalancing shall aim at, and the rules it must keep. Fractions of one throughout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from econlens.domain.user import RiskTolerance


class TargetKind(StrEnum):
    """RISK_TOLERANCE is a model by category; WITHIN_LIMITS changes only what a limit asks for."""

    RISK_TOLERANCE = "risk_tolerance"
    HOLDING_WEIGHTS = "holding_weights"
    CATEGORY_WEIGHTS = "category_weights"
    EQUAL_WEIGHT = "equal_weight"
    MINIMUM_VARIANCE = "minimum_variance"
    RISK_PARITY = "risk_parity"
    WITHIN_LIMITS = "within_limits"


class Side(StrEnum):
    BUY = "buy"
    SELL = "sell"


class Rule(StrEnum):
    """Why a trade is suggested."""

    POSITION_LIMIT = "position_limit"
    SECTOR_LIMIT = "sector_limit"
    REGION_LIMIT = "region_limit"
    CATEGORY_LIMIT = "category_limit"
    NOT_IN_TARGET = "not_in_target"
    OUTSIDE_BAND = "outside_band"
    CASH_FLOW = "cash_flow"
    BALANCE = "balance"


class LimitKind(StrEnum):
    POSITION = "position"
    SECTOR = "sector"
    REGION = "region"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest weights allowed; None: no limit. position holds for single securities, not for
    funds, cash and government bonds; sectors and regions count what funds hold of them."""

    position: float | None = None
    sector: float | None = None
    region: float | None = None
    category: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceBands:
    """A holding is left alone within the lesser of absolute and relative × target of its target."""

    absolute: float = 0.05
    relative: float = 0.25

    def width(self, target: float) -> float:
        return min(self.absolute, self.relative * target)


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingCosts:
    """Money for each trade, and a fraction of its amount."""

    per_trade: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)

    def of(self, amount: Decimal) -> Decimal:
        """To the cent; nothing for no trade."""
        if amount == 0:
            return Decimal(0)
        return (self.per_trade + self.rate * amount).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancePolicy:
    """weights: by symbol or category, for the two kinds of target that need them, summing to one.

    cash_flow is money to invest, or below zero to withdraw. Symbols on never_sell may be bought.
    """

    target: TargetKind = TargetKind.WITHIN_LIMITS
    risk_tolerance: RiskTolerance = RiskTolerance.MODERATE
    weights: Mapping[str, float] = field(default_factory=dict)
    limits: Limits = Limits()
    bands: ToleranceBands = ToleranceBands()
    minimum_trade: Decimal = Decimal(0)
    whole_shares: bool = False
    cash_flow: Decimal = Decimal(0)
    never_sell: frozenset[str] = frozenset()
    buy_only: bool = False
    costs: TradingCosts = TradingCosts()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWishes:
    """What one request says about the policy; None: as the user's preferences have it."""

    target: TargetKind | None = None
    risk_tolerance: RiskTolerance | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    limits: Limits | None = None
    bands: ToleranceBands | None = None
    minimum_trade: Decimal | None = None
    whole_shares: bool | None = None
    cash_flow: Decimal = Decimal(0)
    never_sell: frozenset[str] = frozenset()
    buy_only: bool | None = None
    costs: TradingCosts = TradingCosts()
