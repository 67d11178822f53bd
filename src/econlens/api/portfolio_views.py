"""Stored portfolios as wire types."""

from decimal import ROUND_HALF_UP, Decimal

from econlens.api import schemas as s
from econlens.domain.holding import Holding
from econlens.domain.portfolio import Portfolio
from econlens.domain.weights import gross_weights, herfindahl

_HUNDREDTH_PERCENT = Decimal("0.0001")


def portfolio_response(portfolio: Portfolio) -> s.PortfolioResponse:
    return s.PortfolioResponse(
        id=portfolio.id,
        name=portfolio.name,
        description=portfolio.description,
        currency=portfolio.currency,
        as_of=portfolio.as_of,
        version=portfolio.version,
        total_value=portfolio.total_value,
        asset_count=len(portfolio.holdings),
        created_at=portfolio.created_at,
        updated_at=portfolio.updated_at,
        assets=asset_responses(portfolio.holdings),
        risk_metrics=risk_metrics(portfolio),
    )


def asset_responses(holdings: tuple[Holding, ...]) -> list[s.AssetResponse]:
    total = sum((holding.market_value for holding in holdings), Decimal(0))
    return [_asset_response(holding, total) for holding in holdings]


def _asset_response(holding: Holding, total: Decimal) -> s.AssetResponse:
    share = 100 * holding.market_value / total if total else Decimal(0)
    return s.AssetResponse(
        symbol=holding.symbol,
        name=holding.name,
        asset_type=holding.asset_type,
        allocation_percent=share.quantize(_HUNDREDTH_PERCENT, ROUND_HALF_UP),
        dollar_amount=holding.market_value,
        shares=holding.quantity,
        avg_price=holding.price,
        cost_basis=holding.cost_basis,
        category=holding.category,
        sector=holding.sector,
        region=holding.region,
        expense_ratio=holding.expense_ratio,
        dividend_yield=holding.dividend_yield,
        account=holding.account,
        classification_source=holding.classification_source,
    )


def risk_metrics(portfolio: Portfolio) -> s.RiskMetrics:
    weights = gross_weights(portfolio.holdings)
    hhi = herfindahl(weights)
    return s.RiskMetrics(
        hhi=hhi,
        effective_holdings=1 / hhi if hhi else None,
        largest_weight=max(weights, default=None),
        risk_score=portfolio.risk_score,
    )
