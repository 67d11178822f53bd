"""What a rebalancing suggests: each trade with its reason, and the portfolio before and after."""

from dataclasses import dataclass
from decimal import Decimal

from econlens.analysis.report import RiskReport, Unit
from econlens.domain.rebalancing import LimitKind, Rule, Side, TargetKind

DISCLAIMER = (
    "Suggested adjustments, computed from your own rules and from estimates by asset class. They "
    "are no investment advice: taxes, spreads and your circumstances are not in them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """One position, sector, region or category above its limit, and why or why still."""

    kind: LimitKind
    key: str
    label: str
    weight: float
    limit: float
    reason: str
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A suggested trade. amount is money, positive; shares and price are None where no price is
    known, so that the trade is told by its amount alone. cost comes on top."""

    symbol: str
    name: str
    side: Side
    amount: Decimal
    shares: Decimal | None
    price: Decimal | None
    cost: Decimal
    weight_before: float
    weight_after: float
    target_weight: float
    rules: tuple[Rule, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWeight:
    """A holding's weight of the total before and after; lowest to highest is its band."""

    symbol: str
    name: str
    before: float
    target: float
    lowest: float
    highest: float
    after: float
    value_after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChange:
    key: str
    label: str
    unit: Unit
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancePlan:
    """cash_left includes what cannot be invested. turnover: half of all trades over the total."""

    target: TargetKind
    currency: str
    total_before: Decimal
    total_after: Decimal
    cash_flow: Decimal
    cash_before: Decimal
    cash_left: Decimal
    bought: Decimal
    sold: Decimal
    cost: Decimal
    turnover: float
    over_limits: tuple[Excess, ...]
    adjustments: tuple[Adjustment, ...]
    limits_not_held: tuple[Excess, ...]
    weights: tuple[PlannedWeight, ...]
    changes: tuple[MetricChange, ...]
    before: RiskReport
    after: RiskReport
    notes: tuple[str, ...]
    disclaimer: str = DISCLAIMER
