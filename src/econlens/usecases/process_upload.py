"""Turn an uploaded file into holdings, once, however often the event is delivered."""

from uuid import UUID

from econlens.analysis.risk import risk_score
from econlens.domain.upload import Upload, UploadStatus, object_key
from econlens.ports import ObjectStore, Transactions, UserStore
from econlens.usecases.plan_import import Circumstances, ImportPlan, plan_import
from econlens.usecases.read_upload import ReadUpload, read_upload
from econlens.usecases.store_plan import store_plan
from econlens.usecases.watch_upload import given_up


def process_upload(
    transactions: Transactions, objects: ObjectStore, user_id: UUID, upload_id: UUID
) -> None:
    """Read the file, and store either everything it says or only what is wrong with it.

    The outcome and the new status commit together, under a lock on the upload, so a second
    delivery or a crash at any point leaves exactly one result. Raises NotFoundError when the
    upload or its file is gone.
    """
    with transactions(user_id) as store:
        # Locked: whoever asks for another reading holds the lock until the upload says so.
        upload = store.get_upload(upload_id, lock=True)
        if not upload.is_settled:
            store.report_progress(upload_id, UploadStatus.PROCESSING, 10)
        remembered = store.list_mappings()
    key = object_key(user_id, upload_id)
    if not upload.is_settled:
        read = read_upload(objects.get(key), upload.request.choices, remembered)
        with transactions(user_id) as store:
            store.report_progress(upload_id, UploadStatus.PROCESSING, 60)
        with transactions(user_id) as store:
            upload = _conclude(store, upload, read)
    # The file holds account data; unless the user is to say more about it, it can go.
    if upload.is_settled and upload.file_kept_until is None:
        objects.delete(key)


def abandon_upload(transactions: Transactions, user_id: UUID, upload_id: UUID) -> None:
    """Tell the user that processing has failed for good. The file stays for a redrive."""
    with transactions(user_id) as store:
        if not store.get_upload(upload_id, lock=True).is_settled:
            store.finish_upload(upload_id, UploadStatus.FAILED, result=None, issues=(given_up(),))


def _conclude(store: UserStore, begun: Upload, read: ReadUpload) -> Upload:
    """The upload as it is now: settled, unless the user has asked for another reading meanwhile."""
    upload = store.get_upload(begun.id, lock=True)
    if upload.is_settled or upload.request != begun.request:
        return upload
    plan = plan_import(upload.request, read.result, _circumstances(store, upload))
    _finish(store, upload, plan, read)
    return store.get_upload(upload.id)


def _circumstances(store: UserStore, upload: Upload) -> Circumstances:
    into = upload.request.portfolio_id
    return Circumstances(
        target=None if into is None else store.get_portfolio(into),
        own_rates=store.list_rates(),
        usual_currency=store.get_preferences().default_currency,
    )


def _finish(store: UserStore, upload: Upload, plan: ImportPlan, read: ReadUpload) -> None:
    result, mapping = plan.result, upload.request.choices.mapping
    if result and read.learnt and mapping:
        store.remember_mapping(read.learnt, mapping)
    is_preview = upload.request.validate_only
    if result and not is_preview:
        result = store_plan(store, result, lambda each: risk_score(each.draft.holdings))
    store.finish_upload(
        upload.id,
        UploadStatus.COMPLETED if result else UploadStatus.FAILED,
        result=result,
        issues=plan.issues,
        columns=read.columns if is_preview or not result else None,
    )
