"""Store what a preview has shown, without the file."""

from operator import attrgetter
from uuid import UUID

from econlens.domain.errors import ConflictError
from econlens.domain.upload import Upload, UploadStatus, object_key
from econlens.ports import ObjectStore, PortfolioStore
from econlens.usecases.store_plan import store_plan


class NothingToApplyError(ConflictError):
    code = "NOTHING_TO_APPLY"
    default_message = "There is no preview to store. Wait until the file is read without errors."


def apply_upload(store: PortfolioStore, objects: ObjectStore, upload_id: UUID) -> Upload:
    """Doing it again changes nothing. Raises NotFoundError, NothingToApplyError, and
    VersionConflictError if the portfolio is no longer the one that the preview was made for."""
    upload = store.get_upload(upload_id, lock=True)
    if upload.status is not UploadStatus.COMPLETED or upload.result is None:
        raise NothingToApplyError
    if upload.result.planned:
        result = store_plan(store, upload.result, attrgetter("score"))
        store.finish_upload(upload_id, UploadStatus.COMPLETED, result=result, issues=upload.issues)
        objects.delete(object_key(upload.user_id, upload_id))
    return store.get_upload(upload_id)
