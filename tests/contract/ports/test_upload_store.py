"""Uploads and what users tell us about files: one suite for the fake and the real store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from econlens.domain.errors import NotFoundError
from econlens.domain.issues import Issue, Severity
from econlens.domain.rates import Rate, RateSource, UsedRate
from econlens.domain.upload import (
    AccountSplit,
    ChangeKind,
    ColumnMeaning,
    ColumnSample,
    FileColumns,
    FileMapping,
    HoldingChange,
    ImportChoices,
    MappedColumn,
    PlannedPortfolio,
    ReplacedPortfolio,
    UploadMode,
    UploadRequest,
    UploadResult,
    UploadStatus,
)
from econlens.ports import Transactions
from tests.factories import a_draft

REQUEST = UploadRequest(file_name="p.csv", size_bytes=10, content_type="text/csv")
EXPIRY = datetime(2026, 1, 2, tzinfo=UTC)
MAPPING = FileMapping(
    columns=(MappedColumn(index=0, meaning=ColumnMeaning.SYMBOL),),
    decimal_sign=",",
    currency="EUR",
)
CHOICES = ImportChoices(accounts=AccountSplit.SEPARATE, currency="CHF", mapping=MAPPING)


def test_an_upload_comes_back_as_it_was_noted(transactions: Transactions, ada: UUID) -> None:
    request = UploadRequest(
        file_name="Äktien.csv",
        size_bytes=5,
        content_type="text/csv",
        mode=UploadMode.MERGE,
        validate_only=True,
        choices=CHOICES,
    )
    with transactions(ada) as store:
        upload = store.add_upload(request, expires_at=EXPIRY)
    with transactions(ada) as store:
        assert store.get_upload(upload.id) == upload
    assert (upload.user_id, upload.request, upload.expires_at) == (ada, request, EXPIRY)
    assert (upload.status, upload.progress_percent) == (UploadStatus.PENDING, 0)


def a_result() -> UploadResult:
    """With something in every field."""
    change = HoldingChange(
        symbol="X", name="Ex", kind=ChangeKind.REMOVED, old_value=Decimal("1.10")
    )
    planned = PlannedPortfolio(
        draft=a_draft(as_of=date(2026, 1, 2)),
        score=4.5,
        replaces=ReplacedPortfolio(id=uuid4(), version=3, currency="EUR"),
        changes=(change,),
    )
    rate = UsedRate(
        from_currency="CAD",
        to_currency="USD",
        value=Decimal("0.73"),
        source=RateSource.OWN,
        as_of=date(2026, 1, 2),
    )
    return UploadResult(
        portfolio_ids=(uuid4(),),
        planned=(planned,),
        accounts=("1111",),
        rates=(rate,),
        holding_count=1,
        total_value=Decimal("12.10"),
        currency="USD",
        broker="Some Broker",
        as_of=date(2026, 1, 2),
    )


def test_an_upload_ends_with_its_result_and_issues(transactions: Transactions, ada: UUID) -> None:
    result = a_result()
    issues = (
        Issue(code="A", message="m", line=3, field="Symbol", suggested_fix="f"),
        Issue(code="B", message="n", severity=Severity.WARNING),
    )
    with transactions(ada) as store:
        upload = store.add_upload(REQUEST, expires_at=EXPIRY)
        store.report_progress(upload.id, UploadStatus.PROCESSING, 40)
        assert store.get_upload(upload.id).progress_percent == 40
        columns = FileColumns(
            signature="0" * 64,
            header_line=1,
            columns=(ColumnSample(index=0, title="Ä", samples=("a", "b"), guess=None),),
        )
        store.finish_upload(
            upload.id, UploadStatus.COMPLETED, result=result, issues=issues, columns=columns
        )
    with transactions(ada) as store:
        ended = store.get_upload(upload.id, lock=True)
    assert (ended.status, ended.progress_percent) == (UploadStatus.COMPLETED, 100)
    assert (ended.result, ended.issues, ended.columns) == (result, issues, columns)


def test_a_reopened_upload_has_new_choices_and_no_outcome(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada) as store:
        upload = store.add_upload(REQUEST, expires_at=EXPIRY)
        issues = (Issue(code="A", message="m"),)
        store.finish_upload(upload.id, UploadStatus.FAILED, result=None, issues=issues)
        request = replace(REQUEST, mode=UploadMode.MERGE, choices=CHOICES)
        reopened = store.reopen_upload(upload.id, request)
    with transactions(ada) as store:
        assert store.get_upload(upload.id) == reopened
    assert (reopened.request, reopened.status) == (request, UploadStatus.UPLOADED)
    assert (reopened.result, reopened.columns, reopened.issues) == (None, None, ())
    with transactions(uuid4()) as store, pytest.raises(NotFoundError):
        store.reopen_upload(upload.id, REQUEST)


def test_progress_never_reopens_a_finished_upload(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        upload = store.add_upload(REQUEST, expires_at=EXPIRY)
        store.finish_upload(upload.id, UploadStatus.FAILED, result=None, issues=())
        store.report_progress(upload.id, UploadStatus.PROCESSING, 10)
        assert store.get_upload(upload.id).status is UploadStatus.FAILED


def test_another_users_upload_does_not_exist(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada) as store:
        upload = store.add_upload(REQUEST, expires_at=EXPIRY + timedelta(days=1))
    with transactions(uuid4()) as store, pytest.raises(NotFoundError):
        store.get_upload(upload.id)


def test_mappings_and_rates_are_remembered_for_their_user_only(
    transactions: Transactions, ada: UUID
) -> None:
    francs = Rate(from_currency="CHF", to_currency="EUR", value=Decimal("1.07"))
    pounds = Rate(
        from_currency="GBP", to_currency="EUR", value=Decimal("1.168"), as_of=date(2026, 1, 2)
    )
    with transactions(ada) as store:
        store.remember_mapping("a" * 64, FileMapping())
        store.remember_mapping("a" * 64, MAPPING)
        store.replace_rates([francs])
        store.replace_rates([pounds, francs])
    with transactions(ada) as store:
        assert store.list_mappings() == {"a" * 64: MAPPING}
        assert store.list_rates() == (francs, pounds)
    with transactions(uuid4()) as store:
        assert (store.list_mappings(), store.list_rates()) == ({}, ())
        store.replace_rates([])
    with transactions(ada) as store:
        assert store.list_rates() == (francs, pounds)
        store.delete_user()
    with transactions(ada) as store:
        assert (store.list_mappings(), store.list_rates()) == ({}, ())
