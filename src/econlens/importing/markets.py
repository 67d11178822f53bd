"""Currencies, exchanges and share classes as symbols and cells write them."""

# Share classes that some brokers write without a sign between name and class.
SHARE_CLASSES = {"BRKA": "BRK.A", "BRKB": "BRK.B", "BFA": "BF.A", "BFB": "BF.B"}

# Exchanges outside the United States, by name or ISO 10383 code: the suffix a symbol gets.
EXCHANGE_SUFFIX = {
    **dict.fromkeys(("TSX", "XTSE", "TORONTO"), ".TO"),
    **dict.fromkeys(("TSXV", "TSX-V", "XTSX"), ".V"),
    **dict.fromkeys(("NEO", "NEOE", "CBOE CANADA"), ".NE"),
    **dict.fromkeys(("CSE", "XCNQ"), ".CN"),
    **dict.fromkeys(("LSE", "XLON", "LONDON", "LON"), ".L"),
    **dict.fromkeys(("XETRA", "XETR", "ETR"), ".DE"),
    **dict.fromkeys(("EURONEXT AMSTERDAM", "XAMS"), ".AS"),
    **dict.fromkeys(("EURONEXT PARIS", "XPAR"), ".PA"),
    **dict.fromkeys(("BORSA ITALIANA", "XMIL"), ".MI"),
    **dict.fromkeys(("SIX", "XSWX"), ".SW"),
    **dict.fromkeys(("ASX", "XASX"), ".AX"),
}
# Exchanges whose symbols get no suffix.
HOME_EXCHANGES = frozenset(
    {"XNAS", "NASDAQ", "XNYS", "NYSE", "ARCX", "ARCA", "NYSEARCA", "BATS", "AMEX"}
)
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
# Hundredths in which some exchanges quote, as brokers write them.
MINOR_UNITS = {"GBX": "GBP", "GBp": "GBP", "ZAc": "ZAR", "ZAC": "ZAR", "ILA": "ILS", "USX": "USD"}
CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
CURRENCIES = frozenset(
    {
        *("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "SEK", "NOK", "DKK", "PLN"),
        *("CZK", "HUF", "RON", "BGN", "TRY", "ILS", "ZAR", "BRL", "MXN", "INR", "CNY", "HKD"),
        *("SGD", "KRW", "TWD", "THB", "MYR", "IDR", "PHP", "AED", "SAR", "ISK"),
    }
)
