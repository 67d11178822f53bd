"""What is held is worked out from a whole history of transactions; one with gaps is refused."""

from decimal import Decimal

import pytest

from econlens.importing.read import read_file
from econlens.importing.result import FileKind, ImportResult

HEADER = "Date,Action,Symbol,Quantity,Price,Amount\n"


def read(text: str) -> ImportResult:
    result = read_file(text.encode())
    assert result.kind is FileKind.ACTIVITIES
    return result


def history(*lines: str) -> ImportResult:
    return read(HEADER + "".join(f"{line}\n" for line in lines))


def held(result: ImportResult) -> dict[str, tuple[Decimal | None, Decimal | None, str | None]]:
    assert result.accepted, result.issues
    return {p.symbol: (p.quantity, p.price, p.currency) for p in result.positions}


def error(result: ImportResult) -> tuple[str, int | None]:
    (found,) = [issue for issue in result.issues if issue.severity == "error"]
    assert found.suggested_fix
    assert "xport" in found.suggested_fix
    assert result.positions == ()
    return found.code, found.line


@pytest.mark.parametrize("order", [1, -1])
def test_thousands_of_transactions_in_one_security_are_followed_day_by_day(order: int) -> None:
    days = [
        f"20{year:02d}-{month:02d}-{day:02d}"
        for year in range(10, 26)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    buys_and_sales = [
        line for day in days for line in (f"{day},BUY,AAPL,2,5,-10", f"{day},SELL,AAPL,1,6,6")
    ]
    assert len(buys_and_sales) > 10_000
    result = history(*buys_and_sales[::order])
    assert held(result) == {"AAPL": (Decimal(len(days)), Decimal(6), None)}


def test_sales_of_thousands_of_securities_not_bought_are_told_by_line() -> None:
    lines = [f"2025-01-02,SELL,S{n},1,5,5" for n in range(3_000)]
    *kept, more = history("2025-01-02,BUY,AAPL,1,5,-5", *lines).issues
    assert [issue.line for issue in kept] == list(range(3, 503))
    assert {issue.code for issue in kept} == {"HISTORY_INCOMPLETE"}
    assert more.message == "2,500 more problems are not listed."


def test_trading_212_history_with_a_price_in_pence() -> None:
    result = read(
        "Action,Time (UTC),ISIN,Ticker,Name,Notes,ID,No. of shares,Price / share,"
        "Currency (Price / share),Exchange rate,Result,Currency (Result),Total,Currency (Total)\n"
        "Deposit,2024-01-02 08:00:00,,,,,D1,,,,,,,1000.00,GBP\n"
        "Market buy,2024-01-05 14:30:02,US0378331005,AAPL,Apple,,B1,5.5,180.00,USD,1.25,,,792,GBP\n"
        "Limit buy,2024-01-06 09:00:00,GB00BH4HKS39,VOD,Vodafone,,B2,100,72.50,GBX,1,,,72.5,GBP\n"
        "Dividend (Ordinary),2024-02-15 10:00:00,US0378331005,AAPL,Apple,,,5.5,0.2,USD,1,,,1,GBP\n"
        "Market sell,2024-06-05 15:00:00,US0378331005,AAPL,Apple,,S1,2,190.00,USD,1.25,,,304,GBP\n"
    )
    assert result.broker == "trading212"
    assert held(result) == {
        "AAPL": (Decimal("3.5"), 190, "USD"),
        "VOD": (100, Decimal("0.725"), "GBP"),
    }


def test_revolut_history_with_currencies_before_prices() -> None:
    result = read(
        "Date,Ticker,Type,Quantity,Price per share,Total Amount,Currency,FX Rate\n"
        "2024-01-01T10:00:00.000000Z,,CASH TOP-UP,,,EUR 500,EUR,1.0000\n"
        "2025-08-01T10:30:00.000Z,ORCL,BUY - MARKET,10,USD 200.00,USD 2000.05,USD,1.1\n"
        "2025-08-20T00:00:00.000Z,ORCL,DIVIDEND,,,USD 1.85,USD,1.1\n"
        "2025-09-15T14:22:00.000Z,ORCL,SELL - LIMIT,4,USD 220.00,USD 879.95,USD,1.1\n"
        "2025-10-01T00:00:00.000Z,ORCL,STOCK SPLIT,6,,USD 0,USD,1.1\n"
    )
    assert (result.broker, str(result.as_of)) == ("revolut", "2025-10-01")
    assert held(result) == {"ORCL": (12, 110, "USD")}  # a split in two halves the price


def test_etoro_activity_names_pairs_in_its_details() -> None:
    result = read(
        "Date,Type,Details,Amount,Units,Realized Equity Change,Realized Equity,Balance,Position ID,"
        "Asset type,NWA\n"
        "15/01/2025 14:32:11,Open Position,AAPL/USD,1853.00,10,0,0,3147.00,31,Stocks,0\n"
        "02/04/2025 10:05:00,Open Position,AAPL/USD,1005.50,5,0,0,2140.00,32,Stocks,0\n"
        "15/05/2025 09:00:00,Dividend,AAPL/USD,3.75,-,3.75,3.75,2143.75,31,Stocks,0\n"
        "03/06/2025 09:00:00,Position closed,AAPL/USD,1900.00,10,47,50,4043.75,31,Stocks,0\n"
    )
    assert (result.broker, str(result.as_of)) == ("etoro", "2025-06-03")
    assert held(result) == {"AAPL": (5, 190, "USD")}


def test_trade_republic_export_lists_money_and_trades_together() -> None:
    result = read(
        '"datetime","date","account_type","category","type","asset_class","name","symbol",'
        '"shares","price","amount","fee","tax","currency","original_amount","original_currency"\n'
        '"2024-10-11T12:22:19Z","2024-10-11","DEFAULT","CASH","TRANSFER_INBOUND","","","","","",'
        '"110.000000","","","EUR","",""\n'
        '"2024-10-16T09:15:04Z","2024-10-16","DEFAULT","TRADING","BUY","FUND","S&P 500",'
        '"IE00B3XXRP09","3.0","30.10","-90.30","-1.00","","EUR","",""\n'
        '"2024-11-14T00:00:00Z","2024-11-14","DEFAULT","CASH","CARD_TRANSACTION","","SHOP","","","",'
        '"-12.00","","","EUR","",""\n'
    )
    assert result.broker == "trade_republic"
    assert held(result) == {"IE00B3XXRP09": (3, Decimal("30.10"), "EUR")}


def test_degiro_transactions_tell_sales_by_their_sign() -> None:
    result = read(
        "Datum,Tijd,Product,ISIN,Beurs,Uitvoeringsplaats,Aantal,Koers,,Lokale waarde,,Waarde EUR,"
        "Wisselkoers,Transactiekosten en/of kosten van derden EUR,Totaal EUR,Order ID,\n"
        '11-05-2026,18:52,MICRON,US5951121038,NDQ,JNST,-4,"794,79",USD,"3179,16",USD,"2699,94",'
        '"1,1775","-2,00","2697,94",,c392\n'
        '02-01-2026,10:00,MICRON,US5951121038,NDQ,XNAS,10,"500,00",USD,"-5000,00",USD,"-4250,00",'
        '"1,1764","-2,00","-4252,00",,a1b2\n'
    )
    ((symbol, (quantity, price, currency)),) = held(result).items()
    assert (symbol, quantity, currency) == ("US5951121038", 6, "EUR")
    assert price == Decimal("2699.94") / 4  # in euro, not the price in dollars


def test_fidelity_words_and_signed_sales() -> None:
    assert held(
        history(
            "01/05/2025,YOU BOUGHT APPLE INC (AAPL) (Cash),AAPL,10,200.00,-2000.00",
            "02/05/2025,YOU SOLD APPLE INC (AAPL) (Cash),AAPL,-4,210.00,840.00",
            "02/06/2025,DIVIDEND RECEIVED APPLE INC (AAPL) (Cash),AAPL,0,,1.56",
            "02/06/2025,REINVESTMENT FIDELITY GOVERNMENT MONEY MARKET (SPAXX),SPAXX,1.56,1,-1.56",
            "02/07/2025,REINVESTMENT APPLE INC (AAPL) (Cash),AAPL,0.007,222.00,-1.56",
        )
    ) == {"AAPL": (Decimal("6.007"), 222, None)}


def test_days_of_one_column_agree_on_which_number_is_the_month() -> None:
    """Read month first, the sale of 4 March would come before the purchase of 3 January."""
    lines = ["01/03/2025,Buy,AAPL,5,100,-500", "04/02/2025,Sell,AAPL,5,100,500"]
    assert error(history(*lines, "25/03/2025,Buy,MSFT,1,100,-100")) == ("HISTORY_INCOMPLETE", 3)
    assert held(history(*lines, "03/25/2025,Buy,MSFT,1,100,-100")) == {"MSFT": (1, 100, None)}


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = ["2025-01-03,Buy,AAPL,5,100,-500", "2025-02-03,Sell,AAPL,2,110,220"]
    assert held(history(*lines)) == held(history(*reversed(lines))) == {"AAPL": (3, 110, None)}


def test_accounts_are_kept_apart() -> None:
    result = read(
        "Date,Account,Action,Symbol,Quantity,Price\n"
        "2025-01-03,Z1111,Buy,AAPL,5,100\n2025-01-03,Z2222,Buy,AAPL,2,100\n"
    )
    assert [(p.account, p.quantity) for p in result.positions] == [("1111", 5), ("2222", 2)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2025-02-01,Sell,AAPL,11,210,2310", "HISTORY_INCOMPLETE"),
        ("2025-02-01,Sell,MSFT,1,210,210", "HISTORY_INCOMPLETE"),
        ("2025-02-01,Transfer in,MSFT,5,,", "ACTIVITY_NOT_FOLLOWED"),
        ("2025-02-01,ACATI,MSFT,5,,", "ACTIVITY_NOT_FOLLOWED"),
        ("2025-02-01,Reverse split,AAPL,-9,,", "ACTIVITY_NOT_FOLLOWED"),
        ("2025-02-01,Abracadabra,AAPL,9,,", "ACTIVITY_NOT_FOLLOWED"),
        ("2025-02-01,STO,AAPL,1,2.5,250", "OPTION_IN_HISTORY"),
        ("2025-02-01,Buy,AAPL 12/18/2026 220.00 C,1,2.5,-250", "OPTION_IN_HISTORY"),
        ("2025-02-01,Buy,AAPL,,210,-210", "ACTIVITY_UNREADABLE"),
        ("2025-02-01,Buy,AAPL,ten,210,-210", "ACTIVITY_UNREADABLE"),
        ("2025-02-01,Buy,,1,210,-210", "ACTIVITY_UNREADABLE"),
        ("2025-02-01,Split,AAPL,10:1,,", "ACTIVITY_UNREADABLE"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_its_line(line: str, code: str) -> None:
    assert error(history("2025-01-03,Buy,AAPL,10,200,-2000", line)) == (code, 3)


def test_a_history_after_which_nothing_is_held_says_so() -> None:
    result = history("2025-01-03,Buy,AAPL,5,100,-500", "2025-02-03,Sell,AAPL,5,110,550")
    assert error(result) == ("NO_ROWS", None)


def test_money_that_moves_by_itself_is_left_out_and_said_to_be() -> None:
    result = history(
        "2025-01-02,Wire Funds,,,,5000", "2025-01-03,Buy,AAPL,5,100,-500", "2025-01-09,Foo,,,,-1"
    )
    (told,) = [issue for issue in result.issues if issue.code == "MONEY_LEFT_OUT"]
    assert "lines 2 and 4" in told.message
    assert result.cash == ()


def test_the_answer_says_that_quantities_are_derived_and_values_estimated() -> None:
    result = history("2025-01-03,Buy,AAPL,5,100,-500", "2025-01-03,Split,AAPL,5,,")
    warnings = {issue.code: issue for issue in result.issues if issue.severity == "warning"}
    assert {"QUANTITIES_DERIVED", "VALUE_ESTIMATED"} <= set(warnings)
    assert "2025-01-03" in warnings["VALUE_ESTIMATED"].message
    assert "500.00" in warnings["VALUE_ESTIMATED"].message
    assert result.positions[0].market_value is None
    assert result.positions[0].price == 50


def test_realised_gains_are_not_taken_for_holdings() -> None:
    result = read_file(
        b"Symbol,Quantity,Date acquired,Date sold,Cost basis,Proceeds,Market value\n"
        b"AAPL,10,2024-01-02,2025-01-02,100,200,200\n"
    )
    assert result.kind is FileKind.UNKNOWN
    assert not result.accepted


def test_a_side_column_makes_rows_transactions_whatever_the_titles_say() -> None:
    result = read(
        "Date,Side,Ticker,Quantity,Average Price,Value\n"
        "2025-01-03,Buy,AAPL,5,100,500\n2025-02-03,Sell,AAPL,2,110,220\n"
    )
    assert held(result) == {"AAPL": (3, 110, None)}
