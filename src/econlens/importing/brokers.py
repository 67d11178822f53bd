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
        ("robinhood", "USD", ("Activity Date", "Instrument", "Trans Code")),
    )
)


def find_broker(titles: Iterable[str]) -> tuple[str | None, str | None]:
    """Name and usual currency of the broker whose telling titles are all there."""
    keys = frozenset(map(key, titles))
    for name, currency, telling in BROKERS:
        if telling <= keys:
            return name, currency
    return None, None
