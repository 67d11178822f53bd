"""The titles that brokers give their columns. Adding a broker is, as a rule, adding words here.

The words inside rows (cash, totals, asset types) are in row_words.py, the brokers' names in
brokers.py.

Every spelling is compared by its `key`: letters, digits and % only, so that case, accents, spaces
and punctuation do not matter. Within one column the earlier spelling wins where a file has several.
"""

import unicodedata
from enum import StrEnum
from functools import lru_cache


class Column(StrEnum):
    """What a column of a holdings table can mean; the value is what messages call it."""

    SYMBOL = "Symbol"
    ISIN = "ISIN"
    LOCAL_ID = "CUSIP or WKN"
    NAME = "Name"
    QUANTITY = "Shares"
    PRICE = "Price"
    UNIT_COST = "Avg Price"
    MARKET_VALUE = "Dollar Amount"
    COST_BASIS = "Cost Basis"
    CURRENCY = "Currency"
    VALUE_CURRENCY = "Value Currency"
    ACCOUNT = "Account"
    ASSET_TYPE = "Asset Type"
    LOOSE_TYPE = "Type"
    EXCHANGE = "Exchange"
    DIRECTION = "Direction"
    ROW_KIND = "Row kind"
    DATE = "Date"
    TRADE_DATE = "Trade Date"
    TRANSACTION = "Transaction Type"
    FEE = "Commission"
    ORDER_ID = "Order"
    ALLOCATION = "Allocation %"
    CATEGORY = "Category"
    SECTOR = "Sector"
    REGION = "Region"
    EXPENSE_RATIO = "Expense Ratio"
    DIVIDEND_YIELD = "Dividend Yield"
    PORTFOLIO = "Portfolio"


_NOT_COMPARED = {code: None for code in range(128) if not (chr(code).isalnum() or chr(code) == "%")}


def key(text: str) -> str:
    """What is compared: small letters without accents, digits and %."""
    return _key(text[:80])


# The same few words stand in most rows of a column.
@lru_cache(maxsize=4_096)
def _key(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_NOT_COMPARED)
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum() or ch == "%")


def keys(*spellings: str) -> tuple[str, ...]:
    return tuple(key(spelling) for spelling in spellings)


