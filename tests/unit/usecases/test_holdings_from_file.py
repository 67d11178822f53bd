"""A file that was read becomes classified holdings, grouped and merged, or says why not."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from econlens.domain.assets import AssetType, Category, ClassificationSource, Region, Sector
from econlens.domain.issues import Issue, Severity
from econlens.importing.read import read_file
from econlens.importing.result import FileKind, ImportedCash, ImportedPosition, ImportResult
from econlens.usecases.holdings_from_file import holdings_from_file

APPLE = ImportedPosition(
    symbol="AAPL",
    line=2,
    name="APPLE INC",
    quantity=Decimal(10),
    price=Decimal("200.10"),
    market_value=Decimal("2001.00"),
    cost_basis=Decimal("1500.00"),
    currency="USD",
    account="1111",
)
APPLE_ELSEWHERE = ImportedPosition(
    symbol="AAPL",
    line=3,
    name="APPLE INC",
    quantity=Decimal(40),
    price=Decimal("200.10"),
    market_value=Decimal("8004.00"),
    cost_basis=Decimal("6000.00"),
    currency="USD",
    account="7890",
)


def read(
    *positions: ImportedPosition,
    cash: tuple[ImportedCash, ...] = (),
    kind: FileKind = FileKind.POSITIONS,
    currency: str | None = "USD",
    issues: tuple[Issue, ...] = (),
) -> ImportResult:
    return ImportResult(kind=kind, currency=currency, positions=positions, cash=cash, issues=issues)


def test_a_row_becomes_a_classified_holding() -> None:
    outcome = holdings_from_file(read(APPLE))
    assert outcome.issues == ()
    (group,) = outcome.groups
    assert group.name is None
    (holding,) = group.holdings
    assert holding.symbol == "AAPL"
    assert holding.name == "Apple Inc."
    assert holding.market_value == Decimal("2001.00")
    assert holding.quantity == Decimal(10)
    assert holding.price == Decimal("200.10")
    assert holding.cost_basis == Decimal("1500.00")
    assert holding.account == "1111"
    assert holding.asset_type is AssetType.STOCK
    assert holding.category is Category.US_LARGE_CAP
    assert holding.sector is Sector.INFORMATION_TECHNOLOGY
    assert holding.region is Region.US
    assert holding.classification_source is ClassificationSource.REFERENCE


def test_one_symbol_in_two_accounts_becomes_one_holding() -> None:
    (group,) = holdings_from_file(read(APPLE, APPLE_ELSEWHERE)).groups
    (holding,) = group.holdings
    assert holding.quantity == Decimal(50)
    assert holding.market_value == Decimal("10005.00")
    assert holding.cost_basis == Decimal("7500.00")
    assert holding.price == Decimal("200.10")
    assert holding.account == "1111, 7890"


def test_an_unknown_part_makes_the_sum_unknown_not_smaller() -> None:
    without_cost = ImportedPosition(
        symbol="AAPL", line=4, market_value=Decimal(100), price=Decimal(199), currency="USD"
    )
    (group,) = holdings_from_file(read(APPLE, without_cost)).groups
    (holding,) = group.holdings
    assert holding.market_value == Decimal("2101.00")
    assert holding.cost_basis is None
    assert holding.quantity is None
    assert holding.price is None


def test_a_missing_value_is_quantity_times_price() -> None:
    row = ImportedPosition(symbol="VTI", line=2, quantity=Decimal("2.5"), price=Decimal("280.40"))
    (group,) = holdings_from_file(read(row)).groups
    assert group.holdings[0].market_value == Decimal("701.00")


def test_a_value_that_cannot_be_derived_is_an_error_with_its_line() -> None:
    row = ImportedPosition(symbol="VTI", line=7, quantity=Decimal(2))
    outcome = holdings_from_file(read(APPLE, row))
    assert outcome.groups == ()
    (issue,) = outcome.issues
    assert (issue.code, issue.line, issue.severity) == ("VALUE_UNKNOWN", 7, Severity.ERROR)
    assert issue.suggested_fix


def test_a_value_of_zero_is_known() -> None:
    row = ImportedPosition(symbol="VTI", line=2, market_value=Decimal(0))
    assert holdings_from_file(read(row)).issues == ()


def test_cash_becomes_a_holding_of_type_cash() -> None:
    cash = (
        ImportedCash(symbol="SPAXX", amount=Decimal("1250.55"), line=2, account="1111"),
        ImportedCash(symbol="CASH", amount=Decimal("-12.10"), line=3, account="7890"),
    )
    (group,) = holdings_from_file(read(cash=cash)).groups
    money_fund, margin = group.holdings
    assert money_fund.name == "Fidelity Government Money Market Fund"
    assert money_fund.market_value == Decimal("1250.55")
    assert margin.market_value == Decimal("-12.10")
    assert {h.asset_type for h in group.holdings} == {AssetType.CASH}
    assert {h.category for h in group.holdings} == {Category.CASH_EQUIVALENTS}


def test_cash_in_an_unknown_fund_is_still_cash_without_a_warning() -> None:
    cash = (ImportedCash(symbol="NOSUCHFUND", amount=Decimal(5), line=2),)
    outcome = holdings_from_file(read(cash=cash))
    assert outcome.issues == ()
    assert outcome.groups[0].holdings[0].asset_type is AssetType.CASH


def test_rows_are_grouped_by_the_portfolio_they_name() -> None:
    rows = [
        ImportedPosition(symbol="VTI", line=2, market_value=Decimal(1), portfolio="Retirement"),
        ImportedPosition(symbol="BND", line=3, market_value=Decimal(2), portfolio="House"),
        ImportedPosition(symbol="VTI", line=4, market_value=Decimal(4), portfolio="House"),
    ]
    cash = (ImportedCash(symbol="CASH", amount=Decimal(8), line=5, portfolio="Retirement"),)
    retirement, house = holdings_from_file(read(*rows, cash=cash)).groups
    assert retirement.name == "Retirement"
    assert {h.symbol: h.market_value for h in retirement.holdings} == {
        "VTI": Decimal(1),
        "CASH": Decimal(8),
    }
    assert house.name == "House"
    assert {h.symbol: h.market_value for h in house.holdings} == {
        "BND": Decimal(2),
        "VTI": Decimal(4),
    }


def test_an_unknown_symbol_is_a_warning_with_its_line_and_is_kept() -> None:
    row = ImportedPosition(symbol="ZZZZ", line=9, market_value=Decimal(10), currency="USD")
    outcome = holdings_from_file(read(APPLE, row))
    (issue,) = outcome.issues
    assert (issue.code, issue.line, issue.severity) == ("SYMBOL_UNKNOWN", 9, Severity.WARNING)
    assert "ZZZZ" in issue.message
    assert issue.suggested_fix
    (group,) = outcome.groups
    assert group.holdings[1].asset_type is AssetType.OTHER
    assert group.holdings[1].classification_source is ClassificationSource.UNKNOWN


def test_what_the_file_says_about_a_symbol_makes_it_known() -> None:
    row = ImportedPosition(
        symbol="ZZZZ",
        line=2,
        market_value=Decimal(10),
        asset_type=AssetType.STOCK,
        category=Category.US_SMALL_CAP,
        expense_ratio=Decimal("0.1"),
        dividend_yield=Decimal("2.5"),
    )
    outcome = holdings_from_file(read(row))
    assert outcome.issues == ()
    (holding,) = outcome.groups[0].holdings
    assert holding.category is Category.US_SMALL_CAP
    assert holding.expense_ratio == Decimal("0.1")
    assert holding.dividend_yield == Decimal("2.5")


def test_a_name_that_the_user_wrote_is_kept() -> None:
    row = ImportedPosition(symbol="AAPL", line=2, name="Grandma's Apple", market_value=Decimal(1))
    (group,) = holdings_from_file(read(row, kind=FileKind.CANONICAL)).groups
    assert group.holdings[0].name == "Grandma's Apple"


def test_rows_without_a_currency_are_in_that_of_the_file() -> None:
    row = ImportedPosition(symbol="VTI", line=2, market_value=Decimal(1))
    euro = ImportedPosition(symbol="SAP", line=3, market_value=Decimal(5), currency="EUR")
    assert holdings_from_file(read(row, euro, currency="EUR")).issues == ()
    assert holdings_from_file(read(row, euro, currency=None)).issues == ()


def test_a_refused_file_gives_no_holdings() -> None:
    refused = read(APPLE, issues=(Issue(code="NO_SUCH_TYPE", message="Bad type.", line=2),))
    assert holdings_from_file(refused).groups == ()


def test_a_file_without_rows_gives_no_groups() -> None:
    assert holdings_from_file(read()).groups == ()


POSITIONS = st.builds(
    ImportedPosition,
    symbol=st.sampled_from(["AAPL", "VTI", "BRK.B", "ZZZZ", "CASH"]),
    line=st.integers(1, 99),
    market_value=st.decimals(-(10**9), 10**9, places=2),
    portfolio=st.sampled_from([None, "A", "B"]),
    account=st.sampled_from([None, "1111", "2222"]),
)


@given(positions=st.lists(POSITIONS, max_size=30))
def test_no_money_is_lost_and_no_symbol_stands_twice_in_a_group(
    positions: list[ImportedPosition],
) -> None:
    result = read(*positions)
    groups = holdings_from_file(result).groups
    values = [holding.market_value for group in groups for holding in group.holdings]
    assert sum(values, Decimal(0)) == result.total_value
    for group in groups:
        symbols = [holding.symbol for holding in group.holdings]
        assert len(symbols) == len(set(symbols))


def test_thousands_of_unknown_symbols_are_counted_rather_than_listed() -> None:
    unknown = [
        ImportedPosition(symbol=f"QQ{i}ZZ", line=i, market_value=Decimal(1)) for i in range(2, 1002)
    ]
    outcome = holdings_from_file(read(*unknown))
    assert len(outcome.issues) == 21
    assert "980 more" in outcome.issues[-1].message


def test_a_foreign_share_is_not_taken_for_the_american_one_of_its_ticker() -> None:
    data = (
        b"Name;Ticker;ISIN;Quantity;Price;Value;Currency\n"
        b"Deutsche Telekom AG;DTE;DE0005557508;10;30,5;305,00;EUR\n"
        b"Heidelberg Materials;HD;;1;200;200,00;EUR\n"
        b"Apple Inc;AAPL;US0378331005;1;180;180,00;EUR\n"
    )
    outcome = holdings_from_file(read_file(data))
    telekom, heidelberg, apple = outcome.groups[0].holdings
    assert (telekom.symbol, telekom.region) == ("DE0005557508", Region.DEVELOPED_INTERNATIONAL)
    assert (heidelberg.symbol, heidelberg.name) == ("HD", "Heidelberg Materials")
    assert heidelberg.classification_source is not ClassificationSource.REFERENCE
    assert (apple.symbol, apple.sector) == ("AAPL", Sector.INFORMATION_TECHNOLOGY)
    told = [issue for issue in outcome.issues if issue.code == "NAMESAKE"]
    assert [(issue.line, issue.field) for issue in told] == [(2, "symbol"), (3, "symbol")]
    assert "DTE Energy" in told[0].message
    assert all(issue.suggested_fix for issue in told)
