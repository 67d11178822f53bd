"""Bringing, fetching and inventing prices, on the in-memory store."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

import pytest

from econlens.domain.assets import AssetType
from econlens.domain.errors import EconLensError, RuleViolationError
from econlens.domain.price_errors import (
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.price_rules import last_business_day
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.reference.samples import sample_portfolios
from econlens.usecases.import_prices import import_prices
from econlens.usecases.load_synthetic_prices import load_synthetic_prices
from econlens.usecases.refresh_prices import Outcome, Refreshed, refresh_prices
from econlens.usecases.review_prices import review_prices
from tests.factories import a_draft, a_holding
from tests.fakes import FixedClock
from tests.in_memory_store import InMemoryTransactions

TODAY = date(2026, 3, 10)  # a Tuesday


def series(count: int, last: date, source: PriceSource, level: float = 100) -> PriceSeries:
    days = tuple(last - timedelta(days=count - 1 - at) for at in range(count))
    closes = tuple(level + day.toordinal() % 7 for day in days)
    return PriceSeries(days=days, closes=closes, source=source)


@dataclass
class CountingProvider:
    """Answers from a dictionary, an error being raised; remembers what it was asked."""

    answers: dict[str, PriceSeries | EconLensError]
    source: PriceSource = PriceSource.TIINGO
    asked: list[tuple[str, date]] = field(default_factory=list)

    def fetch(self, symbol: str, since: date) -> PriceSeries:
        self.asked.append((symbol, since))
        answer = self.answers[symbol]
        if isinstance(answer, EconLensError):
            raise answer
        kept = [at for at, day in enumerate(answer.days) if day >= since]
        return PriceSeries(
            days=tuple(answer.days[at] for at in kept),
            closes=tuple(answer.closes[at] for at in kept),
            source=answer.source,
        )


@pytest.fixture
def database() -> InMemoryTransactions:
    return InMemoryTransactions(FixedClock())


def hold(database: InMemoryTransactions, *symbols: str) -> None:
    with database(uuid4()) as store:
        store.add_portfolio(a_draft(holdings=tuple(a_holding(symbol=one) for one in symbols)))


def stored(database: InMemoryTransactions, symbol: str) -> PriceSeries:
    with database.prices() as store:
        return store.load_prices([symbol])[symbol]


def refresh(
    database: InMemoryTransactions, provider: CountingProvider, *named: str
) -> list[Refreshed]:
    return list(refresh_prices(database.prices, provider, named=named, today=TODAY))


def outcomes(results: list[Refreshed]) -> dict[str, Outcome]:
    return {one.symbol: one.outcome for one in results}


def test_a_refused_file_stores_nothing(database: InMemoryTransactions) -> None:
    with pytest.raises(RuleViolationError) as refused:
        import_prices(database.prices, b"date,VTI,BND\n2026-03-02,1,0\n2026-03-03,1,1\n", TODAY)
    assert [issue.line for issue in refused.value.issues if issue.line] == [2, 3]
    with database.prices() as store:
        assert store.list_ranges() == ()


def test_a_file_replaces_what_was_known_of_its_symbols(database: InMemoryTransactions) -> None:
    with database.prices() as store:
        store.replace_prices({"VTI": series(9, TODAY, PriceSource.SYNTHETIC)})
    import_prices(database.prices, b"date,VTI\n2026-03-02,1\n2026-03-03,1.01\n", TODAY)
    assert stored(database, "VTI").closes == (1.0, 1.01)
    assert stored(database, "VTI").source is PriceSource.FILE


def test_held_and_named_symbols_are_fetched_for_ten_years(database: InMemoryTransactions) -> None:
    hold(database, "VTI")
    answer = series(30, TODAY - timedelta(days=1), PriceSource.TIINGO)
    provider = CountingProvider({"VTI": answer, "BND": answer})
    results = refresh(database, provider, "BND")
    assert outcomes(results) == {"BND": Outcome.REPLACED, "VTI": Outcome.REPLACED}
    assert stored(database, "VTI") == answer
    assert {since.year for _, since in provider.asked} == {2016}


def test_what_reaches_the_last_business_day_is_not_fetched_again(
    database: InMemoryTransactions,
) -> None:
    with database.prices() as store:
        store.replace_prices({"VTI": series(9, TODAY - timedelta(days=1), PriceSource.TIINGO)})
    provider = CountingProvider({})
    assert outcomes(refresh(database, provider, "VTI")) == {"VTI": Outcome.CURRENT}
    assert provider.asked == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 10), date(2026, 3, 9)),
        (date(2026, 3, 9), date(2026, 3, 6)),
        (date(2026, 3, 8), date(2026, 3, 6)),
        (date(2026, 3, 7), date(2026, 3, 6)),
    ],
)
def test_the_last_business_day_is_before_today(today: date, expected: date) -> None:
    assert last_business_day(today) == expected


def test_only_new_days_are_fetched_while_the_past_stays_as_it_was(
    database: InMemoryTransactions,
) -> None:
    whole = series(60, TODAY - timedelta(days=1), PriceSource.TIINGO)
    with database.prices() as store:
        first = PriceSeries(days=whole.days[:50], closes=whole.closes[:50], source=whole.source)
        store.replace_prices({"VTI": first})
    provider = CountingProvider({"VTI": whole})
    assert outcomes(refresh(database, provider, "VTI")) == {"VTI": Outcome.EXTENDED}
    assert provider.asked == [("VTI", whole.days[49] - timedelta(days=14))]
    assert stored(database, "VTI") == whole


def test_a_past_that_was_adjusted_since_is_fetched_whole(database: InMemoryTransactions) -> None:
    last = TODAY - timedelta(days=1)
    with database.prices() as store:
        store.replace_prices(
            {"VTI": series(50, TODAY - timedelta(days=9), PriceSource.TIINGO, level=100.5)}
        )
    adjusted = series(60, last, PriceSource.TIINGO, level=100)
    provider = CountingProvider({"VTI": adjusted})
    assert outcomes(refresh(database, provider, "VTI")) == {"VTI": Outcome.REPLACED}
    assert stored(database, "VTI") == adjusted
    assert len(provider.asked) == 2


def test_a_users_own_file_stays_unless_its_symbol_is_named(database: InMemoryTransactions) -> None:
    hold(database, "VTI")
    with database.prices() as store:
        store.replace_prices({"VTI": series(9, date(2026, 1, 9), PriceSource.FILE)})
    fetched = series(30, TODAY, PriceSource.TIINGO)
    provider = CountingProvider({"VTI": fetched})
    assert outcomes(refresh(database, provider)) == {"VTI": Outcome.KEPT}
    assert outcomes(refresh(database, provider, "VTI")) == {"VTI": Outcome.REPLACED}


def test_synthetic_prices_give_way_to_fetched_ones(database: InMemoryTransactions) -> None:
    hold(database, "VTI")
    with database.prices() as store:
        store.replace_prices({"VTI": series(9, TODAY, PriceSource.SYNTHETIC)})
    refresh(database, CountingProvider({"VTI": series(30, TODAY, PriceSource.TIINGO)}))
    assert stored(database, "VTI").source is PriceSource.TIINGO


def test_one_symbol_that_fails_does_not_stop_the_others(database: InMemoryTransactions) -> None:
    split = PriceSeries(
        days=(TODAY - timedelta(days=1), TODAY), closes=(100, 40), source=PriceSource.TIINGO
    )
    provider = CountingProvider(
        {
            "A": UnknownSymbolError(),
            "B": PriceServiceError(),
            "C": split,
            "D": series(30, TODAY, PriceSource.TIINGO),
        }
    )
    results = refresh(database, provider, *"ABCD")
    assert list(outcomes(results).values()) == [
        Outcome.UNKNOWN,
        Outcome.FAILED,
        Outcome.FAILED,
        Outcome.REPLACED,
    ]
    assert "looks like a split" in results[2].message
    with database.prices() as store:
        assert [one.symbol for one in store.list_ranges()] == ["D"]


def test_a_service_that_is_paused_is_asked_nothing_more(database: InMemoryTransactions) -> None:
    provider = CountingProvider({"A": PriceServicePausedError()})
    results = refresh(database, provider, "A", "B", "C")
    assert {one.outcome for one in results} == {Outcome.FAILED}
    assert [symbol for symbol, _ in provider.asked] == ["A"]


def test_samples_get_synthetic_prices_that_end_at_their_own(database: InMemoryTransactions) -> None:
    holdings = [holding for draft in sample_portfolios() for holding in draft.holdings]
    loaded = load_synthetic_prices(database.prices, holdings)
    priced = {one.symbol for one in holdings if one.asset_type is not AssetType.CASH}
    assert set(loaded) == priced
    for holding in holdings:
        if holding.symbol in priced:
            one = stored(database, holding.symbol)
            assert one.source is PriceSource.SYNTHETIC
            assert one.closes[-1] == pytest.approx(float(holding.price or 0))
            assert min(one.closes) > 0
            assert len(one.days) > 1_000
    assert load_synthetic_prices(database.prices, holdings) == ()


def test_synthetic_prices_never_overwrite_real_ones(database: InMemoryTransactions) -> None:
    real = series(9, TODAY, PriceSource.STOOQ)
    with database.prices() as store:
        store.replace_prices({"AAPL": real})
    assert load_synthetic_prices(
        database.prices, [a_holding(symbol="AAPL"), a_holding(symbol="MSFT")]
    ) == ("MSFT",)
    assert stored(database, "AAPL") == real


def test_a_review_names_what_is_held_without_prices(database: InMemoryTransactions) -> None:
    hold(database, "VTI", "BND")
    with database.prices() as store:
        store.replace_prices({"BND": series(9, TODAY, PriceSource.FILE)})
    review = review_prices(database.prices)
    assert [one.symbol for one in review.ranges] == ["BND"]
    assert review.missing == ("VTI",)
