"""Uploads and rates of exchange on the wire."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, field

from econlens.api.schemas import Amount, AssetResponse, Currency, Request, Response
from econlens.domain.issues import Severity
from econlens.domain.rates import RateSource
from econlens.domain.upload import AccountSplit, ChangeKind, ColumnMeaning, UploadMode, UploadStatus

# Start


class MappedColumnRequest(Request):
    """index counts from 0."""

    index: Annotated[int, Meta(ge=0, le=999)]
    meaning: ColumnMeaning


class FileMappingRequest(Request):
    """Columns left out are not read. Without columns: those that EconLens recognises by itself.
    currency is that of amounts that name none."""

    columns: Annotated[list[MappedColumnRequest], Meta(max_length=100)] = field(
        default_factory=list
    )
    decimal_sign: Literal[".", ","] | None = None
    currency: Currency | None = None


class UploadCreateRequest(Request):
    """currency: of the portfolio; left out, it is that of the file. mapping: left out, the columns
    are read as you said for an earlier file with the same titles, else as they seem to be."""

    file_name: Annotated[str, Meta(min_length=1, max_length=255)]
    size: Annotated[int, Meta(ge=1, le=1_000_000_000_000)]
    content_type: Annotated[str, Meta(max_length=100)] = "text/csv"
    mode: UploadMode = UploadMode.REPLACE
    validate_only: bool = False
    accounts: AccountSplit = AccountSplit.COMBINE
    currency: Currency | None = None
    mapping: FileMappingRequest | None = None


class ProcessAgainRequest(Request):
    """All choices anew; what is left out is back at its default."""

    mode: UploadMode = UploadMode.REPLACE
    accounts: AccountSplit = AccountSplit.COMBINE
    currency: Currency | None = None
    mapping: FileMappingRequest | None = None


class UploadCreatedResponse(Response):
    """Post fields, then the file as the last part named "file", to url before expiresAt."""

    upload_id: UUID
    url: str
    fields: dict[str, str]
    expires_at: datetime


# Watch


class UploadIssue(Response):
    severity: Severity
    code: str
    message: str
    line: int | None
    field: str | None
    suggested_fix: str | None


class UsedRateResponse(Response):
    """One unit of fromCurrency was counted as rate units of toCurrency."""

    from_currency: str
    to_currency: str
    rate: Decimal
    source: RateSource
    as_of: date | None


class HoldingChangeResponse(Response):
    """Values in the portfolio's currency before and after. null: no such holding, or unknown."""

    symbol: str
    name: str
    kind: ChangeKind
    old_quantity: Decimal | None
    new_quantity: Decimal | None
    old_value: Decimal | None
    new_value: Decimal | None


class PlannedPortfolioResponse(Response):
    """A portfolio as it would be stored. portfolioId, oldCurrency and changes: of the portfolio
    that it would be written over; null and empty for a new one. holdingCount holdings of preview
    belong to it, in order."""

    name: str
    currency: str
    holding_count: int
    total_value: Decimal
    risk_score: float | None
    portfolio_id: UUID | None
    old_currency: str | None
    changes: list[HoldingChangeResponse]


class UploadResultResponse(Response):
    """brokerName: the broker as it writes itself. accounts: those that the file names. preview and
    planned: null unless validateOnly, and once it is stored; preview ends after 5,000 holdings."""

    portfolio_ids: list[UUID]
    holding_count: int
    total_value: Decimal | None
    broker: str | None
    broker_name: str | None
    currency: str | None
    as_of: date | None
    accounts: list[str]
    rates: list[UsedRateResponse]
    preview: list[AssetResponse] | None
    planned: list[PlannedPortfolioResponse] | None


class ColumnResponse(Response):
    """samples: up to three different cells. guess: what the column seems to be."""

    index: int
    title: str
    samples: list[str]
    guess: ColumnMeaning | None


class UploadStatusResponse(Response):
    """columns: to be mapped where the file leaves a question open. fileKeptUntil: until then the
    file can be read again with other choices; null: upload it again instead."""

    upload_id: UUID
    file_name: str
    status: UploadStatus
    progress: int
    validate_only: bool
    mode: UploadMode
    accounts: AccountSplit
    result: UploadResultResponse | None
    columns: list[ColumnResponse] | None
    header_line: int | None
    file_kept_until: datetime | None
    issues: list[UploadIssue]
    created_at: datetime
    updated_at: datetime


# Rates of exchange


class RateRequest(Request):
    """One unit of fromCurrency is worth rate units of toCurrency."""

    from_currency: Currency
    to_currency: Currency
    rate: Amount
    as_of: date | None = None


class RatesRequest(Request):
    """Your own rates; they take the place of all earlier ones."""

    rates: Annotated[list[RateRequest], Meta(max_length=200)]


class RateResponse(Response):
    from_currency: str
    to_currency: str
    rate: Decimal
    as_of: date | None


class DefaultRateResponse(Response):
    """rate: units of the currency for one euro."""

    currency: str
    rate: Decimal


class DefaultRatesResponse(Response):
    """Approximate, of one day; used where neither the file nor you give a rate."""

    as_of: date
    source: str
    base: str
    rates: list[DefaultRateResponse]


class RatesResponse(Response):
    rates: list[RateResponse]
    defaults: DefaultRatesResponse
