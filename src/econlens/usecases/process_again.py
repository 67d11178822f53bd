"""Read a file that was kept once more, as its user has chosen since."""

from dataclasses import replace
from uuid import UUID

from econlens.domain.errors import ConflictError
from econlens.domain.upload import (
    ImportChoices,
    Upload,
    UploadMode,
    UploadStatus,
    object_key,
)
from econlens.ports import AnnounceFile, Clock, PortfolioStore
from econlens.usecases.check_choices import check_choices


class FileNotKeptError(ConflictError):
    code = "FILE_NOT_KEPT"
    default_message = "The file is no longer kept. Upload it again with your choices."


class StillProcessingError(ConflictError):
    code = "STILL_PROCESSING"
    default_message = "The file is still being read. Wait for its status, then choose again."


def process_again(
    store: PortfolioStore,
    announce: AnnounceFile,
    clock: Clock,
    upload_id: UUID,
    *,
    mode: UploadMode,
    choices: ImportChoices,
) -> Upload:
    """Asking again for what is under way already changes nothing.

    Raises NotFoundError, InvalidRequestError, FileNotKeptError, StillProcessingError.
    """
    upload = store.get_upload(upload_id, lock=True)
    request = replace(upload.request, mode=mode, choices=choices)
    check_choices(request)
    if upload.status in (UploadStatus.UPLOADED, UploadStatus.PROCESSING):
        if request != upload.request:
            raise StillProcessingError
        return upload
    if upload.file_kept_until is None or clock.now() > upload.file_kept_until:
        raise FileNotKeptError
    reopened = store.reopen_upload(upload_id, request)
    # The worker waits for the lock on the upload, so it cannot come before what is written here.
    announce(object_key(upload.user_id, upload.id))
    return reopened
