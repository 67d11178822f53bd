"""Prices in every store: the fake that unit tests use and the real one."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from econlens.adapters.postgres.price_store import PostgresPrices
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.assets import AssetType
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.domain.sharing import ShareDraft, SharePermission
from econlens.domain.user import RiskTolerance
from econlens.ports import SharedPortfolios, Transactions
from econlens.price_ports import Prices
from tests.conftest import Database
from tests.factories import a_draft, a_holding
from tests.fakes import FixedClock
from tests.in_memory_store import InMemoryTransactions

MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Bench:
    transactions: Transactions
    shared: SharedPortfolios
    prices: Prices


@pytest.fixture(params=["in memory", "postgres"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "in memory":
        fake = InMemoryTransactions(FixedClock(datetime.now(UTC)))
        yield Bench(fake, fake.shared, fake.prices)
        return
    database: Database = request.getfixturevalue("database")
    app, loader = SingleConnection(database.app_dsn), SingleConnection(database.prices_dsn)
    real = PostgresTransactions(app)
    yield Bench(real, real.shared, PostgresPrices(loader))
    for source in (app, loader):
        with source() as opened:
            opened.close()


def series(
    *closes: float, first: date = MONDAY, source: PriceSource = PriceSource.FILE
) -> PriceSeries:
    days = tuple(first + timedelta(days=number) for number in range(len(closes)))
    return PriceSeries(days=days, closes=closes, source=source)


def test_prices_come_back_as_they_were_stored_and_unknown_symbols_are_left_out(
    bench: Bench,
) -> None:
    vti, bnd = series(303.9, 0.1 + 0.2, 1e-7), series(73.6, source=PriceSource.SYNTHETIC)
    with bench.prices() as store:
        store.replace_prices({"VTI": vti, "BND": bnd})
    with bench.transactions(uuid4()) as reader:
        assert reader.load_prices(["BND", "VTI", "NONE"]) == {"VTI": vti, "BND": bnd}
        assert reader.load_prices([]) == {}


def test_a_visitor_with_a_link_reads_prices_too(bench: Bench) -> None:
    token_hash = sha256(b"token").digest()
    with bench.prices() as store:
        store.replace_prices({"VTI": series(1.0, 2.0)})
    with bench.transactions(uuid4()) as owner:
        owner.add_share(
            ShareDraft(
                portfolio_id=owner.add_portfolio(a_draft()).id,
                permission=SharePermission.VIEW,
                hide_amounts=True,
                risk_tolerance=RiskTolerance.MODERATE,
                token_hash=token_hash,
            )
        )
    with bench.shared(token_hash) as visitor:
        assert visitor.load_prices(["VTI"]) == {"VTI": series(1.0, 2.0)}


def test_replacing_leaves_nothing_of_the_old_series_and_other_symbols_alone(bench: Bench) -> None:
    with bench.prices() as store:
        store.replace_prices({"VTI": series(1.0, 2.0, 3.0), "BND": series(4.0)})
    new = series(5.0, first=MONDAY + timedelta(days=1), source=PriceSource.STOOQ)
    with bench.prices() as store:
        store.replace_prices({"VTI": new})
        assert store.load_prices(["VTI", "BND"]) == {"VTI": new, "BND": series(4.0)}


def test_extending_adds_days_and_overwrites_those_that_are_there(bench: Bench) -> None:
    with bench.prices() as store:
        store.replace_prices({"VTI": series(1.0, 2.0)})
        store.extend_prices({"VTI": series(2.5, 3.0, first=MONDAY + timedelta(days=1))})
        assert store.load_prices(["VTI"]) == {"VTI": series(1.0, 2.5, 3.0)}


def test_ranges_tell_what_is_stored_of_each_symbol(bench: Bench) -> None:
    with bench.prices() as store:
        store.replace_prices({"VTI": series(1.0, 2.0), "BND": series(4.0)})
    with bench.prices() as store:
        ranges = store.list_ranges()
    found = [(one.symbol, one.first_day, one.last_day, one.count, one.source) for one in ranges]
    assert found == [
        ("BND", MONDAY, MONDAY, 1, PriceSource.FILE),
        ("VTI", MONDAY, MONDAY + timedelta(days=1), 2, PriceSource.FILE),
    ]
    assert all(datetime.now(UTC) - one.recorded_at < timedelta(minutes=1) for one in ranges)


def test_a_transaction_that_fails_stores_nothing(bench: Bench) -> None:
    with suppress(ZeroDivisionError), bench.prices() as store:
        store.replace_prices({"VTI": series(1.0)})
        raise ZeroDivisionError
    with bench.prices() as store:
        assert store.list_ranges() == ()


def test_held_symbols_are_those_of_all_users_that_a_price_service_may_know(bench: Bench) -> None:
    holdings = (
        a_holding(symbol="BRK.B"),
        a_holding(symbol="CASH", asset_type=AssetType.CASH),
        a_holding(symbol="SOL", asset_type=AssetType.CRYPTO),
        a_holding(symbol="Savings plan", asset_type=AssetType.OTHER),
    )
    for more in ("VTI", "BND"):
        with bench.transactions(uuid4()) as store:
            store.add_portfolio(a_draft(holdings=(*holdings, a_holding(symbol=more))))
    with bench.prices() as prices:
        assert prices.list_held_symbols() == ("BND", "BRK.B", "VTI")
