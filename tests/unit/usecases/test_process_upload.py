"""An upload is processed once, however often it is delivered and wherever it is killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from econlens.domain.charge import Charge
from econlens.domain.errors import NotFoundError
from econlens.domain.portfolio import PortfolioOrder
from econlens.domain.upload import UploadStatus, object_key
from econlens.usecases.plan_import import MAX_PORTFOLIOS
from econlens.usecases.process_upload import abandon_upload, process_upload
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


@pytest.mark.parametrize(
    ("header", "row", "at_most"),
    [
        # Refused as it is read; and read, but worth nothing that can be stored.
        (b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n", b"B?,Name,stuck,,abc\n", 501),
        (b"Symbol,Name,Quantity\n", b"VTI,Stocks,5\nA%d,Other,7\n", 1_002),
    ],
)
def test_of_a_file_of_nothing_but_problems_the_first_are_told(
    world: UploadWorld, header: bytes, row: bytes, at_most: int
) -> None:
    rows = b"".join(row % n if b"%d" in row else row for n in range(2_000))
    upload = world.process(world.send(header + rows))
    assert upload.status is UploadStatus.FAILED
    assert 500 < len(upload.issues) <= at_most
    assert "MORE_ISSUES" in {issue.code for issue in upload.issues}


def test_a_file_of_two_portfolios_put_into_one_loses_nothing(world: UploadWorld) -> None:
    into = world.add_portfolio()
    rows = b"VTI,Stocks,etf,100,6000,A\nVTI,Stocks,etf,100,4000,B\n"
    header = b"Symbol,Name,Asset Type,Allocation %,Dollar Amount,Portfolio\n"
    world.process(world.send(header + rows, portfolio_id=into))
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.asset_count) == (Decimal(10000), 1)


@pytest.mark.parametrize("count", [MAX_PORTFOLIOS, MAX_PORTFOLIOS + 1])
def test_a_file_makes_only_as_many_portfolios_as_can_be_stored_in_time(
    world: UploadWorld, count: int
) -> None:
    rows = "".join(f"VTI,Stocks,etf,1,P{n}\n" for n in range(count))
    content = f"Symbol,Name,Asset Type,Dollar Amount,Portfolio\n{rows}".encode()
    upload = world.process(world.send(content))
    is_refused = "TOO_MANY_PORTFOLIOS" in {issue.code for issue in upload.issues}
    assert is_refused == (count > MAX_PORTFOLIOS) == (upload.status is UploadStatus.FAILED)
    with world.transactions(USER) as store:
        page = store.list_portfolios(order=PortfolioOrder.NAME, descending=False, limit=1, offset=0)
    assert page.total == (0 if is_refused else count)


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


class Fuse:
    """Burns at the point it is told. A worker passes one before and after each call of a port, and
    before and after each commit."""

    def __init__(self, burns_at: int | None = None) -> None:
        self.passed = 0
        self._burns_at = burns_at

    def pass_point(self) -> None:
        if self.passed == self._burns_at:
            raise Killed
        self.passed += 1


class Fused:
    """A port whose calls pass the fuse."""

    def __init__(self, port: object, fuse: Fuse) -> None:
        self._port, self._fuse = port, fuse

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            self._fuse.pass_point()
            answer = getattr(self._port, name)(*args, **kwargs)
            self._fuse.pass_point()
            return answer

        return call


def process_fused(world: UploadWorld, upload_id: UUID, fuse: Fuse) -> None:
    @contextmanager
    def transactions(user_id: UUID, charge: Charge | None = None) -> Iterator[Any]:
        with world.transactions(user_id, charge) as store:
            yield Fused(store, fuse)
            fuse.pass_point()
        fuse.pass_point()

    objects: Any = Fused(world.objects, fuse)
    process_upload(transactions, objects, USER, upload_id)


def count_points() -> int:
    world, fuse = UploadWorld(), Fuse()
    process_fused(world, world.send(GOOD), fuse)
    return fuse.passed


POINTS = range(count_points())


def test_a_worker_can_be_killed_at_twenty_points_at_least() -> None:
    assert len(POINTS) >= 20


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_and_delivered_five_times_leaves_one_result(
    world: UploadWorld, point: int
) -> None:
    upload_id = world.send(GOOD)
    with pytest.raises(Killed):
        process_fused(world, upload_id, Fuse(burns_at=point))
    for _ in range(5):
        world.process(upload_id)
    assert len(world.portfolios()) == 1
    upload = world.upload(upload_id)
    assert upload.status is UploadStatus.COMPLETED
    assert not world.has_file(upload)


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
