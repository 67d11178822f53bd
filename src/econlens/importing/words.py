"""The words that brokers use. Adding a broker is, as a rule, adding words to these tables.

Every spelling is compared by its `key`: letters, digits and % only, so that case, accents, spaces
and punctuation do not matter. Within one column the earlier spelling wins where a file has several.
"""

import unicodedata
from enum import StrEnum

from econlens.domain.assets import AssetType


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
    text = text[:80]
    if text.isascii():
        return text.lower().translate(_NOT_COMPARED)
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum() or ch == "%")


def _keys(*spellings: str) -> tuple[str, ...]:
    return tuple(key(spelling) for spelling in spellings)


COLUMN_WORDS: dict[Column, tuple[str, ...]] = {
    Column.SYMBOL: _keys(
        *("symbol", "ticker", "ticker symbol", "symbol/isin", "instrument", "slice", "code"),
        *("equity symbol", "security symbol", "stock symbol", "sym", "symbol/cusip", "tickers"),
        *("security id", "epic", "symbool", "symbool/isin", "symbole", "symbole/isin", "simbolo"),
        *("símbolo", "símbolo/isin", "simbolo/isin", "kürzel", "börsenkürzel", "mnémonique"),
    ),
    Column.ISIN: _keys("isin", "isin code", "isin-code", "code isin", "codice isin", "isin / wkn"),
    Column.LOCAL_ID: _keys("cusip", "wkn", "sedol", "valoren", "valorennummer"),
    Column.NAME: _keys(
        *("name", "description", "security description", "investment name", "fund name"),
        *("security name", "security", "holding", "company", "company name", "product", "asset"),
        *("investment", "stock", "instrument name", "holding name", "asset name", "fund"),
        *("bezeichnung", "wertpapier", "wertpapiername", "wertpapierbezeichnung", "produkt"),
        *("libellé", "nom", "valeur", "produit", "désignation", "naam", "omschrijving"),
        *("titolo", "strumento", "descrizione", "prodotto", "nome", "denominazione"),
        *("descripción", "producto", "denominación", "nombre", "valor"),
    ),
    Column.QUANTITY: _keys(
        *("quantity", "qty", "shares", "units", "owned quantity", "share balance", "shares held"),
        *("units held", "position", "holdings", "no of shares", "number of shares", "qty #"),
        *("share quantity", "total quantity", "amount of shares", "balance", "shares owned"),
        *("stück", "stück/nom", "stück/nominale", "stk", "stk./nominale", "anzahl", "bestand"),
        *("nominale", "menge", "anteile", "quantité", "qté", "nombre de titres"),
        *("aantal", "quantità", "quantita", "q.tà", "cantidad", "títulos", "num. títulos"),
        *("participaciones", "no. of units", "unit balance", "quantity owned"),
        *("nombre", "amount"),
    ),
    Column.PRICE: _keys(
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
        *("price (pence)", "price (p)"),
    ),
    Column.UNIT_COST: _keys(
        *("price paid", "average cost basis", "cost basis per share", "average cost", "avg cost"),
        *("average price", "avg price", "avg. price", "unit cost", "cost per share", "cost price"),
        *("purchase price", "trade price", "average buy price", "buying price", "open price"),
        *("cost/share", "average cost per share", "average share price", "avg price paid"),
        *("kaufkurs", "einstandskurs", "einstiegskurs", "pru", "prix de revient", "gak"),
        *("prezzo medio", "p.zo medio di carico", "precio medio", "precio de compra"),
        *("prix d'achat", "aankoopkoers"),
    ),
    Column.MARKET_VALUE: _keys(
        *("market value", "current value", "total value", "mkt val", "mkt value", "value"),
        *("dollar amount", "net liq", "position value", "equity", "ending value", "holding value"),
        *("value today", "market val", "amount invested now", "valuation", "net value"),
        *("kurswert", "wert", "marktwert", "gesamtwert", "depotwert", "valorisation", "montant"),
        *("valeur de marché", "valeur totale", "waarde", "marktwaarde", "totale waarde"),
        *("controvalore", "valore", "valore di mercato", "valor de mercado", "valor efectivo"),
        *("valor", "valor total", "importe", "valeur", "amount"),
    ),
    Column.COST_BASIS: _keys(
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
        *("valor de compra", "capital invertido"),
    ),
    Column.CURRENCY: _keys(
        *("currency", "ccy", "currency code", "lokale waarde", "local value", "lokaler wert"),
        *("valeur locale", "valore in loco", "valor local", "währung", "devise", "valuta"),
        *("munt", "divisa", "moneda", "curr", "price currency", "market price currency"),
    ),
    Column.VALUE_CURRENCY: _keys(
        *("market value currency", "value currency", "currency (market value)"),
        *("account currency", "base ccy", "base currency"),
    ),
    Column.ACCOUNT: _keys(
        *("account number", "account", "account no", "account id", "account name/number", "acct"),
        *("account #", "plan number", "depotnummer", "depot", "konto", "kontonummer", "compte"),
        *("rekening", "rekeningnummer", "conto", "cuenta", "acct number", "account name"),
    ),
    Column.ASSET_TYPE: _keys(
        *("asset type", "security type", "asset class", "asset category", "investment type"),
        *("instrument type", "product type", "holding type", "anlageklasse", "gattung"),
        *("wertpapierart", "classe d'actifs", "type d'instrument", "tipo di strumento"),
        *("tipo de activo", "beleggingstype"),
    ),
    Column.LOOSE_TYPE: _keys("type", "typ", "art", "tipo"),
    Column.EXCHANGE: _keys("mic", "exchange", "listing exch", "listing exchange", "market"),
    Column.DIRECTION: _keys("position direction", "direction", "long/short", "side"),
    Column.ROW_KIND: _keys("datadiscriminator", "level of detail", "levelofdetail"),
    Column.DATE: _keys(
        *("date", "as of", "as of date", "price date", "pricing date", "position date", "cob date"),
        *("activity date", "process date", "run date", "snapshot date", "valuation date"),
        *("datum", "kursdatum", "data", "fecha", "stand", "report date"),
    ),
    Column.TRADE_DATE: _keys(
        *("trade date", "settlement date", "settle date", "date acquired", "purchase date"),
        *("open date", "date/time", "buchungstag", "valuta datum"),
    ),
    Column.TRANSACTION: _keys(
        *("transaction type", "action", "trans code", "activity type", "activity", "order type"),
        *("transaction", "activitytype", "buy/sell", "trans type", "transaktion", "umsatzart"),
        *("type d'opération", "tipo operazione", "operación", "transactie"),
    ),
    Column.FEE: _keys(
        *("commission", "fee", "fees", "commissions and fees", "comm/fee", "fees & comm"),
        *("gebühr", "gebühren", "provision", "frais", "kosten", "commissioni", "comisión"),
    ),
    Column.ALLOCATION: _keys(
        *("allocation %", "allocation", "weight", "weight %", "% of account", "% of acct"),
        *("percent of account", "% of portfolio", "portfolio %", "% of nav", "weighting"),
    ),
    Column.CATEGORY: _keys("category"),
    Column.SECTOR: _keys("sector"),
    Column.REGION: _keys("region"),
    Column.EXPENSE_RATIO: _keys("expense ratio", "expense ratio %", "ter", "ter %"),
    Column.DIVIDEND_YIELD: _keys("dividend yield", "dividend yield %", "yield", "div yield"),
    Column.PORTFOLIO: _keys("portfolio", "portfolio name"),
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
    Column.PORTFOLIO: ("portfolio",),
}

