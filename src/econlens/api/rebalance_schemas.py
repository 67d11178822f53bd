"""A rebalancing on the wire: the policy asked for, and econlens.analysis.rebalance_report."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, field

from econlens.analysis.report import Unit
from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.schemas import Amount, Request, Response
from econlens.domain.rebalancing import LimitKind, Rule, Side, TargetKind
from econlens.domain.user import RiskTolerance

Fraction = Annotated[float, Meta(ge=0, le=1)]
Limit = Annotated[float, Meta(gt=0, le=1)]
Symbol = Annotated[str, Meta(min_length=1, max_length=64)]
Weights = Annotated[dict[Symbol, Fraction], Meta(max_length=5000)]
Symbols = Annotated[list[Symbol], Meta(max_length=5000)]


class LimitsRequest(Request):
    """The largest weights allowed, as fractions; what is left out has no limit."""

    position: Limit | None = None
    sector: Limit | None = None
    region: Limit | None = None
    category: Limit | None = None


class BandsRequest(Request):
    """Fractions: absolute of the portfolio, relative of the target weight."""

    absolute: Fraction = 0.05
    relative: Fraction = 0.25


class CostsRequest(Request):
    """Money for each trade, and a fraction of its amount."""

    per_trade: Amount = Decimal(0)
    rate: Amount = Decimal(0)


class RebalanceRequest(Request):
    """What is left out is as the user's preferences have it.

    weights are fractions by symbol or category, for the two targets that need them. cashFlow is to
    invest, or below zero to withdraw.
    """

    target: TargetKind | None = None
    risk_tolerance: RiskTolerance | None = None
    weights: Weights = field(default_factory=dict)
    limits: LimitsRequest | None = None
    bands: BandsRequest | None = None
    minimum_trade: Amount | None = None
    whole_shares: bool | None = None
    cash_flow: Amount = Decimal(0)
    never_sell: Symbols = field(default_factory=list)
    buy_only: bool | None = None
    costs: CostsRequest = field(default_factory=CostsRequest)


class ExcessResponse(Response):
    kind: LimitKind
    key: str
    label: str
    weight: float
    limit: float
    reason: str
    symbols: list[str]


class AdjustmentResponse(Response):
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
    rules: list[Rule]
    reason: str


class PlannedWeightResponse(Response):
    symbol: str
    name: str
    before: float
    target: float
    lowest: float
    highest: float
    after: float
    value_after: Decimal


class MetricChangeResponse(Response):
    key: str
    label: str
    unit: Unit
    before: float | None
    after: float | None


class RebalanceResponse(Response):
    """Suggested adjustments; nothing is changed by asking for them."""

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
    over_limits: list[ExcessResponse]
    adjustments: list[AdjustmentResponse]
    limits_not_held: list[ExcessResponse]
    weights: list[PlannedWeightResponse]
    changes: list[MetricChangeResponse]
    before: AnalysisResponse
    after: AnalysisResponse
    notes: list[str]
    disclaimer: str
