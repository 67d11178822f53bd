"""What a comparison answers: each portfolio's figures, how they move, what they share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawdownSpan:
    """The deepest fall, a positive fraction. recovered is None while the old high is not back."""

    depth: float
    peak: date
    trough: date
    recovered: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxiedHolding:
    """A holding without usable prices of its own, and what stands for it."""

    symbol: str
    weight: float
    proxy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioFigures:
    """Fractions, yearly where the name says so; value at risk is for one day at 95 %. None where a
    figure is undefined. risk_removed: 1 − 1 / diversification ratio. priced_share: of the value,
    what own prices stand for; the rest is proxied. id is None for files."""

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
    max_drawdown: DrawdownSpan
    value_at_risk: float | None
    conditional_value_at_risk: float | None
    beta: float | None
    estimated_volatility: float | None
    diversification_ratio: float | None
    risk_removed: float | None
    priced_share: float
    proxied: tuple[ProxiedHolding, ...]
    unique_symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFigures:
    """Two portfolios, by their place in the list. overlap: Σ min(w, v) by symbol, and by region,
    sector and class with funds looked through."""

    first: int
    second: int
    correlation: float | None
    overlap_by_holding: float
    overlap_looked_through: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedHolding:
    """weights in each portfolio, in their order; 0 where it is not held."""

    symbol: str
    name: str
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What 100 at the start became, on the same days for all."""

    days: tuple[date, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonReport:
    start: date
    end: date
    observations: int
    benchmark: str
    portfolios: tuple[PortfolioFigures, ...]
    correlations: tuple[tuple[float | None, ...], ...]
    pairs: tuple[PairFigures, ...]
    shared: tuple[SharedHolding, ...]
    growth: Growth
    summary: tuple[str, ...]
    notes: tuple[str, ...]
