"""An upload is processed once, however often it is delivered and wherever it is killed."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from econlens.domain.errors import NotFoundError
from econlens.domain.upload import UploadStatus, object_key
from econlens.usecases.process_upload import abandon_upload
from tests.fakes import InMemoryObjectStore
from tests.in_memory_store import InMemoryPortfolioStore
from tests.upload_world import USER, UploadWorld

GOOD = (
    b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
    b"VTI,Stocks,etf,60,6000\nBND,Bonds,etf,40,4000\n"
)
BAD = GOOD.replace(b"6000", b"-6000")


class Killed(BaseException):
    """What kill -9 looks like from inside: no handler gets to run."""


@pytest.fixture
def world() -> UploadWorld:
    return UploadWorld()


def test_a_good_file_becomes_a_portfolio_with_a_score(world: UploadWorld) -> None:
    upload_id = world.send(GOOD)
    world.process(upload_id)
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.asset_count) == (Decimal(10000), 2)
    assert portfolio.risk_score is not None
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.COMPLETED
    assert upload.result is not None
    assert upload.result.portfolio_ids == (portfolio.id,)


def test_a_bad_file_stores_only_what_is_wrong(world: UploadWorld) -> None:
    upload_id = world.send(BAD)
    world.process(upload_id)
    assert world.portfolios() == ()
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.FAILED
    assert {issue.line for issue in upload.issues} >= {2}


def test_a_file_of_two_portfolios_put_into_one_loses_nothing(world: UploadWorld) -> None:
    into = world.add_portfolio()
    rows = b"VTI,Stocks,etf,100,6000,A\nVTI,Stocks,etf,100,4000,B\n"
    header = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount,Portfolio\n"
    world.process(world.send(header + rows, portfolio_id=into))
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.asset_count) == (Decimal(10000), 1)


def test_five_deliveries_leave_one_result(world: UploadWorld) -> None:
    upload_id = world.send(GOOD)
    for _ in range(5):
        world.process(upload_id)
    assert len(world.portfolios()) == 1


@pytest.mark.parametrize("content", [GOOD, BAD], ids=["good", "bad"])
def test_the_file_is_gone_once_its_outcome_is_stored(world: UploadWorld, content: bytes) -> None:
    upload_id = world.send(content)
    world.process(upload_id)
    with pytest.raises(NotFoundError):
        world.objects.get(object_key(USER, upload_id))


# Every step of the store and of the object store, in the order in which a good file takes them.
STEPS: list[tuple[type, str]] = [
    (InMemoryPortfolioStore, "get_upload"),
    (InMemoryPortfolioStore, "report_progress"),
    (InMemoryPortfolioStore, "list_mappings"),
    (InMemoryObjectStore, "get"),
    (InMemoryPortfolioStore, "add_portfolio"),
    (InMemoryPortfolioStore, "record_score"),
    (InMemoryPortfolioStore, "finish_upload"),
    (InMemoryObjectStore, "delete"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_killed_at_any_step_and_delivered_again_leaves_one_result(
    world: UploadWorld, monkeypatch: pytest.MonkeyPatch, step: tuple[type, str], *, after: bool
) -> None:
    upload_id = world.send(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(*step, dying(getattr(*step), after=after))
        with pytest.raises(Killed):
            world.process(upload_id)
    world.process(upload_id)
    assert len(world.portfolios()) == 1
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.COMPLETED
    assert not world.has_file(upload)


def dying(step: Callable[..., object], *, after: bool) -> Callable[..., object]:
    def die(*args: object, **kwargs: object) -> object:
        if after:
            step(*args, **kwargs)
        raise Killed

    return die


def test_an_abandoned_upload_says_so_and_keeps_its_file(world: UploadWorld) -> None:
    upload_id = world.send(GOOD)
    abandon_upload(world.transactions, USER, upload_id)
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.FAILED
    assert [issue.code for issue in upload.issues] == ["PROCESSING_FAILED"]
    assert world.objects.get(object_key(USER, upload_id)) == GOOD


def test_an_abandoned_upload_can_be_redriven(world: UploadWorld) -> None:
    upload_id = world.send(GOOD)
    abandon_upload(world.transactions, USER, upload_id)
    world.process(upload_id)
    assert world.upload(upload_id).status is UploadStatus.COMPLETED
    assert len(world.portfolios()) == 1


def test_abandoning_does_not_touch_what_is_finished(world: UploadWorld) -> None:
    upload_id = world.send(GOOD)
    world.process(upload_id)
    abandon_upload(world.transactions, USER, upload_id)
    assert world.upload(upload_id).status is UploadStatus.COMPLETED
