"""How far is an upload?"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from econlens.domain.issues import Issue
from econlens.domain.upload import PROCESSING_FAILED, Upload, UploadStatus
from econlens.ports import Clock, PortfolioStore

# Three tries of the queue's lease, and then some: after that nobody is working on it any more.
GIVEN_UP_AFTER = timedelta(minutes=15)


def watch_upload(store: PortfolioStore, clock: Clock, upload_id: UUID) -> Upload:
    """The upload as it stands now. Raises NotFoundError."""
    upload = store.get_upload(upload_id)
    now = clock.now()
    if upload.status is UploadStatus.PENDING and now > upload.expires_at + GIVEN_UP_AFTER:
        return replace(upload, status=UploadStatus.EXPIRED)
    if upload.status is UploadStatus.PROCESSING and now > upload.updated_at + GIVEN_UP_AFTER:
        return replace(upload, status=UploadStatus.FAILED, issues=(given_up(),))
    return upload


def given_up() -> Issue:
    """What the user reads when processing itself has failed."""
    return Issue(
        code=PROCESSING_FAILED,
        message="The file could not be processed because of a fault on our side.",
        suggested_fix="Upload it again. If it fails again, tell us the upload's id.",
    )
