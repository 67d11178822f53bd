"""The ports in memory, with an upload on its way through them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from econlens.domain.portfolio import Portfolio, PortfolioOrder, PortfolioSummary
from econlens.domain.upload import (
    ImportChoices,
    Upload,
    UploadMode,
    UploadRequest,
    object_key,
)
from econlens.ports import PortfolioStore
from econlens.usecases.apply_upload import apply_upload
from econlens.usecases.process_again import process_again
from econlens.usecases.process_upload import process_upload
from tests.factories import a_draft
from tests.fakes import FixedClock, InMemoryObjectStore
from tests.in_memory_store import InMemoryTransactions

USER = uuid4()
NOW = datetime(2026, 1, 2, tzinfo=UTC)


class UploadWorld:
    def __init__(self) -> None:
        self.clock = FixedClock(NOW)
        self.transactions = InMemoryTransactions(self.clock)
        self.objects = InMemoryObjectStore()
        self.announced: list[str] = []

    def send(self, content: bytes, *, file_name: str = "p.csv", **changes: Any) -> UUID:
        request = UploadRequest(
            file_name=file_name, size_bytes=1, content_type="text/csv", **changes
        )
        with self.transactions(USER) as store:
            upload = store.add_upload(request, expires_at=NOW + timedelta(minutes=5))
        self.objects.put(object_key(USER, upload.id), content)
        return upload.id

    def process(self, upload_id: UUID) -> Upload:
        process_upload(self.transactions, self.objects, USER, upload_id)
        return self.upload(upload_id)

    def read(self, content: bytes, **changes: Any) -> Upload:
        return self.process(self.send(content, **changes))

    def read_again(
        self, upload: Upload, choices: ImportChoices, *, mode: UploadMode = UploadMode.REPLACE
    ) -> Upload:
        with self.transactions(USER) as store:
            self.ask_again(store, upload, choices, mode=mode)
        return self.process(upload.id)

    def ask_again(
        self,
        store: PortfolioStore,
        upload: Upload,
        choices: ImportChoices,
        *,
        mode: UploadMode = UploadMode.REPLACE,
    ) -> None:
        announce = self.announced.append
        process_again(store, announce, self.clock, upload.id, mode=mode, choices=choices)

    def apply(self, upload: Upload) -> Upload:
        with self.transactions(USER) as store:
            return apply_upload(store, self.objects, upload.id)

    def has_file(self, upload: Upload) -> bool:
        return object_key(USER, upload.id) in self.objects.objects

    def upload(self, upload_id: UUID) -> Upload:
        with self.transactions(USER) as store:
            return store.get_upload(upload_id)

    def add_portfolio(self, **changes: Any) -> UUID:
        with self.transactions(USER) as store:
            return store.add_portfolio(a_draft(**changes)).id

    def portfolio(self, portfolio_id: UUID) -> Portfolio:
        with self.transactions(USER) as store:
            return store.get_portfolio(portfolio_id)

    def portfolios(self) -> tuple[PortfolioSummary, ...]:
        with self.transactions(USER) as store:
            return store.list_portfolios(
                order=PortfolioOrder.NAME, descending=False, limit=100, offset=0
            ).portfolios
