"""A comparison on the wire: econlens.analysis.compare_report, field by field."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from econlens.api.schemas import Request, Response

PortfolioIds = Annotated[list[UUID], Meta(min_length=2, max_length=10)]


class CompareRequest(Request):
    portfolio_ids: PortfolioIds


class DrawdownSpanResponse(Response):
    depth: float
    peak: date
    trough: date
    recovered: date | None


class ProxiedHoldingResponse(Response):
    symbol: str
    weight: float
    proxy: str


class PortfolioFiguresResponse(Response):
    """Fractions, yearly where the name says so; value at risk is for one day at 95 %."""

    id: UUID | None
    name: str
    total_value: Decimal
    currency: str
    holding_count: int
    score: float
    annual_return: float | None
    annual_volatility: float | None
    sharpe: float | None
    sortino: float | None
    max_drawdown: DrawdownSpanResponse
    value_at_risk: float | None
    conditional_value_at_risk: float | None
    beta: float | None
    estimated_volatility: float | None
    diversification_ratio: float | None
    risk_removed: float | None
    priced_share: float
    proxied: list[ProxiedHoldingResponse]
    unique_symbols: list[str]


class PairFiguresResponse(Response):
    """first and second are places in the list of portfolios, from 0."""

    first: int
    second: int
    correlation: float | None
    overlap_by_holding: float
    overlap_looked_through: float


class SharedHoldingResponse(Response):
    symbol: str
    name: str
    weights: list[float]


class GrowthResponse(Response):
    """What 100 became: one list of values for each portfolio, one value for each day."""

    days: list[date]
    values: list[list[float]]


class CompareResponse(Response):
    start: date
    end: date
    observations: int
    benchmark: str
    portfolios: list[PortfolioFiguresResponse]
    correlations: list[list[float | None]]
    pairs: list[PairFiguresResponse]
    shared: list[SharedHoldingResponse]
    growth: GrowthResponse
    summary: list[str]
    notes: list[str]
