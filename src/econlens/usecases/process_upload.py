"""Turn an uploaded file into holdings, once, however often the event is delivered."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePosixPath
from uuid import UUID

from econlens.analysis.risk import assess
from econlens.domain.issues import Issue, Severity
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
    into = upload.request.portfolio_id
    target = None if into is None else store.get_portfolio(into)
    outcome = holdings_from_file(result, as_one=target is not None)
    faults = [] if target is None else _clashes(upload, result, target)
    issues = (*result.issues, *outcome.issues, *faults)
    if any(issue.severity is Severity.ERROR for issue in issues):
        store.finish_upload(upload.id, UploadStatus.FAILED, result=None, issues=issues)
        return
    drafts = [_draft(upload, result, group, target) for group in outcome.groups]
    stored = () if upload.request.validate_only else _store(store, drafts, target)
    holdings = tuple(holding for group in outcome.groups for holding in group.holdings)
    store.finish_upload(
        upload.id,
        UploadStatus.COMPLETED,
        result=UploadResult(
            portfolio_ids=tuple(portfolio.id for portfolio in stored),
            preview=holdings if upload.request.validate_only else None,
            holding_count=len(holdings),
            total_value=sum((holding.market_value for holding in holdings), Decimal(0)),
            currency=_currency(result),
            broker=result.broker,
            as_of=result.as_of,
        ),
        issues=issues,
    )


def _clashes(upload: Upload, result: ImportResult, target: Portfolio) -> list[Issue]:
    if upload.request.mode is UploadMode.REPLACE or target.currency == _currency(result):
        return []
    return [
        Issue(
            code="CURRENCY_MISMATCH",
            message=f"The file is in {_currency(result)}, the portfolio in {target.currency}.",
            suggested_fix="Upload the file as a portfolio of its own, or replace this one by it.",
        )
    ]


def _draft(
    upload: Upload, result: ImportResult, group: HoldingGroup, target: Portfolio | None
) -> PortfolioDraft:
    """A portfolio of its own, or target with its holdings replaced; when merging, what the file
    names is taken from it and the rest stays."""
    if target is None:
        return PortfolioDraft(
            name=(group.name or _title(upload, result))[:200],
            currency=_currency(result),
            description=f"Imported from {upload.request.file_name}"[:1000],
            holdings=group.holdings,
            as_of=result.as_of,
        )
    new = {holding.symbol for holding in group.holdings}
    old = target.holdings if upload.request.mode is UploadMode.MERGE else ()
    return PortfolioDraft(
        name=target.name,
        currency=_currency(result),
        description=target.description,
        holdings=(*(h for h in old if h.symbol not in new), *group.holdings),
        as_of=result.as_of or target.as_of,
    )


def _store(
    store: PortfolioStore, drafts: Iterable[PortfolioDraft], target: Portfolio | None
) -> tuple[Portfolio, ...]:
    stored = tuple(
        store.add_portfolio(draft) if target is None else store.replace_portfolio(target.id, draft)
        for draft in drafts
    )
    for portfolio in stored:
        report = assess(portfolio.holdings, currency=portfolio.currency)
        store.record_score(portfolio.id, portfolio.version, report.score.value)
    return stored


def _currency(result: ImportResult) -> str:
    return result.currency or DEFAULT_CURRENCY


def _title(upload: Upload, result: ImportResult) -> str:
    return result.broker or PurePosixPath(upload.request.file_name).stem or "Imported portfolio"
