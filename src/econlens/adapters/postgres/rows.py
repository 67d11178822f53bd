"""Rows of the database as domain types."""

from typing import Any

import msgspec

from econlens.domain.assets import AssetType, Category, ClassificationSource, Region, Sector
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue, Severity
from econlens.domain.portfolio import Portfolio, PortfolioSummary
from econlens.domain.upload import (
    FileColumns,
    ImportChoices,
    Upload,
    UploadMode,
    UploadRequest,
    UploadResult,
    UploadStatus,
)

Row = tuple[Any, ...]

# Looking a member up here takes a tenth of what calling its class takes, five times per holding.
_ASSET_TYPES = {member.value: member for member in AssetType}
_CATEGORIES: dict[str | None, Category | None] = {None: None, **{m.value: m for m in Category}}
_SECTORS: dict[str | None, Sector | None] = {None: None, **{m.value: m for m in Sector}}
_REGIONS: dict[str | None, Region | None] = {None: None, **{m.value: m for m in Region}}
_SOURCES = {member.value: member for member in ClassificationSource}


def portfolio_of(row: Row, holdings: tuple[Holding, ...]) -> Portfolio:
    return Portfolio(
        id=row[0],
        name=row[1],
        description=row[2],
        currency=row[3],
        as_of=row[4],
        version=row[5],
        created_at=row[6],
        updated_at=row[7],
        risk_score=row[8],
        holdings=holdings,
    )


def summary_of(row: Row) -> PortfolioSummary:
    return PortfolioSummary(
        id=row[0],
        name=row[1],
        description=row[2],
        currency=row[3],
        total_value=row[4],
        asset_count=row[5],
        risk_score=row[6],
        created_at=row[7],
        updated_at=row[8],
    )


def holding_of(row: Row) -> Holding:
    return Holding(
        symbol=row[0],
        name=row[1],
        asset_type=_ASSET_TYPES[row[2]],
        market_value=row[3],
        quantity=row[4],
        price=row[5],
        cost_basis=row[6],
        category=_CATEGORIES[row[7]],
        sector=_SECTORS[row[8]],
        region=_REGIONS[row[9]],
        expense_ratio=row[10],
        dividend_yield=row[11],
        account=row[12],
        classification_source=_SOURCES[row[13]],
    )


def upload_of(row: Row, issues: tuple[Issue, ...]) -> Upload:
    return Upload(
        id=row[0],
        user_id=row[1],
        request=UploadRequest(
            portfolio_id=row[2],
            file_name=row[3],
            size_bytes=row[4],
            content_type=row[5],
            mode=UploadMode(row[6]),
            validate_only=row[7],
            choices=msgspec.convert(row[14], ImportChoices),
        ),
        status=UploadStatus(row[8]),
        progress_percent=row[9],
        result=None if row[10] is None else msgspec.convert(row[10], UploadResult),
        created_at=row[11],
        updated_at=row[12],
        expires_at=row[13],
        columns=None if row[15] is None else msgspec.convert(row[15], FileColumns),
        issues=issues,
    )


def issue_of(row: Row) -> Issue:
    return Issue(
        code=row[0],
        message=row[1],
        severity=Severity(row[2]),
        line=row[3],
        field=row[4],
        suggested_fix=row[5],
    )