COLUMN_WORDS: dict[Column, tuple[str, ...]] = {
    Column.SYMBOL: keys(
        *("symbol", "ticker", "ticker symbol", "symbol/isin", "instrument", "slice", "code"),
        *("equity symbol", "security symbol", "stock symbol", "sym", "symbol/cusip", "tickers"),
        *("security id", "epic", "symbool", "symbool/isin", "symbole", "symbole/isin", "simbolo"),
        *("símbolo", "símbolo/isin", "simbolo/isin", "kürzel", "börsenkürzel", "mnémonique"),
    ),
    Column.ISIN: keys("isin", "isin code", "isin-code", "code isin", "codice isin", "isin / wkn"),
    Column.LOCAL_ID: keys("cusip", "wkn", "sedol", "valoren", "valorennummer"),
    Column.NAME: keys(
        *("name", "description", "security description", "investment name", "fund name"),
        *("security name", "security", "holding", "company", "company name", "product", "asset"),
        *("investment", "stock", "instrument name", "holding name", "asset name", "fund"),
        *("bezeichnung", "wertpapier", "wertpapiername", "wertpapierbezeichnung", "produkt"),
        *("libellé", "nom", "valeur", "produit", "désignation", "naam", "omschrijving"),
        *("titolo", "strumento", "descrizione", "prodotto", "nome", "denominazione"),
        *(
            "namn",
            "navn",
            "titre",
            "fonds",
            "fondsnaam",
            "nombre del valor",
            "instrumento",
        ),
        *("details", "descripción", "producto", "denominación", "nombre", "valor"),
    ),
    Column.QUANTITY: keys(
        *("quantity", "qty", "shares", "units", "owned quantity", "share balance", "shares held"),
        *("units held", "position", "holdings", "no of shares", "number of shares", "qty #"),
        *("share quantity", "total quantity", "amount of shares", "balance", "shares owned"),
        *("stück", "stück/nom", "stück/nominale", "stk", "stk./nominale", "anzahl", "bestand"),
        *("nominale", "menge", "anteile", "quantité", "qté", "nombre de titres"),
        *("aantal", "quantità", "quantita", "q.tà", "cantidad", "títulos", "num. títulos"),
        *("participaciones", "no. of units", "unit balance", "quantity owned"),
        *("stück/nominal", "stück / nominale", "nominal", "stückzahl", "nennwert", "face amount"),
        *("face value", "par value", "quantity available", "available quantity", "avail units"),
        *("available units", "valeur nominale", "quantità/nominale", "antal", "beholdning"),
        *("quantidade", "nombre de parts", "aantal stuks", "nº títulos", "número de títulos"),
        *("nombre", "amount"),
    ),
    Column.PRICE: keys(
        *("price", "last price", "current price", "market price", "share price", "close price"),
        *("mark", "last", "nav", "closing price", "unit price", "price per share", "latest price"),
        *("recent price", "close", "closing", "last trade", "quote", "market price per share"),
        *(
            "akt. kurs",
            "kurs",
            "aktueller kurs",
            "schlusskurs",
            "cours",
            "dernier cours",
            "clôture",
        ),
        *("last price (local)", "lastprice", "slotkoers", "koers", "prezzo", "prezzo di mercato"),
        *("p.zo di mercato", "ultimo", "precio", "cotización", "último precio", "precio actual"),
        *("price (pence)", "price (p)", "price / share", "ltp", "last traded price", "mkt price"),
        *("previous closing price", "previous close", "prev close", "preis", "marktpreis"),
        *("letzter kurs", "cours de clôture", "prix", "prix actuel", "laatste koers", "prijs"),
        *("prezzo di chiusura", "ultimo prezzo", "prezzo attuale", "precio de cierre"),
        *("precio de mercado", "senaste kurs", "seneste kurs", "preço"),
    ),
    Column.UNIT_COST: keys(
        *("price paid", "average cost basis", "cost basis per share", "average cost", "avg cost"),
        *("average price", "avg price", "avg. price", "unit cost", "cost per share", "cost price"),
        *("purchase price", "trade price", "average buy price", "buying price", "open price"),
        *("cost/share", "average cost per share", "average share price", "avg price paid"),
        *("kaufkurs", "einstandskurs", "einstiegskurs", "pru", "prix de revient", "gak"),
        *("prezzo medio", "p.zo medio di carico", "precio medio", "precio de compra"),
        *("prix d'achat", "aankoopkoers", "einstandspreis pro einheit", "kaufpreis", "ø kaufkurs"),
        *(
            "durchschnittskurs",
            "durchschnittlicher kaufkurs",
            "prix moyen",
            "prix de revient unitaire",
        ),
        *("gemiddelde aankoopprijs", "gem. aankoopkoers", "prezzo medio di carico"),
        *(
            "prezzo di carico",
            "pmc",
            "coste medio",
            "precio medio de compra",
            "gav",
            "position cost/share",
        ),
    ),
    Column.MARKET_VALUE: keys(
        *("market value", "current value", "total value", "mkt val", "mkt value", "value"),
        *("dollar amount", "net liq", "position value", "equity", "ending value", "holding value"),
        *("value today", "market val", "amount invested now", "valuation", "net value"),
        *("kurswert", "wert", "marktwert", "gesamtwert", "depotwert", "valorisation", "montant"),
        *("valeur de marché", "valeur totale", "waarde", "marktwaarde", "totale waarde"),
        *("controvalore", "valore", "valore di mercato", "valor de mercado", "valor efectivo"),
        *(
            "cur. val",
            "current val",
            "present value",
            "marktwert gesamt",
            "bewertung",
            "mkt. value",
        ),
        *("huidige waarde", "valeur actuelle", "montant évalué", "valore attuale", "valor actual"),
        *("marknadsvärde", "markedsværdi", "valuation amount", "total market value"),
        *("valoración", "valoración total", "valorizzazione", "waardering"),
        *("valor", "valor total", "importe", "valeur", "amount"),
    ),
    Column.COST_BASIS: keys(
        *(
            "book value (market)",
            "cost basis",
            "cost basis total",
            "total cost",
            "cost",
            "book value",
        ),
        *("book cost", "invested value", "total cost basis", "cost value", "amount invested"),
        *("purchase value", "adjusted cost", "invested", "kaufwert", "einstandswert"),
        *("anschaffungswert", "einstandspreis", "prix de revient total", "montant investi"),
        *("aankoopwaarde", "valore di carico", "controvalore di carico", "coste", "coste total"),
        *("valor de compra", "capital invertido", "position cost", "total invested", "costo"),
        *("prix d'achat total", "valeur d'achat", "kostprijs", "purchase cost", "original cost"),
    ),
    Column.CURRENCY: keys(
        *("currency", "ccy", "currency code", "lokale waarde", "local value", "lokaler wert"),
        *("valeur locale", "valore in loco", "valor local", "währung", "devise", "valuta"),
        *("munt", "divisa", "moneda", "curr", "price currency", "market price currency"),
    ),
    Column.VALUE_CURRENCY: keys(
        *("market value currency", "value currency", "currency (market value)"),
        *("account currency", "base ccy", "base currency"),
    ),
    Column.ACCOUNT: keys(
        *("account number", "account", "account no", "account id", "account name/number", "acct"),
        *("account #", "plan number", "depotnummer", "depot", "konto", "kontonummer", "compte"),
        *("rekening", "rekeningnummer", "conto", "cuenta", "acct number", "account name"),
    ),
    Column.ASSET_TYPE: keys(
        *("asset type", "security type", "asset class", "asset category", "investment type"),
        *("instrument type", "product type", "holding type", "anlageklasse", "gattung"),
        *("wertpapierart", "classe d'actifs", "type d'instrument", "tipo di strumento"),
        *("tipo de activo", "beleggingstype"),
    ),
    Column.LOOSE_TYPE: keys("type", "typ", "art", "tipo"),
    Column.EXCHANGE: keys("mic", "exchange", "listing exch", "listing exchange", "market"),
    Column.DIRECTION: keys("position direction", "direction", "long/short", "side", "l/s"),
    Column.ROW_KIND: keys("datadiscriminator", "level of detail", "levelofdetail"),
    Column.DATE: keys(
        *("date", "as of", "as of date", "price date", "pricing date", "position date", "cob date"),
        *("activity date", "process date", "run date", "snapshot date", "valuation date"),
        *("datum", "kursdatum", "data", "fecha", "stand", "report date", "time", "datetime"),
        *("date & time", "timestamp", "transaction date", "date completed", "completed date"),
    ),
    Column.TRADE_DATE: keys(
        *("trade date", "settlement date", "settle date", "date acquired", "purchase date"),
        *("open date", "date/time", "buchungstag", "valuta datum"),
    ),
    Column.TRANSACTION: keys(
        *("transaction type", "action", "trans code", "activity type", "activity", "order type"),
        *("transaction", "activitytype", "buy/sell", "trans type", "transaktion", "umsatzart"),
        *("type d'opération", "tipo operazione", "operación", "transactie", "order side"),
    ),
    Column.FEE: keys(
        *("commission", "fee", "fees", "commissions and fees", "comm/fee", "fees & comm"),
        *("gebühr", "gebühren", "provision", "frais", "kosten", "commissioni", "comisión"),
        *("charge amount", "transaction fee", "transactiekosten", "transaktionskosten"),
        *("transaction and/or third", "transaction and/or third party fees"),
        *("transactiekosten en/of", "transactiekosten en/of kosten van derden"),
    ),
    Column.ORDER_ID: keys(
        *("order id", "order number", "order no", "trade id", "transaction id", "position id"),
        *("ordernummer", "id ordine", "id orden", "transaktionsnummer"),
    ),
    Column.ALLOCATION: keys(
        *("allocation %", "allocation", "weight", "weight %", "% of account", "% of acct"),
        *("percent of account", "% of portfolio", "portfolio %", "% of nav", "weighting"),
    ),
    Column.CATEGORY: keys("category"),
    Column.SECTOR: keys("sector"),
    Column.REGION: keys("region"),
    Column.EXPENSE_RATIO: keys("expense ratio", "expense ratio %", "ter", "ter %"),
    Column.DIVIDEND_YIELD: keys("dividend yield", "dividend yield %", "yield", "div yield"),
    Column.PORTFOLIO: keys("portfolio", "portfolio name"),
}

# The contract's own columns: keys without %, which may be left out.
CANONICAL_REQUIRED: dict[Column, tuple[str, ...]] = {
    Column.SYMBOL: ("symbol",),
    Column.NAME: ("name",),
    Column.ASSET_TYPE: ("assettype",),
    Column.ALLOCATION: ("allocation", "allocationpercent"),
    Column.MARKET_VALUE: ("dollaramount",),
}
CANONICAL_OPTIONAL: dict[Column, tuple[str, ...]] = {
    Column.CATEGORY: ("category",),
    Column.SECTOR: ("sector",),
    Column.REGION: ("region",),
    Column.QUANTITY: ("shares", "quantity"),
    Column.UNIT_COST: ("avgprice", "averageprice"),
    Column.EXPENSE_RATIO: ("expenseratio",),
    Column.DIVIDEND_YIELD: ("dividendyield",),
    Column.COST_BASIS: ("costbasis",),
    Column.ACCOUNT: ("account",),
    Column.PORTFOLIO: ("portfolio",),
}
