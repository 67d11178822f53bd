"""Asking for another reading, against the real locks: the job is neither early nor lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions, open_pool
from econlens.domain.upload import (
    ColumnMeaning,
    FileMapping,
    ImportChoices,
    MappedColumn,
    Upload,
    UploadMode,
    UploadRequest,
    UploadStatus,
    object_key,
)
from econlens.ports import AnnounceFile
from econlens.usecases.process_again import process_again
from econlens.usecases.process_upload import process_upload
from tests.conftest import Database
from tests.fakes import InMemoryObjectStore

STRANGE = b"Thing;Pieces;Worth\nVTI;10;2500,50\n"
CHOICES = ImportChoices(
    mapping=FileMapping(
        columns=(
            MappedColumn(index=0, meaning=ColumnMeaning.SYMBOL),
            MappedColumn(index=2, meaning=ColumnMeaning.MARKET_VALUE),
        )
    )
)


class SystemTime:
    def now(self) -> datetime:
        return datetime.now(UTC)


class World:
    def __init__(self, transactions: PostgresTransactions) -> None:
        self.user = uuid4()
        self.transactions = transactions
        self.objects = InMemoryObjectStore()

    def refuse_a_file(self) -> UUID:
        request = UploadRequest(file_name="p.csv", size_bytes=1, content_type="text/csv")
        expires_at = datetime.now(UTC) + timedelta(minutes=5)
        with self.transactions(self.user) as store:
            upload_id = store.add_upload(request, expires_at=expires_at).id
        self.objects.put(object_key(self.user, upload_id), STRANGE)
        self.process(upload_id)
        assert self.upload(upload_id).status is UploadStatus.FAILED
        return upload_id

    def process(self, upload_id: UUID) -> None:
        process_upload(self.transactions, self.objects, self.user, upload_id)

    def upload(self, upload_id: UUID) -> Upload:
        with self.transactions(self.user) as store:
            return store.get_upload(upload_id)

    def read_again(self, upload_id: UUID, announce: AnnounceFile) -> None:
        with self.transactions(self.user) as store:
            process_again(
                store, announce, SystemTime(), upload_id, mode=UploadMode.REPLACE, choices=CHOICES
            )


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    with open_pool(database.app_dsn, max_size=3) as pool:
        yield World(PostgresTransactions(pool.connection))


def test_a_worker_that_is_faster_than_the_request_waits_for_it(world: World) -> None:
    upload_id = world.refuse_a_file()
    worker = Thread(target=world.process, args=[upload_id])

    def deliver_before_the_request_has_committed(key: str) -> None:
        worker.start()
        worker.join(timeout=0.5)
        assert worker.is_alive(), "the worker did not wait"

    world.read_again(upload_id, deliver_before_the_request_has_committed)
    worker.join(timeout=20)
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.COMPLETED, upload.issues
    assert world.objects.objects == {}


def test_when_the_job_cannot_be_sent_the_upload_stays_as_it_was(world: World) -> None:
    upload_id = world.refuse_a_file()
    before = world.upload(upload_id)

    def fail(key: str) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        world.read_again(upload_id, fail)
    assert world.upload(upload_id) == before
    world.read_again(upload_id, lambda _key: None)
    world.process(upload_id)
    assert world.upload(upload_id).status is UploadStatus.COMPLETED
