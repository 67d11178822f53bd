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

# Browsers on Windows call a CSV file application/vnd.ms-excel, and some do not know the type.
CSV_TYPES = frozenset({"text/csv", "application/csv", "application/vnd.ms-excel", "text/plain"})
STORED_TYPE = "text/csv"


def start_upload(
    store: PortfolioStore, objects: ObjectStore, clock: Clock, request: UploadRequest
) -> tuple[Upload, PresignedPost]:
    """Note the upload and sign a form for it.

    Raises TooLargeError, UnsupportedTypeError; NotFoundError if request names a portfolio that
    the user does not have.
    """
    if request.size_bytes > MAX_UPLOAD_BYTES:
        raise TooLargeError("The file is larger than 10 MB. Split it and upload the parts.")
    if request.content_type.partition(";")[0].strip().lower() not in CSV_TYPES:
        raise UnsupportedTypeError
    if request.portfolio_id is not None:
        store.get_portfolio(request.portfolio_id)
    expires_at = clock.now() + timedelta(seconds=UPLOAD_LIFETIME_SECONDS)
    upload = store.add_upload(replace(request, content_type=STORED_TYPE), expires_at=expires_at)
    form = objects.presign_post(
        object_key(upload.user_id, upload.id),
        content_type=STORED_TYPE,
        max_bytes=MAX_UPLOAD_BYTES,
        expires_at=expires_at,
    )
    return upload, form
