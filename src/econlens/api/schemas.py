"""The wire: what requests and responses look like, in camelCase. Amounts are decimal strings.

Requests refuse unknown fields. Field rules that need more than a type live in the use cases, so
that every problem of a request can be told at once.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from econlens.domain.assets import AssetType, Category, ClassificationSource, Region, Sector
from econlens.domain.portfolio import PortfolioOrder
from econlens.domain.user import InvestmentExperience, RiskTolerance, UserType

Name = Annotated[str, Meta(min_length=1, max_length=200)]
PersonName = Annotated[str, Meta(min_length=1, max_length=100)]
Description = Annotated[str, Meta(max_length=1000)]
# No white space and no control character. Python's $ also matches before a line feed at the end,
# other languages' does not: (?!\n) makes them agree.
_PART = r"[^@\s\u0000-\u001f\u007f-\u009f\ufeff]+"
Email = Annotated[
    str, Meta(min_length=3, max_length=254, pattern=rf"^{_PART}@{_PART}\.{_PART}$(?!\n)")
]
Password = Annotated[str, Meta(min_length=1, max_length=256)]
Currency = Annotated[str, Meta(max_length=3, pattern=r"^[A-Z]{3}$")]
# Decimal strings keep every digit; plain JSON numbers are taken as well.
Amount = Decimal
Token = Annotated[str, Meta(min_length=1, max_length=4096)]


class Request(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of every request body."""


class Query(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of every query string."""


class Response(Struct, kw_only=True, rename="camel"):
    """Base of every response body."""


# Errors


class ErrorDetail(Response):
    """One problem. field is a path such as assets[0].symbol; line is set for uploaded files."""

    code: str
    message: str
    field: str | None = None
    line: int | None = None
    suggested_fix: str | None = None


class ErrorResponse(Response):
    error: str
    message: str
    details: list[ErrorDetail]
    request_id: str


# Accounts


class RegisterRequest(Request):
    email: Email
    password: Password
    first_name: PersonName
    last_name: PersonName
    user_type: UserType = UserType.CASUAL_INVESTOR
    investment_experience: InvestmentExperience = InvestmentExperience.BEGINNER
    risk_tolerance: RiskTolerance = RiskTolerance.MODERATE
    marketing_consent: bool = False


class RegisterResponse(Response):
    user_id: UUID
    verification_required: bool
    message: str


class LoginRequest(Request):
    """cookie: keep the refresh token in a cookie that no script can read."""

    email: Email
    password: Password
    cookie: bool = False


class RefreshRequest(Request):
    """Without a token the cookie's is exchanged. cookie: the new one goes there in any case."""

    refresh_token: Token | None = None
    cookie: bool = False


class LogoutRequest(Request):
    """Without a token the session of the cookie ends."""

    refresh_token: Token | None = None


class UserResponse(Response):
    user_id: UUID
    email: str
    first_name: str
    last_name: str
    user_type: UserType
    investment_experience: InvestmentExperience
    risk_tolerance: RiskTolerance


class SignedInResponse(Response):
    """refreshToken is empty when it went into the cookie."""

    access_token: str
    id_token: str
    refresh_token: str
    expires_in: int
    user: UserResponse


# Portfolios


class AssetRequest(Request):
    """One row, with the same columns as the canonical CSV. Percentages are out of 100."""

    symbol: Annotated[str, Meta(min_length=1, max_length=64)]
    name: Annotated[str, Meta(max_length=200)] = ""
    asset_type: AssetType | None = None
    allocation_percent: Amount | None = None
    dollar_amount: Amount | None = None
    shares: Amount | None = None
    avg_price: Amount | None = None
    cost_basis: Amount | None = None
    category: Category | None = None
    sector: Sector | None = None
    region: Region | None = None
    expense_ratio: Amount | None = None
    dividend_yield: Amount | None = None


Assets = Annotated[list[AssetRequest], Meta(max_length=5000)]


class CreatePortfolioRequest(Request):
    name: Name
    description: Description = ""
    currency: Currency = "USD"
    assets: Assets = []


class UpdatePortfolioRequest(Request):
    name: Name
    description: Description = ""
    currency: Currency = "USD"
    assets: Assets = []


class ListPortfoliosQuery(Query):
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    offset: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    sort_by: PortfolioOrder = PortfolioOrder.UPDATED_AT
    sort_order: Annotated[str, Meta(max_length=4, pattern="^(asc|desc)$")] = "desc"


class ValidationResults(Response):
    """allocationSum is in percent; diversificationScore is 100·(1 − Σw²)."""

    allocation_sum: Decimal
    dollar_consistency: bool
    diversification_score: float
    warnings: list[ErrorDetail]


class PortfolioSavedResponse(Response):
    id: UUID
    version: int
    validation_results: ValidationResults


class PortfolioSummaryResponse(Response):
    id: UUID
    name: str
    description: str
    currency: str
    total_value: Decimal
    asset_count: int
    risk_score: float | None
    created_at: datetime
    updated_at: datetime


class Pagination(Response):
    total: int
    limit: int
    offset: int
    has_more: bool


class PortfolioListResponse(Response):
    portfolios: list[PortfolioSummaryResponse]
    pagination: Pagination


class AssetResponse(Response):
    symbol: str
    name: str
    asset_type: AssetType
    allocation_percent: Decimal
    dollar_amount: Decimal
    shares: Decimal | None
    avg_price: Decimal | None
    cost_basis: Decimal | None
    category: Category | None
    sector: Sector | None
    region: Region | None
    expense_ratio: Decimal | None
    dividend_yield: Decimal | None
    account: str | None
    classification_source: ClassificationSource


class RiskMetrics(Response):
    """Figures that need no covariance; the analysis route has all of them."""

    hhi: float | None
    effective_holdings: float | None
    largest_weight: float | None
    risk_score: float | None


class PortfolioResponse(Response):
    id: UUID
    name: str
    description: str
    currency: str
    as_of: date | None
    version: int
    total_value: Decimal
    asset_count: int
    created_at: datetime
    updated_at: datetime
    assets: list[AssetResponse]
    risk_metrics: RiskMetrics


class ExportFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"


class ExportQuery(Query):
    format: ExportFormat = ExportFormat.CSV


class SearchAssetsQuery(Query):
    q: Annotated[str, Meta(min_length=1, max_length=100)]
    limit: Annotated[int, Meta(ge=1, le=50)] = 10


class FoundAssetResponse(Response):
    """expenseRatio is approximate, in percent a year."""

    symbol: str
    name: str
    asset_type: AssetType
    category: Category | None
    sector: Sector | None
    region: Region | None
    expense_ratio: Decimal | None


class FoundAssetsResponse(Response):
    assets: list[FoundAssetResponse]


class PortfolioDeletedResponse(Response):
    deleted_holdings: int


class SamplesLoadedResponse(Response):
    portfolio_ids: list[UUID]


# Service


class HealthResponse(Response):
    status: str
    database: str
    version: str