CASH_WORDS = frozenset(
    _keys(
        *("cash", "$cash", "$$cash_tx", "cash & cash investments", "cash & sweep vehicle"),
        *(
            "cash and cash investments",
            "cash & cash fund",
            "cash and sweep vehicle",
            "cash balance",
        ),
        *("cash & cash equivalents", "cash and cash equivalents", "settlement fund", "cash sweep"),
        *(
            "money accounts",
            "money account",
            "uninvested cash",
            "free cash",
            "available cash",
            "us dollar",
            "core cash",
            "total cash",
        ),
        *("bargeld", "guthaben", "kontostand", "verrechnungskonto", "barbestand", "liquidität"),
        *("espèces", "liquidités", "solde espèces", "contanten", "geldmiddelen", "kas"),
        *("liquidità", "contanti", "efectivo", "liquidez", "saldo en efectivo"),
    )
)
CASH_STARTS = _keys("cash & cash fund", "cash & cash investments", "cash & sweep", "cash und cash")
CASH_TYPES = frozenset(
    _keys(
        *("cash", "cash and money market", "cash & money market", "money market", "currency"),
        *("money market fund", "money market funds", "cash equivalents", "cash & equivalents"),
        *("cash and equivalents", "sweep", "forex", "cash and cash equivalents"),
        *("geldmarkt", "bargeld", "liquidités", "contanten", "liquidità", "efectivo"),
    )
)
CASH_NAMES = ("money market", "cash reserves", "held in money", "money mkt", "sweep")

