"""Files that no sample shows, in layouts that brokers use: the rules must carry over."""

from decimal import Decimal

from econlens.importing.read import read_file
from econlens.importing.result import ImportResult


def read(text: str) -> ImportResult:
    return read_file(text.encode())


def amounts(result: ImportResult) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    assert result.accepted
    return {p.symbol: (p.quantity, p.market_value) for p in result.positions}


def codes(result: ImportResult) -> set[str]:
    return {issue.code for issue in result.issues}


def test_german_bank_file_with_a_value_column_in_euro() -> None:
    result = read(
        '"Depot";"1234567890";\n'
        '"Bestand";"";"ISIN / WKN";"Bezeichnung";"Kurs";"Einstandswert";"Kurswert in Euro"\n'
        '"12,0000";"Stk";"IE00B4L5Y983";"MSCI World";"88,40";"1.000,00";"1.060,80"\n'
        '"1.500,0000";"Stk";"DE000ENAG999";"E.ON";"12,40";"17.250,00";"18.600,00"\n'
        '"Depotwert";"";"";"";"";"";"19.660,80"\n'
    )
    assert amounts(result) == {
        "IE00B4L5Y983": (12, Decimal("1060.80")),
        "DE000ENAG999": (1500, Decimal(18600)),
    }
    assert result.currency == "EUR"
    assert "TOTAL_MATCHES" in codes(result)


def test_french_file_with_gains_beside_values() -> None:
    result = read(
        "Libellé|Code ISIN|Quantité|Cours|+/- value|Valorisation (€)\n"
        "AIR LIQUIDE|FR0000120073|12|175,20|+102,40|2 102,40\n"
        "ESPECES||||0|1 000,00|\nTOTAL||||102,40|3 102,40|\n"
    )
    assert amounts(result) == {"FR0000120073": (12, Decimal("2102.40"))}
    assert [(cash.amount, cash.currency) for cash in result.cash] == [(1000, "EUR")]
    assert "TOTAL_MATCHES" in codes(result)


def test_spanish_file_in_which_valor_is_a_security() -> None:
    result = read(
        "Valor;ISIN;Títulos;Precio;Divisa;Valoración\n"
        "Telefónica;ES0178430E18;1.200;4,25;EUR;5.100,00\nLiquidez;;;;EUR;1.200,50\n"
    )
    assert amounts(result) == {"ES0178430E18": (1200, Decimal(5100))}
    assert result.positions[0].name == "Telefónica"
    assert [cash.amount for cash in result.cash] == [Decimal("1200.50")]


def test_what_is_owed_on_margin_is_negative_cash() -> None:
    result = read('Symbol,Shares,Price,Value\nVTI,10,300,3000\nMargin balance,,,"(250.00)"\n')
    assert amounts(result) == {"VTI": (10, 3000)}
    assert [cash.amount for cash in result.cash] == [-250]


def test_the_local_currency_of_a_pair_of_columns_is_that_of_the_price() -> None:
    result = read(
        "Produkt,Symbol/ISIN,Anzahl,Schlußkurs,Wert,,Wert in EUR\n"
        'APPLE INC,US0378331005,10,"200,00",USD,"2000,00","1818,18"\n'
    )
    (apple,) = result.positions
    assert (apple.currency, apple.price, apple.price_currency) == ("EUR", 200, "USD")


def test_values_that_are_not_shares_times_price_are_doubted() -> None:
    titles = "Symbol,Shares,Price,Value\n"
    doubted = read(titles + "VTI,10,300,120\nBND,10,70,-5\nGLD,1,200,200\n")
    (issue,) = [issue for issue in doubted.issues if issue.code == "VALUES_DISAGREE"]
    assert "In 2 of 3 lines" in issue.message
    assert (issue.line, issue.field) == (1, "Value")
    one_is_stale = read(titles + "VTI,10,300,3000\nBND,10,70,650\nGLD,1,200,200\n")
    bonds_and_options = read(titles + "912810FS2,1000,98,980\nAAPL261218C220,1,5,500\n")
    assert "VALUES_DISAGREE" not in codes(one_is_stale) | codes(bonds_and_options)


