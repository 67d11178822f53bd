"""The three sample portfolios add up, are fully classified and differ in character."""

from decimal import Decimal

from econlens.domain.assets import AssetType, Category, ClassificationSource, Sector
from econlens.domain.holding import Holding
from econlens.domain.portfolio import PortfolioDraft
from econlens.reference.samples import sample_portfolios
from econlens.reference.table import lookup

INDEX, GROWTH, INCOME = sample_portfolios()
HOLDINGS = [holding for draft in sample_portfolios() for holding in draft.holdings]


def total(holdings: tuple[Holding, ...]) -> Decimal:
    return sum((holding.market_value for holding in holdings), Decimal(0))


def share(draft: PortfolioDraft, *marks: object) -> Decimal:
    """The part of the value in holdings with one of these types, categories or sectors."""
    marked = tuple(h for h in draft.holdings if {h.asset_type, h.category, h.sector} & set(marks))
    return total(marked) / total(draft.holdings)


def test_every_sample_says_that_it_is_one() -> None:
    for draft in sample_portfolios():
        assert "sample" in draft.name
        assert "Sample data" in draft.description
        assert draft.as_of is not None


def test_shares_times_price_is_the_value() -> None:
    for holding in HOLDINGS:
        assert holding.quantity is not None
        assert holding.price is not None
        assert holding.quantity * holding.price == holding.market_value
        assert holding.market_value > 0


def test_three_fund_index_is_worth_what_its_lines_add_up_to() -> None:
    assert total(INDEX.holdings) == Decimal("111984.00")


def test_every_symbol_is_in_the_table_under_that_symbol() -> None:
    for holding in HOLDINGS:
        asset = lookup(holding.symbol)
        assert asset is not None
        assert (asset.symbol, asset.name) == (holding.symbol, holding.name)
        assert holding.classification_source is ClassificationSource.REFERENCE


def test_no_symbol_stands_twice_in_a_portfolio() -> None:
    for draft in sample_portfolios():
        assert len({holding.symbol for holding in draft.holdings}) == len(draft.holdings)


def test_index_sample_holds_funds_and_cash_only() -> None:
    assert {h.asset_type for h in INDEX.holdings} == {AssetType.ETF, AssetType.CASH}


def test_growth_sample_is_mostly_technology_and_has_a_coin() -> None:
    assert share(GROWTH, Sector.INFORMATION_TECHNOLOGY) > Decimal("0.5")
    assert share(GROWTH, AssetType.CRYPTO) > 0
    assert share(INCOME, Sector.INFORMATION_TECHNOLOGY) == 0


def test_income_sample_spreads_over_bonds_property_and_shares() -> None:
    assert share(INCOME, Category.GOVERNMENT_BONDS, Category.CORPORATE_BONDS) > Decimal("0.15")
    assert share(INCOME, Category.REAL_ESTATE) > Decimal("0.05")
    assert share(INCOME, Category.US_LARGE_CAP) > Decimal("0.4")