TOTAL_WORDS = frozenset(
    _keys(
        *("total", "totals", "account total", "positions total", "grand total", "overall totals"),
        *("subtotal", "subtotals", "sub total", "portfolio total", "total value"),
        *("total account value", "total portfolio", "total portfolio value", "total holdings"),
        *("summe", "gesamt", "gesamtsumme", "gesamtdepotwert", "depotwert", "gesamtwert"),
        *("zwischensumme", "totaal", "subtotaal", "somme", "sous-total", "total général"),
        *("totale", "subtotale", "suma", "total general", "total cartera"),
    )
)
TOTAL_STARTS = ("total ", "totals ", "subtotal", "gesamt", "summe ", "totaal ", "totale ")

PENDING_WORDS = frozenset(
    _keys("pending activity", "pending", "unsettled", "unsettled activity", "pending transactions")
)
SELL_WORDS = frozenset(
    _keys(
        *("sell", "sold", "sale", "withdrawal", "sell short", "verkauf", "auszahlung", "vente"),
        *("retrait", "verkoop", "opname", "vendita", "prelievo", "venta", "retirada"),
    )
)
AS_OF_WORDS = (
    *("as of", "as at", "downloaded", "generated", "stand", "period", "statement"),
    *("exported", "au ", "per ", "al ", "op ", "date", "datum", "fecha", "data", " on "),
)
UNKNOWN_MARKS = frozenset(
    {
        *(
            "",
            "-",
            "--",
            "---",
            "–",
            "—",
            "n/a",
            "na",
            "n.a.",
            "#n/a",
            "incomplete",
            "none",
            "null",
        ),
        *("not available", "unknown", "unavailable", "pending", "multiple", "k.a.", "n.v.t.", "nd"),
        *("nicht verfügbar", "non disponible", "n.d.", "no disponible", "non disponibile", "*"),
    }
)
UNIT_WORDS = frozenset(
    {
        *("stück", "stk", "stk.", "st", "st.", "shares", "share", "sh", "units", "unit", "pcs"),
        *("s", "p", "x", "titres", "parts", "aandelen", "stuks", "azioni", "quote", "acciones"),
        *("títulos", "participaciones", "us", "c", "ct", "dr", "cr", "approx", "ca", "anteile"),
    }
)

TYPE_WORDS: dict[AssetType, tuple[str, ...]] = {
    AssetType.STOCK: _keys(
        *("stock", "stocks", "equity", "equities", "common stock", "share", "shares", "adr"),
        *("aktie", "aktien", "action", "actions", "aandeel", "aandelen", "azione", "azioni"),
        *("acción", "acciones", "preferred stock", "us equity", "international equity"),
    ),
    AssetType.ETF: _keys(
        *("etf", "etfs", "etfs & closed end funds", "exchange traded fund", "etn", "etp"),
        *("exchange traded funds", "closed end fund", "tracker", "trackers", "closed end funds"),
    ),
    AssetType.MUTUAL_FUND: _keys(
        *("mutual fund", "mutual funds", "fund", "funds", "fonds", "investmentfonds", "fondo"),
        *("fondi", "fondos", "index fund", "open end fund", "opcvm", "sicav", "beleggingsfonds"),
    ),
    AssetType.BOND: _keys(
        *("bond", "bonds", "fixed income", "treasury", "treasuries", "corporate bond", "cd"),
        *("government bond", "municipal bond", "anleihe", "anleihen", "rente", "renten"),
        *("obligation", "obligations", "obligatie", "obligaties", "obbligazione"),
        *("obbligazioni", "bono", "bonos", "us treasury", "fixed-income"),
    ),
    AssetType.REIT: _keys("reit", "reits", "real estate investment trust"),
    AssetType.COMMODITY: _keys("commodity", "commodities", "precious metals", "rohstoff", "gold"),
    AssetType.CASH: tuple(CASH_TYPES),
    AssetType.CRYPTO: _keys("crypto", "cryptocurrency", "cryptocurrencies", "krypto", "coin"),
    AssetType.OPTION: _keys(
        *("option", "options", "equity and index options", "equity option", "optionen"),
        *("put", "call", "opzione", "opción", "warrant", "warrants", "optionsschein"),
    ),
    AssetType.OTHER: _keys("other", "others", "sonstige", "autre", "autres", "overig", "altro"),
}
ASSET_TYPES = {word: kind for kind, words in TYPE_WORDS.items() for word in words}

