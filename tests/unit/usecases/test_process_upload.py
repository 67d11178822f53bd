from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from econlens.domain.errors import NotFoundError
from econlens.domain.portfolio import PortfolioOrder, PortfolioSummary
from econlens.domain.upload import Upload, UploadMode, UploadRequest, UploadStatus, object_key
from econlens.usecases.process_upload import abandon_upload, process_upload
from tests.factories import a_draft
from tests.fakes import FixedClock, InMemoryObjectStore
from tests.in_memory_store import InMemoryPortfolioStore, InMemoryTransactions

USER = uuid4()
NOW = datetime(2026, 1, 2, tzinfo=UTC)
GOOD = (
    b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
    b"VTI,Stocks,etf,60,6000\nBND,Bonds,etf,40,4000\n"
)
BAD = GOOD.replace(b"6000", b"-6000")


class Killed(BaseException):
    """What kill -9 looks like from inside: no handler gets to run."""


class World:
    """The ports, with a switch that kills the process before a chosen step."""

    def __init__(self) -> None:
        clock = FixedClock(NOW)
        self.transactions = InMemoryTransactions(clock)
        self.objects = InMemoryObjectStore()

    def send(self, content: bytes, **changes: Any) -> UUID:
        request = UploadRequest(file_name="p.csv", size_bytes=1, content_type="text/csv", **changes)
        with self.transactions(USER) as store:
            upload = store.add_upload(request, expires_at=NOW + timedelta(minutes=5))
        self.objects.put(object_key(USER, upload.id), content)
        return upload.id

    def add_portfolio(self, currency: str) -> UUID:
        with self.transactions(USER) as store:
            return store.add_portfolio(a_draft(currency=currency)).id

    def process(self, upload_id: UUID) -> None:
        process_upload(self.transactions, self.objects, USER, upload_id)

    def upload(self, upload_id: UUID) -> Upload:
        with self.transactions(USER) as store:
            return store.get_upload(upload_id)

    def portfolios(self) -> tuple[PortfolioSummary, ...]:
        with self.transactions(USER) as store:
            return store.list_portfolios(
                order=PortfolioOrder.NAME, descending=False, limit=100, offset=0
            ).portfolios


@pytest.fixture
def world() -> World:
    return World()


def test_a_good_file_becomes_a_portfolio_with_a_score(world: World) -> None:
    upload_id = world.send(GOOD)
    world.process(upload_id)
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.asset_count) == (Decimal(10000), 2)
    assert portfolio.risk_score is not None
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.COMPLETED
    assert upload.result is not None
    assert upload.result.portfolio_ids == (portfolio.id,)


def test_a_bad_file_stores_only_what_is_wrong(world: World) -> None:
    upload_id = world.send(BAD)
    world.process(upload_id)
    assert world.portfolios() == ()
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.FAILED
    assert {issue.line for issue in upload.issues} >= {2}


def test_a_file_of_two_portfolios_put_into_one_loses_nothing(world: World) -> None:
    into = world.add_portfolio(currency="USD")
    rows = b"VTI,Stocks,etf,100,6000,A\nVTI,Stocks,etf,100,4000,B\n"
    header = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount,Portfolio\n"
    world.process(world.send(header + rows, portfolio_id=into))
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.asset_count) == (Decimal(10000), 1)


def test_merging_two_currencies_is_refused_and_changes_nothing(world: World) -> None:
    into = world.add_portfolio(currency="EUR")
    upload_id = world.send(GOOD, portfolio_id=into, mode=UploadMode.MERGE)
    world.process(upload_id)
    assert "CURRENCY_MISMATCH" in {issue.code for issue in world.upload(upload_id).issues}
    (portfolio,) = world.portfolios()
    assert (portfolio.currency, portfolio.asset_count) == ("EUR", 1)


def test_five_deliveries_leave_one_result(world: World) -> None:
    upload_id = world.send(GOOD)
    for _ in range(5):
        world.process(upload_id)
    assert len(world.portfolios()) == 1


@pytest.mark.parametrize("content", [GOOD, BAD], ids=["good", "bad"])
def test_the_file_is_gone_once_its_outcome_is_stored(world: World, content: bytes) -> None:
    upload_id = world.send(content)
    world.process(upload_id)
    with pytest.raises(NotFoundError):
        world.objects.get(object_key(USER, upload_id))


# Every step of the store and of the object store, in the order in which a good file takes them.
STEPS: list[tuple[type, str]] = [
    (InMemoryPortfolioStore, "get_upload"),
    (InMemoryPortfolioStore, "report_progress"),
    (InMemoryObjectStore, "get"),
    (InMemoryPortfolioStore, "add_portfolio"),
    (InMemoryPortfolioStore, "record_score"),
    (InMemoryPortfolioStore, "finish_upload"),
    (InMemoryObjectStore, "delete"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_killed_at_any_step_and_delivered_again_leaves_one_result(
    world: World, monkeypatch: pytest.MonkeyPatch, step: tuple[type, str], *, after: bool
) -> None:
    upload_id = world.send(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(*step, dying(getattr(*step), after=after))
        with pytest.raises(Killed):
            world.process(upload_id)
    world.process(upload_id)
    assert len(world.portfolios()) == 1
    assert world.upload(upload_id).status is UploadStatus.COMPLETED


def dying(step: Callable[..., object], *, after: bool) -> Callable[..., object]:
    def die(*args: object, **kwargs: object) -> object:
        if after:
            step(*args, **kwargs)
        raise Killed

    return die


def test_an_abandoned_upload_says_so_and_keeps_its_file(world: World) -> None:
    upload_id = world.send(GOOD)
    abandon_upload(world.transactions, USER, upload_id)
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.FAILED
    assert [issue.code for issue in upload.issues] == ["PROCESSING_FAILED"]
    assert world.objects.get(object_key(USER, upload_id)) == GOOD


def test_an_abandoned_upload_can_be_redriven(world: World) -> None:
    upload_id = world.send(GOOD)
    abandon_upload(world.transactions, USER, upload_id)
    world.process(upload_id)
    assert world.upload(upload_id).status is UploadStatus.COMPLETED
    assert len(world.portfolios()) == 1


def test_abandoning_does_not_touch_what_is_finished(world: World) -> None:
    upload_id = world.send(GOOD)
    world.process(upload_id)
    abandon_upload(world.transactions, USER, upload_id)
    assert world.upload(upload_id).status is UploadStatus.COMPLETED
