"""Prices on their way through the object store: wanted, fetched, loaded."""

import json
from datetime import date, timedelta
from uuid import uuid4

import msgspec
import pytest

from econlens.domain.errors import EconLensError
from econlens.domain.price_errors import (
    PriceAnswerError,
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.price_keys import WANTED, fetched_key
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.usecases.fetch_wanted_prices import FetchCount, fetch_wanted_prices
from econlens.usecases.load_fetched_prices import load_fetched_prices
from econlens.usecases.publish_wanted_prices import publish_wanted_prices
from tests.factories import a_draft, a_holding
from tests.fakes import FixedClock, InMemoryObjectStore
from tests.in_memory_store import InMemoryTransactions

TODAY = date(2026, 3, 10)
YESTERDAY = TODAY - timedelta(days=1)


def series(source: PriceSource = PriceSource.STOOQ, last: date = YESTERDAY) -> PriceSeries:
    days = tuple(last - timedelta(days=ago) for ago in (2, 1, 0))
    return PriceSeries(days=days, closes=(1.0, 1.1, 1.2), source=source)


class Service:
    source = PriceSource.STOOQ

    def __init__(self, **answers: EconLensError) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def fetch(self, symbol: str, since: date) -> PriceSeries:
        self.asked.append(symbol)
        if symbol in self.answers:
            raise self.answers[symbol]
        return series()


@pytest.fixture
def database() -> InMemoryTransactions:
    """Somebody holds A, B, C and D."""
    made = InMemoryTransactions(FixedClock())
    with made(uuid4()) as store:
        store.add_portfolio(a_draft(holdings=tuple(a_holding(symbol=one) for one in "ABCD")))
    return made


@pytest.fixture
def objects() -> InMemoryObjectStore:
    return InMemoryObjectStore()


def stored(database: InMemoryTransactions) -> dict[str, PriceSource]:
    with database.prices() as store:
        return {one.symbol: one.source for one in store.list_ranges()}


def test_wanted_is_what_is_held_but_new_prices_and_those_from_files(
    database: InMemoryTransactions, objects: InMemoryObjectStore
) -> None:
    with database.prices() as store:
        store.replace_prices(
            {
                "A": series(),
                "B": series(PriceSource.FILE, date(2020, 1, 3)),
                "C": series(PriceSource.SYNTHETIC),
            }
        )
    assert publish_wanted_prices(database.prices, objects, TODAY) == 2
    assert json.loads(objects.get(WANTED)) == ["C", "D"]


def test_prices_go_all_the_way(
    database: InMemoryTransactions, objects: InMemoryObjectStore
) -> None:
    publish_wanted_prices(database.prices, objects, TODAY)
    count = fetch_wanted_prices(objects, Service(), TODAY)
    assert count == FetchCount(fetched=4, unknown=0, failed=0, left=0)
    for symbol in "ABCD":
        assert load_fetched_prices(database.prices, objects, fetched_key(symbol), TODAY) == symbol
    assert stored(database) == dict.fromkeys("ABCD", PriceSource.STOOQ)


def test_failures_are_counted_and_told_and_a_pause_ends_the_run(
    objects: InMemoryObjectStore,
) -> None:
    objects.put(WANTED, b'["A","B","C","D","E"]')
    service = Service(
        A=UnknownSymbolError(), B=PriceServiceError("B failed"), D=PriceServicePausedError("later")
    )
    told: list[str] = []
    count = fetch_wanted_prices(objects, service, TODAY, tell=told.append)
    assert count == FetchCount(fetched=1, unknown=1, failed=2, left=1)
    assert told == ["B failed", "later"]


def test_without_time_nothing_more_is_asked(objects: InMemoryObjectStore) -> None:
    objects.put(WANTED, b'["A","B","C"]')
    times = iter((True, False))
    service = Service()
    count = fetch_wanted_prices(objects, service, TODAY, has_time=lambda: next(times))
    assert (service.asked, count.left) == (["A"], 2)


def test_before_anything_is_wanted_nothing_is_fetched(objects: InMemoryObjectStore) -> None:
    count = fetch_wanted_prices(objects, Service(), TODAY)
    assert count == FetchCount(fetched=0, unknown=0, failed=0, left=0)


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html>",
        b"[]",
        msgspec.json.encode(("B", series())),
        msgspec.json.encode(("A", series(PriceSource.FILE))),
        msgspec.json.encode(("A", series(last=TODAY + timedelta(days=1)))),
        msgspec.json.encode(("A", {"days": ["2026-03-02"], "closes": [1, 2], "source": "stooq"})),
        msgspec.json.encode(
            ("A", {"days": ["2026-03-03", "2026-03-02"], "closes": [1, 1], "source": "stooq"})
        ),
        msgspec.json.encode(
            ("A", {"days": ["2026-03-02", "2026-03-03"], "closes": [1, -1], "source": "stooq"})
        ),
    ],
)
def test_a_file_that_is_no_price_series_is_refused(
    database: InMemoryTransactions, objects: InMemoryObjectStore, body: bytes
) -> None:
    objects.put(fetched_key("A"), body)
    with pytest.raises(PriceAnswerError):
        load_fetched_prices(database.prices, objects, fetched_key("A"), TODAY)
    assert stored(database) == {}


def test_what_nobody_holds_or_a_file_has_brought_is_not_overwritten(
    database: InMemoryTransactions, objects: InMemoryObjectStore
) -> None:
    with database.prices() as store:
        store.replace_prices({"A": series(PriceSource.FILE)})
    for symbol in ("A", "Z"):
        objects.put(fetched_key(symbol), msgspec.json.encode((symbol, series())))
        load_fetched_prices(database.prices, objects, fetched_key(symbol), TODAY)
    assert stored(database) == {"A": PriceSource.FILE}
