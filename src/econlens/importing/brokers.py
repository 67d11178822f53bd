"""The name of a broker, known by the titles that only its files have. Nothing else hangs on it."""

from collections.abc import Iterable

from econlens.importing.words import key

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
        ("trading212", None, ("Action", "ISIN", "No. of shares", "Price / share")),
        ("etoro", "USD", ("Details", "Units", "Realized Equity")),
        ("revolut", None, ("Ticker", "Type", "Price per share", "Total Amount", "FX Rate")),
        ("trade_republic", "EUR", ("account_type", "asset_class", "shares", "original_currency")),
        ("trade_republic", "EUR", ("ISIN", "Shares", "Fees", "Taxes", "ISIN2")),
        ("degiro", None, ("Product", "ISIN", "Order ID")),
        ("degiro", None, ("Produkt", "ISIN", "Order ID")),
        ("robinhood", "USD", ("Activity Date", "Instrument", "Trans Code")),
    )
)
# As the brokers write themselves, where that is not their short name with capitals.
_SPOKEN = {
    "comdirect": "comdirect",
    "degiro": "DEGIRO",
    "etoro": "eToro",
    "etrade": "E*TRADE",
    "tdameritrade": "TD Ameritrade",
    "trading212": "Trading 212",
    "yahoo": "Yahoo Finance",
}


def spoken_name(broker: str) -> str:
    """E*TRADE of etrade, Interactive Brokers of interactive_brokers."""
    return _SPOKEN.get(broker) or broker.replace("_", " ").title()


# What to export when a history of transactions does not tell what is held.
USUAL_EXPORT = (
    'Export "Positions", "Holdings" or "Portfolio" from your broker instead of "Activity", '
    '"History" or "Transactions".'
)
EXPORT_INSTEAD = {
    "robinhood": "Robinhood exports no positions. Download the report of your account from its "
    "first day on, or enter the holdings by hand.",
    "ghostfolio": "Export all activities from the first one on, or enter the holdings by hand.",
}


def find_broker(titles: Iterable[str]) -> tuple[str | None, str | None]:
    """Name and usual currency of the broker whose telling titles are all there."""
    keys = frozenset(map(key, titles))
    for name, currency, telling in BROKERS:
        if telling <= keys:
            return name, currency
    return None, None
