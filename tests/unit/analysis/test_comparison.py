"""Two portfolios by hand, prices of every bad kind, and what holds for any two."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given

from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.proxy_series import END, LAST, START, business_days
from econlens.domain.errors import RuleViolationError
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries
from tests.unit.analysis.example_holdings import (
    cash,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
    world_ex_us,
)


def named(name: str, *holdings: Holding, currency: str = "USD") -> NamedPortfolio:
    return NamedPortfolio(name=name, currency=currency, holdings=holdings)


SHARES = named("Shares", us_market(10_000))
MIXED = named("Mixed", us_market(6_000), us_bonds(4_000))


def prices(*returns: float, start: date = START) -> PriceSeries:
    closes = 100 * np.cumprod([1.0, *(1 + one for one in returns)])
    days = tuple(start + timedelta(days=offset) for offset in range(len(closes)))
    return PriceSeries(days=days, closes=tuple(closes.tolist()))


def test_overlap_by_holding_is_the_smaller_weight_of_each() -> None:
    (pair,) = compare([SHARES, MIXED]).pairs
    assert pair.overlap_by_holding == pytest.approx(0.6)
    assert pair.overlap_looked_through == pytest.approx(0.6)


def test_two_funds_of_one_market_overlap_only_when_looked_through() -> None:
    other = named("Other fund", us_market(500, symbol="ITOT"))
    (pair,) = compare([SHARES, other]).pairs
    assert pair.overlap_by_holding == 0
    assert pair.overlap_looked_through == pytest.approx(1)
    assert pair.correlation == pytest.approx(1)


def test_shared_and_unique_holdings_are_told() -> None:
    other = named("Other", us_market(1_000), world_ex_us(1_000))
    found = compare([MIXED, other])
    (shared,) = found.shared
    assert (shared.symbol, shared.weights) == ("VTI", pytest.approx((0.6, 0.5)))
    assert [one.unique_symbols for one in found.portfolios] == [("BND",), ("VXUS",)]


def test_a_mix_has_the_weighted_return_of_its_classes_every_day() -> None:
    found = compare([named("Bonds", us_bonds(1)), SHARES, MIXED])
    bonds, shares, mixed = found.portfolios
    assert bonds.beta is not None
    assert shares.beta is not None
    assert mixed.beta == pytest.approx(0.6 * shares.beta + 0.4 * bonds.beta)


def test_growth_begins_at_100_for_all_and_ends_with_the_annual_return() -> None:
    found = compare([SHARES, MIXED])
    assert [values[0] for values in found.growth.values] == [100, 100]
    assert len(found.growth.days) <= 250
    assert (found.growth.days[0], found.growth.days[-1]) == (found.start, found.end) == (START, END)
    years = found.observations / 261
    growth = found.portfolios[0].annual_return
    assert growth is not None
    assert found.growth.values[0][-1] == pytest.approx(100 * (1 + growth) ** years, rel=1e-6)


def test_own_prices_are_used_and_the_rest_is_called_synthetic() -> None:
    history = {"BND": prices(*[0.001, -0.0005] * 100)}
    found = compare([SHARES, MIXED], history)
    assert [one.priced_share for one in found.portfolios] == pytest.approx([0, 0.4])
    assert [one.symbol for one in found.portfolios[1].proxied] == ["VTI"]
    assert found.portfolios[1].proxied[0].proxy == "us large cap"
    assert any("SYNTHETIC" in note and "Mixed 60.0 %" in note for note in found.notes)
    assert found.end == START + timedelta(days=200)


def test_gaps_in_prices_keep_the_last_price() -> None:
    days = business_days()
    sparse = PriceSeries(days=days[::5], closes=tuple(100.0 + i for i in range(len(days[::5]))))
    found = compare([named("Bonds", us_bonds(1)), SHARES], {"BND": sparse})
    assert found.portfolios[0].priced_share == 1
    assert found.portfolios[0].max_drawdown.depth == 0


@pytest.mark.parametrize(
    "closes",
    [(100.0,), (100.0, 0.0) * 20, (100.0, float("nan")) * 20, (100.0, -5.0) * 20],
    ids=["one observation", "zeros", "nan", "negative"],
)
def test_prices_that_cannot_be_used_are_named_and_a_proxy_stands_in(
    closes: tuple[float, ...],
) -> None:
    days = tuple(START + timedelta(days=offset) for offset in range(len(closes)))
    found = compare([SHARES, MIXED], {"VTI": PriceSeries(days=days, closes=closes)})
    assert found.portfolios[0].priced_share == 0
    assert any("prices of VTI could not be used" in note for note in found.notes)


def test_prices_that_jump_like_a_split_are_named_and_a_proxy_stands_in() -> None:
    found = compare([SHARES, MIXED], {"VTI": prices(*[0.001] * 60, -0.5, *[0.001] * 60)})
    assert found.portfolios[0].priced_share == 0
    assert any("VTI jump like a split" in note for note in found.notes)


def test_of_histories_without_a_common_window_the_larger_holdings_counts() -> None:
    early = prices(*[0.001] * 100, start=date(2010, 1, 4))
    late = prices(*[0.001] * 100, start=date(2020, 1, 6))
    found = compare([SHARES, MIXED], {"VTI": early, "BND": late})
    assert [one.priced_share for one in found.portfolios] == pytest.approx([1, 0.6])
    assert (found.start, found.portfolios[1].proxied[0].symbol) == (date(2010, 1, 4), "BND")
    assert any("prices of BND share fewer than 60 days" in note for note in found.notes)


def test_prices_younger_than_the_proxies_are_used_to_their_end_and_that_is_told() -> None:
    found = compare([SHARES, MIXED], {"VTI": prices(*[0.001] * 100, start=END)})
    assert [one.priced_share for one in found.portfolios] == pytest.approx([1, 0.6])
    assert (found.start, found.end) == (END, END + timedelta(days=100))
    assert any(f"after {END} these only go on as in calm times" in note for note in found.notes)


def test_prices_after_all_proxies_are_named() -> None:
    found = compare([SHARES, MIXED], {"VTI": prices(*[0.001] * 100, start=LAST)})
    assert found.portfolios[0].priced_share == 0
    assert (found.start, found.end) == (START, END)
    assert any("VTI share fewer than 60 days" in note for note in found.notes)


def test_figures_a_year_from_less_than_a_year_are_called_that() -> None:
    short = compare([SHARES, MIXED], {"VTI": prices(*[0.001] * 200)})
    assert any("shorter than a year" in note for note in short.notes)
    assert not any("shorter than a year" in note for note in compare([SHARES, MIXED]).notes)


@pytest.mark.parametrize("count", [0, 1, 11])
def test_two_to_ten_portfolios_are_compared(count: int) -> None:
    with pytest.raises(RuleViolationError) as caught:
        compare([SHARES] * count)
    assert caught.value.issues[0].code == "PORTFOLIO_COUNT"


def test_a_portfolio_worth_nothing_is_refused_by_name() -> None:
    with pytest.raises(RuleViolationError) as caught:
        compare([SHARES, named("Empty")])
    assert "Empty is worth nothing" in caught.value.issues[0].message


def test_a_portfolio_and_itself_are_the_same() -> None:
    found = compare([MIXED, MIXED])
    (pair,) = found.pairs
    assert pair.correlation == pytest.approx(1)
    assert pair.overlap_by_holding == pair.overlap_looked_through == pytest.approx(1)
    assert any("much alike" in sentence for sentence in found.summary)


def test_what_never_moves_has_no_ratio_and_no_correlation() -> None:
    still = PriceSeries(days=business_days(), closes=(1.0,) * len(business_days()))
    found = compare([named("Till", us_stock("TILL", 100)), SHARES], {"TILL": still})
    first = found.portfolios[0]
    assert (first.sharpe, first.sortino) == (None, None)
    assert first.max_drawdown.depth == 0
    assert found.correlations == ((1.0, None), (None, 1.0))


def test_differing_currencies_are_pointed_out() -> None:
    found = compare([SHARES, named("Euro", us_market(5), currency="EUR")])
    assert any("currencies differ" in note for note in found.notes)


def test_cash_alone_can_be_compared() -> None:
    found = compare([named("Cash", cash(100)), SHARES])
    calm = found.portfolios[0].annual_volatility
    assert calm is not None
    assert calm < 0.02


@given(holdings_of_any_kind(shorts=True), holdings_of_any_kind())
def test_any_two_portfolios_give_figures_that_are_numbers(
    one: list[Holding], other: list[Holding]
) -> None:
    assume(all(sum(h.market_value for h in side) > Decimal(100) for side in (one, other)))
    found = compare([named("One", *one), named("Other", *other)])
    (pair,) = found.pairs
    assert 0 <= pair.overlap_by_holding <= 1
    assert 0 <= pair.overlap_looked_through <= 1 + 1e-9
    assert pair.correlation is None or -1 <= pair.correlation <= 1
    for figures in found.portfolios:
        assert figures.annual_volatility is None or np.isfinite(figures.annual_volatility)
        assert np.isfinite(figures.max_drawdown.depth)
    assert np.isfinite(np.array(found.growth.values)).all()
    turned = compare([named("Other", *other), named("One", *one)])
    assert turned.pairs[0].overlap_looked_through == pytest.approx(pair.overlap_looked_through)