def test_british_file_with_prices_in_pence() -> None:
    result = read(
        "Client Name:,Somebody\nPortfolio value as at 05-02-2026\n\n"
        "Code,Stock,Units held,Price (pence),Value (£),Cost (£)\n"
        'VOD,Vodafone Group plc,"1,250",72.50,906.25,"1,000.00"\n'
    )
    assert amounts(result) == {"VOD": (1250, Decimal("906.25"))}
    assert result.positions[0].cost_basis == 1000
    assert (result.currency, str(result.as_of)) == ("GBP", "2026-02-05")


def test_pence_become_pounds_whether_or_not_the_value_is_in_pence_too() -> None:
    in_pence = read(
        "Ticker,Shares,Price,Market Value,Book Cost,Currency\n"
        "VOD,1250,72.50,90625,100000,GBX\nBP,10,450,4500,4000,GBp\n"
    )
    in_pounds = read(
        "Ticker,Shares,Price,Market Value,Book Cost,Currency\nVOD,1250,72.50,906.25,1000,GBX\n"
    )
    without_value = read("Ticker,Shares,Price,Currency\nVOD,1250,72.50,GBX\n")
    assert amounts(in_pence) == {"VOD": (1250, Decimal("906.25")), "BP": (10, 45)}
    assert amounts(in_pounds) == amounts(without_value) == {"VOD": (1250, Decimal("906.25"))}
    assert [p.cost_basis for p in in_pence.positions] == [1000, 40]
    assert in_pounds.positions[0].cost_basis == 1000
    for result in (in_pence, in_pounds, without_value):
        assert result.currency == "GBP"
        assert result.positions[0].price == Decimal("0.725")


def test_a_row_in_pence_under_a_title_in_pounds_is_converted_once() -> None:
    result = read("Ticker,Shares,Price,Value (£),Currency\nVOD,1250,72.50,906.25,GBX\n")
    assert amounts(result) == {"VOD": (1250, Decimal("906.25"))}
    assert (result.currency, result.positions[0].price) == ("GBP", Decimal("0.725"))


def test_a_value_without_its_sign_is_in_the_currency_of_the_others() -> None:
    result = read("Ticker,Shares,Value\nAAPL,10,$2000.00\nMSFT,1,400.00\n")
    assert [p.currency for p in result.positions] == ["USD", "USD"]


def test_italian_french_and_dutch_titles() -> None:
    italian = read(
        "Titolo;ISIN;Simbolo;Quantità;Valore di carico;P.zo di mercato;Valore di mercato €\n"
        "ENI;IT0003132476;ENI;1.000;12.345,00;13,50;13.500,00\n"
    )
    french = read(
        "Libellé;ISIN;Nombre;Cours;Montant\nAIR LIQUIDE;FR0000120073;12;165,20;1 982,40\n"
    )
    dutch = read("Naam;Symbool;Aantal;Koers;Waarde\nASML;ASML;3;700,50;2.101,50\n")
    assert amounts(italian) == {"ENI": (1000, Decimal(13500))}
    assert amounts(french) == {"FR0000120073": (12, Decimal("1982.40"))}
    assert amounts(dutch) == {"ASML": (3, Decimal("2101.50"))}


def test_a_bare_amount_column_is_a_quantity_where_another_column_is_the_value() -> None:
    result = read(
        "Product,Symbol/ISIN,Amount,Closing,Local value,,Value in CHF\n"
        "CASH & CASH FUND (CHF),,,,CHF,212.05,212.05\n"
        "COREWEAVE,US21873S1087,40,75.25,USD,3010.00,2709.00\n"
    )
    assert amounts(result) == {"US21873S1087": (40, Decimal(2709))}
    assert [(c.symbol, c.amount) for c in result.cash] == [("CHF", Decimal("212.05"))]
    assert result.currency == "CHF"


def test_accounts_named_in_titles_above_their_tables_stay_apart() -> None:
    header = '"Symbol","Quantity","Price","Market Value"\n'
    result = read(
        f'"Individual ...123"\n{header}"AAPL","10","100.00","$1,000.00"\n'
        f'"Account Total","","","$1,000.00"\n\n'
        f'"Roth ...456"\n{header}"AAPL","5","100.00","$500.00"\n'
    )
    assert [(p.account, p.quantity) for p in result.positions] == [("123", 10), ("456", 5)]


