"""Uploads as wire types."""

from msgspec import convert

from econlens.api import schemas as s
from econlens.api.portfolio_views import asset_responses
from econlens.domain.upload import Upload, UploadResult


def upload_status_response(upload: Upload) -> s.UploadStatusResponse:
    return s.UploadStatusResponse(
        upload_id=upload.id,
        file_name=upload.request.file_name,
        status=upload.status,
        progress=upload.progress_percent,
        result=None if upload.result is None else _result(upload.result),
        issues=convert(upload.issues, list[s.UploadIssue], from_attributes=True),
        created_at=upload.created_at,
        updated_at=upload.updated_at,
    )


def _result(result: UploadResult) -> s.UploadResultResponse:
    return s.UploadResultResponse(
        portfolio_ids=list(result.portfolio_ids),
        holding_count=result.holding_count,
        total_value=result.total_value,
        broker=result.broker,
        currency=result.currency,
        as_of=result.as_of,
        preview=None if result.preview is None else asset_responses(result.preview),
    )
