"""The wire of share links: what their owner sees, and what a visitor sees."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.schemas import Request, Response, RiskMetrics
from econlens.domain.assets import AssetType, Category, ClassificationSource, Region, Sector
from econlens.domain.sharing import ShareLifetime, SharePermission

Passphrase = Annotated[str, Meta(max_length=256)]


class ShareRequest(Request):
    expires_in: ShareLifetime = ShareLifetime.MONTH
    permissions: SharePermission = SharePermission.VIEW
    hide_amounts: bool = True
    passphrase: Passphrase | None = None


class ShareResponse(Response):
    id: UUID
    portfolio_id: UUID
    permissions: SharePermission
    hide_amounts: bool
    has_passphrase: bool
    created_at: datetime
    expires_at: datetime | None
    expired: bool
    view_count: int
    last_viewed_at: datetime | None


class ShareCreatedResponse(Response):
    """token is shown this once: GET /shared/{token} is what it opens."""

    token: str
    share: ShareResponse


class ShareListResponse(Response):
    shares: list[ShareResponse]


class SharedAssetResponse(Response):
    """dollarAmount, shares, avgPrice and costBasis are null when the link hides amounts."""

    symbol: str
    name: str
    asset_type: AssetType
    allocation_percent: Decimal
    dollar_amount: Decimal | None
    shares: Decimal | None
    avg_price: Decimal | None
    cost_basis: Decimal | None
    category: Category | None
    sector: Sector | None
    region: Region | None
    expense_ratio: Decimal | None
    dividend_yield: Decimal | None
    classification_source: ClassificationSource


class SharedPortfolioResponse(Response):
    """totalValue is null when the link hides amounts."""

    name: str
    description: str
    currency: str
    as_of: date | None
    updated_at: datetime
    permissions: SharePermission
    amounts_hidden: bool
    expires_at: datetime | None
    total_value: Decimal | None
    asset_count: int
    assets: list[SharedAssetResponse]
    risk_metrics: RiskMetrics


class SharedAnalysisResponse(Response):
    """When the link hides amounts, every amount in analysis is stated out of 100."""

    amounts_hidden: bool
    analysis: AnalysisResponse