def test_accounts_that_end_alike_stay_apart_and_keep_four_characters() -> None:
    result = read(
        "Account Number,Symbol,Quantity,Market Value\n"
        "Z11111111,AAPL,1,100.00\nZ99991111,AAPL,2,200.00\n"
    )
    assert [p.account for p in result.positions] == ["1111", "1111-2"]


def test_a_file_padded_by_a_spreadsheet_reads_like_the_original() -> None:
    result = read(
        "Filters applied:,,,\nSymbol,Security type(s),Sort by,Sort order\n,All,Symbol,Asc\n,,,\n"
        "Symbol,Last Price $,Quantity,Value $\nMSFT,420.00,10.0,4200.00\nCASH,,,812.20\n"
        "TOTAL,,,5012.20\n,,,\nGenerated at Feb 13 2025 04:33 PM ET,,,\n"
    )
    assert amounts(result) == {"MSFT": (10, Decimal(4200))}
    assert result.cash[0].amount == Decimal("812.20")
    assert "TOTAL_MATCHES" in codes(result)
    assert str(result.as_of) == "2025-02-13"


def test_a_statement_variant_with_a_column_open_and_thousands_separators() -> None:
    result = read(
        "Statement,Header,Field Name,Field Value\n"
        'Statement,Data,Period,"January 1, 2026 - April 15, 2026"\n'
        "Long Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Open,"
        "Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,% of NAV,Code\n"
        'Long Open Positions,Data,Summary,Stocks,USD,AAPL,-,"1,200",1,150,180000,200.5,240600,9,\n'
        "Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Proceeds\n"
        "Trades,Data,Order,Stocks,USD,MSFT,5,-2000\n"
    )
    assert amounts(result) == {"AAPL": (1200, Decimal(240600))}
    assert str(result.as_of) == "2026-04-15"


def test_a_company_called_cash_is_a_holding() -> None:
    result = read("Symbol,Name,Quantity,Price,Value\nCASH,Pathward Financial,10,75.50,755.00\n")
    assert amounts(result) == {"CASH": (10, Decimal(755))}


def test_a_company_called_total_is_a_holding_and_the_sum_of_lots_is_none() -> None:
    titles = "Symbol,Name,Quantity,Price,Value\n"
    company = read(titles + "TTE,Total,10,60.00,600.00\nTotal,,,,600.00\n")
    assert amounts(company) == {"TTE": (10, Decimal(600))}
    assert "TOTAL_MATCHES" in codes(company)
    lots = read(titles + "VTI,Lot 1,10,3,30\nVTI,Lot 2,20,3,60\nVTI,Total,30,3,90\n")
    assert amounts(lots) == {"VTI": (30, 90)}


def test_another_table_below_the_holdings_is_left_out_with_a_warning() -> None:
    result = read(
        "Symbol,Quantity,Price,Value\nAAPL,10,100.00,1000.00\n\n"
        "Security,Opened,Closed,Gain\nMSFT,2020,2021,50.00\n"
    )
    assert amounts(result) == {"AAPL": (10, Decimal(1000))}
    assert [issue.line for issue in result.issues if issue.code == "UNKNOWN_TABLE"] == [4, 5]


def test_what_nothing_settles_is_said_to_be_guessed() -> None:
    result = read("Ticker;Shares\nAAPL;1,250\nVTI;1,500\n")
    assert [p.quantity for p in result.positions] == [Decimal("1.250"), Decimal("1.500")]
    (guess,) = [issue for issue in result.issues if issue.code == "DECIMAL_SIGN_GUESSED"]
    assert "Shares" in guess.message


def test_arithmetic_settles_what_the_cells_leave_open() -> None:
    as_thousands = read('Symbol,Quantity,Price,Value\nAAPL,"1,250",2,2500\n')
    as_decimals = read('Symbol,Quantity,Price,Value\nAAPL,"1,250",2,"2,50"\n')
    assert as_thousands.positions[0].quantity == 1250
    assert as_decimals.positions[0].quantity == Decimal("1.25")


def test_a_currency_that_we_do_not_know_is_kept_and_not_taken_for_the_usual_one() -> None:
    rows = "Symbol,Quantity,Price,Market Value,Currency\nABC,10,5,50,AOA\nVTI,10,5,50,USD\n"
    result = read_file(rows.encode())
    assert [position.currency for position in result.positions] == ["AOA", "USD"]
