"""Amounts in several currencies are brought into one, and the answer says by which rates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.domain.errors import RuleViolationError
from econlens.domain.issues import Severity
from econlens.domain.rates import DefaultRates, Rate, RateBook, RateSource, UsedRate, check_rates
from econlens.domain.upload import ImportChoices, UploadMode, UploadStatus
from econlens.importing.markets import CURRENCIES
from econlens.importing.result import FileKind, ImportedCash, ImportedPosition, ImportResult
from econlens.reference.exchange_rates import default_rates
from econlens.usecases.exchange_rates import save_rates
from econlens.usecases.holdings_from_file import Wishes, holdings_from_file
from tests.upload_world import USER, UploadWorld

DAY = date(2026, 1, 2)
TABLE = DefaultRates(
    as_of=DAY,
    source="a test",
    per_euro={"EUR": Decimal(1), "USD": Decimal("1.25"), "GBP": Decimal("0.8")},
)
MIXED = (
    b"date,symbol,quantity,price,currency\n"
    b"2026-01-02,AAPL,10,100.00,USD\n2026-01-02,VTI,1,300.00,USD\n2026-01-02,TD.TO,10,80.00,CAD\n"
)


def a_rate(pair: str, value: str) -> Rate:
    return Rate(from_currency=pair[:3], to_currency=pair[3:], value=Decimal(value), as_of=DAY)


def found(book: RateBook, pair: str) -> tuple[Decimal, RateSource] | None:
    used = book.find(pair[:3], pair[3:])
    return None if used is None else (used.value, used.source)


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("EURUSD", "1.25"),
        ("USDEUR", "0.8"),
        ("GBPUSD", "1.5625"),
    ],
)
def test_the_default_table_is_crossed_by_the_euro(pair: str, value: str) -> None:
    used = RateBook(default=TABLE).find(pair[:3], pair[3:])
    assert used is not None
    assert used.value == Decimal(value)


def test_the_files_rate_counts_before_the_users_and_these_before_the_default() -> None:
    of_file, own = (a_rate("USDEUR", "0.9"),), (a_rate("EURUSD", "1.6"),)
    assert found(RateBook(default=TABLE, file=of_file, own=own), "USDEUR") == (
        Decimal("0.9"),
        RateSource.FILE,
    )
    assert found(RateBook(default=TABLE, own=own), "USDEUR") == (Decimal("0.625"), RateSource.OWN)
    assert found(RateBook(default=TABLE), "USDEUR") == (Decimal("0.8"), RateSource.DEFAULT)
    assert found(RateBook(default=TABLE), "USDXXX") is None


def test_every_currency_that_files_can_name_has_a_default_rate() -> None:
    book = RateBook(default=default_rates())
    assert [c for c in CURRENCIES if book.find(c, "USD") is None] == []


@given(st.sampled_from(sorted(CURRENCIES)), st.sampled_from(sorted(CURRENCIES)))
def test_there_and_back_is_one(origin: str, target: str) -> None:
    book = RateBook(default=default_rates())
    there, back = book.find(origin, target), book.find(target, origin)
    assert there is not None
    assert back is not None
    assert float(there.value * back.value) == pytest.approx(1, abs=1e-6)


def read(*positions: ImportedPosition, **changes: object) -> ImportResult:
    return ImportResult(kind=FileKind.POSITIONS, positions=positions, **changes)  # type: ignore[arg-type]


DOLLARS = ImportedPosition(symbol="AAPL", line=2, market_value=Decimal(100), currency="USD")
EUROS = ImportedPosition(
    symbol="SAP.DE",
    line=3,
    quantity=Decimal(2),
    price=Decimal(50),
    market_value=Decimal(100),
    cost_basis=Decimal(80),
    currency="EUR",
)
OWN = Wishes(own_rates=(a_rate("EURUSD", "1.5"),))


def test_value_cost_and_price_are_converted_and_the_quantity_is_not() -> None:
    outcome = holdings_from_file(read(DOLLARS, EUROS, currency="USD"), OWN)
    (group,) = outcome.groups
    holding = group.holdings[1]
    assert (holding.market_value, holding.cost_basis) == (Decimal(150), Decimal(120))
    assert (holding.price, holding.quantity) == (Decimal(75), Decimal(2))
    assert outcome.currency == "USD"
    assert outcome.rates == (
        UsedRate(
            from_currency="EUR",
            to_currency="USD",
            value=Decimal("1.5"),
            source=RateSource.OWN,
            as_of=DAY,
        ),
    )
    assert ("CONVERTED", Severity.INFO) in {(i.code, i.severity) for i in outcome.issues}


def test_cash_is_converted_too() -> None:
    cash = (ImportedCash(symbol="EUR", amount=Decimal(10), line=3, currency="EUR"),)
    (group,) = holdings_from_file(read(DOLLARS, cash=cash), OWN).groups
    assert [holding.market_value for holding in group.holdings] == [Decimal(100), Decimal(15)]


def test_the_currency_is_the_wish_else_that_of_the_file_else_of_most_rows() -> None:
    two_in_dollars = (DOLLARS, EUROS, ImportedPosition(symbol="X", line=4, currency="USD"))
    assert holdings_from_file(read(*two_in_dollars), OWN).currency == "USD"
    assert holdings_from_file(read(*two_in_dollars, currency="EUR"), OWN).currency == "EUR"
    wish = Wishes(currency="CHF")
    assert holdings_from_file(read(*two_in_dollars, currency="EUR"), wish).currency == "CHF"
    nothing_said = ImportedPosition(symbol="X", line=2, market_value=Decimal(1))
    assert holdings_from_file(read(nothing_said), Wishes(usual_currency="SEK")).currency == "SEK"


def test_amounts_without_a_currency_are_in_that_of_the_portfolio() -> None:
    nothing_said = ImportedPosition(symbol="X", line=2, market_value=Decimal(7))
    outcome = holdings_from_file(read(nothing_said), Wishes(currency="CHF"))
    assert outcome.groups[0].holdings[0].market_value == Decimal(7)
    assert outcome.rates == ()


def test_an_unknown_rate_is_an_error_that_says_where_and_what_to_do() -> None:
    gold = ImportedPosition(symbol="X", line=9, market_value=Decimal(1), currency="XAU")
    outcome = holdings_from_file(read(DOLLARS, gold))
    assert outcome.groups == ()
    (issue,) = (i for i in outcome.issues if i.severity is Severity.ERROR)
    assert (issue.code, issue.line) == ("RATE_UNKNOWN", 9)
    assert issue.suggested_fix is not None
    assert "from XAU to USD" in issue.suggested_fix


def test_a_price_in_another_currency_than_the_value_tells_the_files_own_rate() -> None:
    """As DEGIRO writes it: 40 at 75.25 dollars is worth 2709 euros, so a dollar is 0.90."""
    row = ImportedPosition(
        symbol="CRWV",
        line=2,
        quantity=Decimal(40),
        price=Decimal("75.25"),
        market_value=Decimal("2709.00"),
        currency="EUR",
        price_currency="USD",
    )
    dollars = ImportedCash(symbol="USD", amount=Decimal(100), line=3, currency="USD")
    outcome = holdings_from_file(read(row, cash=(dollars,), currency="EUR"), OWN)
    first, second = outcome.groups[0].holdings
    assert (first.market_value, first.price) == (Decimal("2709.00"), Decimal("67.725"))
    assert second.market_value == Decimal(90)
    assert [(rate.value, rate.source) for rate in outcome.rates] == [
        (Decimal("0.9"), RateSource.FILE)
    ]


@pytest.mark.parametrize(
    ("rates", "code"),
    [
        ([a_rate("EURUSD", "0")], "INVALID_RATE"),
        ([a_rate("EURUSD", "-1")], "INVALID_RATE"),
        ([a_rate("EURUSD", "NaN")], "INVALID_RATE"),
        ([a_rate("GBPGBP", "99")], "SAME_CURRENCY"),
        ([a_rate("EURUSD", "1"), a_rate("USDEUR", "1")], "DUPLICATE_RATE"),
        ([a_rate("EURUSD", "1")] * 201, "TOO_MANY_RATES"),
    ],
)
def test_rates_that_cannot_be_are_refused(rates: list[Rate], code: str) -> None:
    with pytest.raises(RuleViolationError) as error:
        check_rates(rates)
    assert code in {issue.code for issue in error.value.issues}


def test_an_upload_says_by_which_rate_it_was_converted() -> None:
    world = UploadWorld()
    with world.transactions(USER) as store:
        save_rates(store, [a_rate("CADUSD", "0.5")])
    upload = world.read(MIXED)
    assert upload.status is UploadStatus.COMPLETED, upload.issues
    assert upload.result is not None
    assert (upload.result.currency, upload.result.total_value) == ("USD", Decimal(1700))
    assert [(r.from_currency, r.value, r.source) for r in upload.result.rates] == [
        ("CAD", Decimal("0.5"), RateSource.OWN)
    ]


def test_merging_converts_into_the_portfolios_currency() -> None:
    world = UploadWorld()
    with world.transactions(USER) as store:
        save_rates(store, [a_rate("USDEUR", "0.5"), a_rate("CADEUR", "0.25")])
    into = world.add_portfolio(currency="EUR", holdings=())
    world.read(MIXED, portfolio_id=into, mode=UploadMode.MERGE)
    portfolio = world.portfolio(into)
    assert (portfolio.currency, portfolio.total_value) == ("EUR", Decimal(850))


def test_after_an_unknown_rate_is_added_the_same_file_is_read() -> None:
    world = UploadWorld()
    refused = world.read(MIXED, choices=ImportChoices(currency="XAU"))
    assert "RATE_UNKNOWN" in {issue.code for issue in refused.issues}
    with world.transactions(USER) as store:
        save_rates(store, [a_rate("USDXAU", "0.001"), a_rate("CADXAU", "0.001")])
    upload = world.read_again(refused, ImportChoices(currency="XAU"))
    assert upload.status is UploadStatus.COMPLETED, upload.issues


STATEMENT = (
    b"Statement,Header,Field Name,Field Value\n"
    b'Statement,Data,Period,"January 2, 2026"\n'
    b"Account Information,Header,Field Name,Field Value\n"
    b"Account Information,Data,Base Currency,USD\n"
    b"Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,"
    b"Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code\n"
    b"Open Positions,Data,Summary,Stocks,CAD,XEQT,100,1,30,3000,40,4000,1000,\n"
    b"Open Positions,Data,Summary,Stocks,USD,AAPL,10,1,150,1500,200,2000,500,\n"
    b"Base Currency Exchange Rate,Header,Currency,Exchange Rate\n"
    b"Base Currency Exchange Rate,Data,CAD,0.7\n"
)


def test_a_statement_is_converted_by_the_rates_it_states_into_its_base_currency() -> None:
    upload = UploadWorld().read(STATEMENT)
    assert upload.result is not None, upload.issues
    assert (upload.result.currency, upload.result.total_value) == ("USD", Decimal("4800.00"))
    assert [(rate.value, rate.source, rate.as_of) for rate in upload.result.rates] == [
        (Decimal("0.7"), RateSource.FILE, DAY)
    ]


def test_a_local_price_beside_a_value_in_the_accounts_currency_is_converted() -> None:
    content = (
        b"Product,Symbol/ISIN,Amount,Closing,Local value,,Value in EUR\n"
        b'"COREWEAVE, INC.",US21873S1087,40,"75,25",USD,"3010,00","2709,00"\n'
        b'"VODAFONE",GB00BH4HKS39,1000,"70,00",GBX,"70000,00","770,00"\n'
    )
    world = UploadWorld()
    upload = world.read(content)
    assert upload.result is not None, upload.issues
    prices = {h.symbol: h.price for h in world.portfolio(upload.result.portfolio_ids[0]).holdings}
    assert prices == {"US21873S1087": Decimal("67.725"), "GB00BH4HKS39": Decimal("0.770")}
    assert upload.result.total_value == Decimal(3479)
