"""Turn an uploaded file into holdings, once, however often the event is delivered."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath
from uuid import UUID

from econlens.analysis.risk import assess
from econlens.domain.issues import Severity
from econlens.domain.portfolio import Portfolio, PortfolioDraft
from econlens.domain.upload import (
    Upload,
    UploadMode,
    UploadResult,
    UploadStatus,
    object_key,
)
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult
from econlens.ports import ObjectStore, PortfolioStore, Transactions
from econlens.usecases.holdings_from_file import HoldingGroup, holdings_from_file
from econlens.usecases.watch_upload import given_up

DEFAULT_CURRENCY = "USD"


def process_upload(
    transactions: Transactions, objects: ObjectStore, user_id: UUID, upload_id: UUID
) -> None:
    """Read the file, and store either everything it says or only what is wrong with it.

    The outcome and the new status commit together, under a lock on the upload, so a second
    delivery or a crash at any point leaves exactly one result. Raises NotFoundError when the
    upload or its file is gone.
    """
    with transactions(user_id) as store:
        if store.get_upload(upload_id).is_settled:
            return
        store.report_progress(upload_id, UploadStatus.PROCESSING, 10)
    key = object_key(user_id, upload_id)
    result = read_file(objects.get(key))
    with transactions(user_id) as store:
        store.report_progress(upload_id, UploadStatus.PROCESSING, 60)
    with transactions(user_id) as store:
        upload = store.get_upload(upload_id, lock=True)
        if not upload.is_settled:
            _conclude(store, upload, result)
    # The file holds account data; its holdings are stored or its faults are told, so it can go.
    objects.delete(key)


def abandon_upload(transactions: Transactions, user_id: UUID, upload_id: UUID) -> None:
    """Tell the user that processing has failed for good. The file stays for a redrive."""
    with transactions(user_id) as store:
        if not store.get_upload(upload_id, lock=True).is_settled:
            store.finish_upload(upload_id, UploadStatus.FAILED, result=None, issues=(given_up(),))


def _conclude(store: PortfolioStore, upload: Upload, result: ImportResult) -> None:
    outcome = holdings_from_file(result)
    issues = (*result.issues, *outcome.issues)
    if any(issue.severity is Severity.ERROR for issue in issues):
        store.finish_upload(upload.id, UploadStatus.FAILED, result=None, issues=issues)
        return
    holdings = tuple(holding for group in outcome.groups for holding in group.holdings)
    stored = () if upload.request.validate_only else _store(store, upload, result, outcome.groups)
    store.finish_upload(
        upload.id,
        UploadStatus.COMPLETED,
        result=UploadResult(
            portfolio_ids=tuple(portfolio.id for portfolio in stored),
            preview=holdings if upload.request.validate_only else None,
            holding_count=len(holdings),
            total_value=sum((holding.market_value for holding in holdings), Decimal(0)),
            currency=result.currency or DEFAULT_CURRENCY,
            broker=result.broker,
            as_of=result.as_of,
        ),
        issues=issues,
    )


def _store(
    store: PortfolioStore, upload: Upload, result: ImportResult, groups: Iterable[HoldingGroup]
) -> tuple[Portfolio, ...]:
    if upload.request.portfolio_id is not None:
        stored = [_put_into(store, upload, upload.request.portfolio_id, result, groups)]
    else:
        stored = [store.add_portfolio(_draft(upload, result, group)) for group in groups]
    for portfolio in stored:
        report = assess(portfolio.holdings, currency=portfolio.currency)
        store.record_score(portfolio.id, portfolio.version, report.score.value)
    return tuple(stored)


def _draft(upload: Upload, result: ImportResult, group: HoldingGroup) -> PortfolioDraft:
    return PortfolioDraft(
        name=(group.name or _title(upload, result))[:200],
        currency=result.currency or DEFAULT_CURRENCY,
        description=f"Imported from {upload.request.file_name}"[:1000],
        holdings=group.holdings,
        as_of=result.as_of,
    )


def _title(upload: Upload, result: ImportResult) -> str:
    return result.broker or PurePosixPath(upload.request.file_name).stem or "Imported portfolio"


def _put_into(
    store: PortfolioStore,
    upload: Upload,
    portfolio_id: UUID,
    result: ImportResult,
    groups: Iterable[HoldingGroup],
) -> Portfolio:
    """Replace the holdings, or merge: what the file names is taken from it, the rest stays."""
    portfolio = store.get_portfolio(portfolio_id)
    new = {holding.symbol: holding for group in groups for holding in group.holdings}
    old = portfolio.holdings if upload.request.mode is UploadMode.MERGE else ()
    kept = tuple(holding for holding in old if holding.symbol not in new)
    draft = PortfolioDraft(
        name=portfolio.name,
        description=portfolio.description,
        currency=portfolio.currency,
        holdings=(*kept, *new.values()),
        as_of=result.as_of or portfolio.as_of,
    )
    return store.replace_portfolio(portfolio_id, draft)
