"""Rows of uploads and their issues as domain types."""

import msgspec

from econlens.adapters.postgres.rows import Row
from econlens.domain.issues import Issue, Severity
from econlens.domain.upload import (
    FileColumns,
    ImportChoices,
    Upload,
    UploadMode,
    UploadRequest,
    UploadResult,
    UploadStatus,
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
