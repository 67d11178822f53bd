"""The local queue, the worker and the handler together, on real PostgreSQL and real files."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from econlens import bootstrap
from econlens.domain.portfolio import PortfolioOrder
from econlens.domain.upload import Upload, UploadRequest, UploadStatus, object_key
from econlens.local.worker import process_batch
from econlens.settings import Settings, environment_of
from tests.conftest import Database

USER = uuid4()
THREE_PORTFOLIOS = b"Symbol,Name,Asset Type,Dollar Amount,Portfolio\n" + b"".join(
    b"S%d,Fund,etf,%d,P%d\n" % (n, n + 1, n % 3) for n in range(60)
)
GOOD = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\nVTI,Stocks,etf,100,6000.00\n"


@pytest.fixture(autouse=True)
def local_host(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    settings = Settings(
        app_dsn=database.app_dsn, local_dsn=database.local_dsn, data_dir=tmp_path, pool_size=2
    )
    for name, value in environment_of(settings).items():
        monkeypatch.setenv(name, value)
    forget_adapters()
    yield
    forget_adapters()


def forget_adapters() -> None:
    """The composition root keeps what it has made for the life of a process; a test is one."""
    for made in vars(bootstrap).values():
        if hasattr(made, "cache_clear") and made.__module__ == bootstrap.__name__:
            made.cache_clear()


def an_upload() -> UUID:
    request = UploadRequest(file_name="p.csv", size_bytes=1, content_type="text/csv")
    with bootstrap.transactions()(USER) as store:
        return store.add_upload(request, expires_at=datetime.now(UTC) + timedelta(minutes=5)).id


def announce(upload_id: UUID) -> None:
    event = {"Records": [{"s3": {"object": {"key": object_key(USER, upload_id)}}}]}
    bootstrap.jobs().send(json.dumps(event))


def state(upload_id: UUID) -> Upload:
    with bootstrap.transactions()(USER) as store:
        return store.get_upload(upload_id)


def drain() -> None:
    while process_batch(bootstrap.jobs()):
        pass


def test_an_event_becomes_a_portfolio() -> None:
    upload_id = an_upload()
    bootstrap.objects().put(object_key(USER, upload_id), GOOD)
    announce(upload_id)
    drain()
    assert state(upload_id).status is UploadStatus.COMPLETED


def test_one_bad_record_does_not_take_the_batch_with_it() -> None:
    good = an_upload()
    bootstrap.objects().put(object_key(USER, good), GOOD)
    bootstrap.jobs().send("this is no event")
    announce(good)
    drain()
    assert state(good).status is UploadStatus.COMPLETED
    assert bootstrap.jobs().count_dead() == 1


def test_a_job_that_fails_three_times_is_dead_told_and_can_be_redriven() -> None:
    upload_id = an_upload()  # its file is not there, as when the object store is away
    announce(upload_id)
    drain()
    assert bootstrap.jobs().count_dead() == 1
    failed = state(upload_id)
    assert failed.status is UploadStatus.FAILED
    assert [issue.code for issue in failed.issues] == ["PROCESSING_FAILED"]

    bootstrap.objects().put(object_key(USER, upload_id), GOOD)
    assert bootstrap.jobs().redrive() == 1
    drain()
    assert state(upload_id).status is UploadStatus.COMPLETED
    assert bootstrap.jobs().count_dead() == 0


def test_the_same_event_five_times_leaves_one_portfolio() -> None:
    upload_id = an_upload()
    bootstrap.objects().put(object_key(USER, upload_id), GOOD)
    for _ in range(5):
        announce(upload_id)
    drain()
    result = state(upload_id).result
    assert result is not None
    with bootstrap.transactions()(USER) as store:
        assert store.delete_portfolio(result.portfolio_ids[0]) == 1
    assert bootstrap.jobs().count_dead() == 0


def test_killed_at_any_of_twenty_points_and_delivered_five_times_leaves_one_result() -> None:
    """The worker is a process of its own and dies by kill -9, on real PostgreSQL."""
    count = int(process_apart(sent(THREE_PORTFOLIOS)).stdout)
    points = {count * part // 20 for part in range(20)}
    assert len(points) == 20
    killed = {point: sent(THREE_PORTFOLIOS) for point in points}
    for point, upload_id in killed.items():
        assert process_apart(upload_id, point).returncode == -signal.SIGKILL
    assert len({state(each).progress_percent for each in killed.values()}) >= 3
    for upload_id in killed.values():
        for _ in range(5):
            announce(upload_id)
    drain()
    stored = [each.result for each in map(state, killed.values()) if each.result]
    assert [len(result.portfolio_ids) for result in stored] == [3] * 20
    with bootstrap.transactions()(USER) as store:
        page = store.list_portfolios(order=PortfolioOrder.NAME, descending=False, limit=1, offset=0)
    assert page.total == 3 * (1 + 20)
    assert bootstrap.jobs().count_dead() == 0


def sent(content: bytes) -> UUID:
    upload_id = an_upload()
    bootstrap.objects().put(object_key(USER, upload_id), content)
    return upload_id


def process_apart(upload_id: UUID, dies_at: int | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.integration.process_until_killed"]
    arguments = [object_key(USER, upload_id), *([] if dies_at is None else [str(dies_at)])]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
