"""Rows of the database as domain types."""

from typing import Any

import msgspec

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

_HOLDINGS = msgspec.json.Decoder(tuple[Holding, ...])


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


def text_of(holdings: tuple[Holding, ...]) -> str:
    """The JSON of INSERT_HOLDINGS."""
    return msgspec.json.encode(holdings).decode()


def holdings_of(text: str) -> tuple[Holding, ...]:
    """From the JSON of SELECT_PORTFOLIO. Its numbers become Decimals digit by digit."""
    return _HOLDINGS.decode(text)


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