# Share classes that some brokers write without a sign between name and class.
SHARE_CLASSES = {"BRKA": "BRK.A", "BRKB": "BRK.B", "BFA": "BF.A", "BFB": "BF.B"}

# Exchanges outside the United States, by name or ISO 10383 code: the suffix a symbol gets.
EXCHANGE_SUFFIX = {
    **dict.fromkeys(("TSX", "XTSE", "TORONTO"), ".TO"),
    **dict.fromkeys(("TSXV", "TSX-V", "XTSX"), ".V"),
    **dict.fromkeys(("NEO", "NEOE", "CBOE CANADA"), ".NE"),
    **dict.fromkeys(("CSE", "XCNQ"), ".CN"),
    **dict.fromkeys(("LSE", "XLON", "LONDON"), ".L"),
    **dict.fromkeys(("XETRA", "XETR"), ".DE"),
    **dict.fromkeys(("EURONEXT AMSTERDAM", "XAMS"), ".AS"),
    **dict.fromkeys(("EURONEXT PARIS", "XPAR"), ".PA"),
    **dict.fromkeys(("BORSA ITALIANA", "XMIL"), ".MI"),
    **dict.fromkeys(("SIX", "XSWX"), ".SW"),
    **dict.fromkeys(("ASX", "XASX"), ".AX"),
}
SUFFIX_CURRENCY = {
    **dict.fromkeys(("TO", "V", "NE", "CN"), "CAD"),
    **dict.fromkeys(("DE", "F", "PA", "AS", "MI", "MC", "BR", "LS", "HE", "VI"), "EUR"),
    **dict.fromkeys(("SW",), "CHF"),
    **dict.fromkeys(("AX",), "AUD"),
    **dict.fromkeys(("HK",), "HKD"),
    **dict.fromkeys(("ST",), "SEK"),
    **dict.fromkeys(("CO",), "DKK"),
    **dict.fromkeys(("OL",), "NOK"),
}
CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
CURRENCIES = frozenset(
    {
        *("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "SEK", "NOK", "DKK", "PLN"),
        *("CZK", "HUF", "RON", "BGN", "TRY", "ILS", "ZAR", "BRL", "MXN", "INR", "CNY", "HKD"),
        *("SGD", "KRW", "TWD", "THB", "MYR", "IDR", "PHP", "AED", "SAR", "GBX", "ISK"),
    }
)

# A broker is known by titles that only its files have together: (name, currency, titles).
BROKERS: tuple[tuple[str, str | None, frozenset[str]], ...] = tuple(
    (name, currency, frozenset(map(key, titles)))
    for name, currency, titles in (
        ("fidelity", "USD", ("Symbol", "Last Price Change", "Current Value")),
        ("schwab", "USD", ("Symbol", "Qty (Quantity)", "Mkt Val (Market Value)")),
        ("schwab", "USD", ("Symbol", "Market Value", "Reinvest Dividends?", "% Of Account")),
        ("vanguard", "USD", ("Investment Name", "Symbol", "Shares", "Share Price", "Total Value")),
        ("etrade", "USD", ("Symbol", "Price Paid $", "Last Price $", "Value $")),
        ("tdameritrade", "USD", ("Instrument", "Qty", "Net Liq")),
        ("interactive_brokers", None, ("DataDiscriminator", "Asset Category", "Cost Basis")),
        ("degiro", None, ("Product", "Symbool/ISIN")),
        ("degiro", None, ("Product", "Symbol/ISIN", "Closing")),
        ("degiro", None, ("Produkt", "Symbol/ISIN")),
        ("degiro", None, ("Produit", "Symbole/ISIN")),
        ("degiro", None, ("Prodotto", "Simbolo/ISIN")),
        ("degiro", None, ("Producto", "Symbol/ISIN")),
        ("wealthsimple", None, ("Account Classification", "Symbol", "Position Direction")),
        ("trading212", None, ("Slice", "Invested value", "Owned quantity")),
        ("yahoo", "USD", ("Symbol", "Current Price", "Purchase Price", "High Limit", "Low Limit")),
        ("comdirect", "EUR", ("Stück/Nom.", "WKN", "Kaufwert in EUR")),
        ("portfolio_performance", None, ("Ticker Symbol", "ISIN", "Security Name", "Shares")),
        ("ghostfolio", None, ("Date", "Code", "DataSource", "Action")),
        ("robinhood", "USD", ("Activity Date", "Instrument", "Trans Code")),
    )
)
