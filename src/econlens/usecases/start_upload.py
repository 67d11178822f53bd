"""Let a user send a file straight to the object store."""

from dataclasses import replace
from datetime import timedelta

from econlens.domain.errors import TooLargeError, UnsupportedTypeError
from econlens.domain.upload import (
    MAX_UPLOAD_BYTES,
    UPLOAD_LIFETIME_SECONDS,
    Upload,
    UploadRequest,
    object_key,
)
from econlens.ports import Clock, ObjectStore, PortfolioStore, PresignedPost
from econlens.usecases.check_choices import check_choices

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a browser may call a file, and the type it is stored with. Browsers on Windows call a CSV
# application/vnd.ms-excel, and some do not know the type.
STORED_TYPES = {
    **dict.fromkeys((CSV, "application/csv", "application/vnd.ms-excel", "text/plain"), CSV),
    XLSX: XLSX,
}


def start_upload(
    store: PortfolioStore, objects: ObjectStore, clock: Clock, request: UploadRequest
) -> tuple[Upload, PresignedPost]:
    """Note the upload and sign a form for it.

    Raises TooLargeError, UnsupportedTypeError, InvalidRequestError; NotFoundError if request names
    a portfolio that the user does not have.
    """
    if request.size_bytes > MAX_UPLOAD_BYTES:
        raise TooLargeError("The file is larger than 10 MB. Split it and upload the parts.")
    stored_type = STORED_TYPES.get(request.content_type.partition(";")[0].strip().lower())
    if stored_type is None:
        raise UnsupportedTypeError
    check_choices(request)
    if request.portfolio_id is not None:
        store.get_portfolio(request.portfolio_id)
    expires_at = clock.now() + timedelta(seconds=UPLOAD_LIFETIME_SECONDS)
    upload = store.add_upload(replace(request, content_type=stored_type), expires_at=expires_at)
    form = objects.presign_post(
        object_key(upload.user_id, upload.id),
        content_type=stored_type,
        max_bytes=MAX_UPLOAD_BYTES,
        expires_at=expires_at,
    )
    return upload, form
