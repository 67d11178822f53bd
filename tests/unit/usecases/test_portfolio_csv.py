"""The export is a file like any other: what the importer reads back is what was exported."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from econlens.domain.assets import AssetType, Category, ClassificationSource, Region, Sector
from econlens.domain.holding import Holding
from econlens.importing.read import read_file
from econlens.usecases.holdings_from_file import holdings_from_file
from econlens.usecases.portfolio_csv import portfolio_csv
from tests.factories import a_holding

BROKERS = Path(__file__).parents[2] / "data" / "brokers"


def imported(content: bytes) -> tuple[Holding, ...]:
    result = read_file(content)
    outcome = holdings_from_file(result)
    assert result.accepted, [(i.code, i.message) for i in result.issues if i.severity == "error"]
    return tuple(holding for group in outcome.groups for holding in group.holdings)


def exported_and_back(holdings: tuple[Holding, ...]) -> tuple[Holding, ...]:
    return imported(portfolio_csv(holdings).encode())


def cells_of(holding: Holding) -> dict[str, str]:
    (row,) = csv.DictReader(StringIO(portfolio_csv([holding]).removeprefix("\ufeff")))
    return row


def stated(holdings: tuple[Holding, ...]) -> tuple[Holding, ...]:
    """A file states what was once looked up, so the source is the one thing that may change."""
    source = ClassificationSource.GIVEN
    return tuple(replace(holding, classification_source=source) for holding in holdings)


AMOUNTS = st.integers(min_value=1, max_value=10**11).map(lambda cents: Decimal(cents) / 100)
RATES = st.integers(min_value=0, max_value=2000).map(lambda n: Decimal(n) / 100)
NAMES = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from("=+-@\"',; \n"),
    min_size=1,
    max_size=40,
).map(lambda name: f"{name.strip()}x")
SYMBOLS = st.text("ABCDEFG", min_size=2, max_size=5).map(lambda text: f"{text}99")


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    kind = draw(st.sampled_from([k for k in AssetType if k is not AssetType.CASH]))
    amount = draw(AMOUNTS)
    quantity = draw(st.none() | st.integers(min_value=1, max_value=10_000).map(Decimal))
    return Holding(
        symbol=draw(SYMBOLS),
        name=draw(NAMES),
        asset_type=kind,
        market_value=amount,
        quantity=quantity,
        price=None if quantity is None else amount / quantity,
        cost_basis=draw(st.none() | AMOUNTS),
        category=draw(st.sampled_from(Category)),
        sector=draw(st.sampled_from(Sector)),
        region=draw(st.sampled_from(Region)),
        expense_ratio=draw(RATES),
        dividend_yield=draw(st.none() | RATES),
        account=draw(st.sampled_from([None, "1234", "AB12-2", "1234, 9876"])),
    )


@example((a_holding(symbol="AA99", name="'=x"),))
@given(st.lists(holdings(), min_size=1, max_size=30, unique_by=lambda h: h.symbol).map(tuple))
def test_any_portfolio_comes_back_unchanged(portfolio: tuple[Holding, ...]) -> None:
    assert stated(exported_and_back(portfolio)) == stated(portfolio)


@pytest.mark.parametrize("file", sorted(p.name for p in BROKERS.glob("*.csv")))
def test_what_any_broker_sent_can_be_exported_and_imported_again(file: str) -> None:
    result = read_file((BROKERS / file).read_bytes())
    groups = holdings_from_file(result).groups
    for group in groups:
        again = {holding.symbol: holding for holding in exported_and_back(group.holdings)}
        assert again.keys() == {holding.symbol for holding in group.holdings}
        for holding in group.holdings:
            back = again[holding.symbol]
            assert back.market_value == holding.market_value
            assert (back.asset_type, back.category) == (holding.asset_type, holding.category)
            assert (back.account, back.name) == (holding.account, holding.name)


def test_five_thousand_equal_holdings_still_add_up_to_a_hundred() -> None:
    portfolio = tuple(a_holding(symbol=f"S{n}", price=None, quantity=None) for n in range(4999))
    assert len(exported_and_back(portfolio)) == 4999


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula_in_a_spreadsheet(begin: str) -> None:
    evil = f'{begin}HYPERLINK("https://evil.example","x")'
    row = cells_of(a_holding(name=evil, symbol=f"{begin}X", account=f"{begin}1"))
    assert row["Name"] == f"'{evil}"
    assert row["Symbol"].startswith("'")
    assert row["Account"].startswith("'")


def test_a_name_that_looks_like_a_formula_comes_back_as_it_was() -> None:
    (back,) = exported_and_back((a_holding(name="=Alpha +Beta"),))
    assert back.name == "=Alpha +Beta"


def test_a_stale_price_is_left_out_rather_than_refused_on_the_way_back() -> None:
    row = cells_of(a_holding(market_value=Decimal(1600)))
    assert (row["Shares"], row["Avg Price"]) == ("10", "")


def test_numbers_are_written_out_with_every_digit() -> None:
    tiny = a_holding(market_value=Decimal("1E+9"), quantity=Decimal("1E-8"), price=None)
    row = cells_of(tiny)
    assert (row["Dollar Amount"], row["Shares"]) == ("1000000000", "0.00000001")


def test_an_empty_portfolio_is_a_header() -> None:
    assert portfolio_csv(()).count("\r\n") == 1
