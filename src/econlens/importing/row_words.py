"""The words in cells that say what a row is: money, a total, pending; and what marks mean."""

from econlens.domain.assets import AssetType
from econlens.importing.markets import CURRENCIES
from econlens.importing.words import keys

CASH_WORDS = frozenset(
    keys(
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
        *(
            "accrued interest",
            "margin balance",
            "margin debit",
            "margin loan",
            "debit balance",
            "margin credit",
        ),
        *("saldo", "solde", "tagesgeld", "geldkonto", "cash account", "saldo liquido"),
        *(f"cash {code}" for code in CURRENCIES),
        *(f"cash in {code}" for code in CURRENCIES),
    )
)
CASH_STARTS = keys("cash & cash fund", "cash & cash investments", "cash & sweep", "cash und cash")
CASH_TYPES = frozenset(
    keys(
        *("cash", "cash and money market", "cash & money market", "money market", "currency"),
        *("money market fund", "money market funds", "cash equivalents", "cash & equivalents"),
        *("cash and equivalents", "sweep", "forex", "cash and cash equivalents"),
        *("geldmarkt", "bargeld", "liquidités", "contanten", "liquidità", "efectivo"),
    )
)
CASH_NAMES = ("money market", "cash reserves", "held in money", "money mkt", "sweep")

TOTAL_WORDS = frozenset(
    keys(
        *("total", "totals", "account total", "positions total", "grand total", "overall totals"),
        *("subtotal", "subtotals", "sub total", "portfolio total", "total value"),
        *("total account value", "total portfolio", "total portfolio value", "total holdings"),
        *("summe", "gesamt", "gesamtsumme", "gesamtdepotwert", "depotwert", "gesamtwert"),
        *("zwischensumme", "totaal", "subtotaal", "somme", "sous-total", "total général"),
        *("totale", "subtotale", "suma", "total general", "total cartera", "total portefeuille"),
        *("totale portafoglio", "totaal portefeuille", "depotvolumen", "total depot"),
    )
)
TOTAL_STARTS = ("total ", "totals ", "subtotal", "gesamt", "summe ", "totaal ", "totale ")

PENDING_WORDS = frozenset(
    keys("pending activity", "pending", "unsettled", "unsettled activity", "pending transactions")
)
SELL_WORDS = frozenset(
    keys(
        *("sell", "sold", "sale", "withdrawal", "sell short", "verkauf", "auszahlung", "vente"),
        *("retrait", "verkoop", "opname", "vendita", "prelievo", "venta", "retirada"),
    )
)
AS_OF_WORDS = (
    *("as of", "as at", "downloaded", "generated", "stand", "period", "statement"),
    *("exported", "au ", "vom ", "per ", "al ", "op ", "date", "datum", "fecha", "data", " on "),
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
    AssetType.STOCK: keys(
        *("stock", "stocks", "equity", "equities", "common stock", "share", "shares", "adr"),
        *("aktie", "aktien", "action", "actions", "aandeel", "aandelen", "azione", "azioni"),
        *("acción", "acciones", "preferred stock", "us equity", "international equity"),
    ),
    AssetType.ETF: keys(
        *("etf", "etfs", "etfs & closed end funds", "exchange traded fund", "etn", "etp"),
        *("exchange traded funds", "closed end fund", "tracker", "trackers", "closed end funds"),
    ),
    AssetType.MUTUAL_FUND: keys(
        *("mutual fund", "mutual funds", "fund", "funds", "fonds", "investmentfonds", "fondo"),
        *("fondi", "fondos", "index fund", "open end fund", "opcvm", "sicav", "beleggingsfonds"),
    ),
    AssetType.BOND: keys(
        *("bond", "bonds", "fixed income", "treasury", "treasuries", "corporate bond", "cd"),
        *("government bond", "municipal bond", "anleihe", "anleihen", "rente", "renten"),
        *("obligation", "obligations", "obligatie", "obligaties", "obbligazione"),
        *("obbligazioni", "bono", "bonos", "us treasury", "fixed-income"),
    ),
    AssetType.REIT: keys("reit", "reits", "real estate investment trust"),
    AssetType.COMMODITY: keys("commodity", "commodities", "precious metals", "rohstoff", "gold"),
    AssetType.CASH: tuple(CASH_TYPES),
    AssetType.CRYPTO: keys("crypto", "cryptocurrency", "cryptocurrencies", "krypto", "coin"),
    AssetType.OPTION: keys(
        *("option", "options", "equity and index options", "equity option", "optionen"),
        *("put", "call", "opzione", "opción", "warrant", "warrants", "optionsschein"),
    ),
    AssetType.OTHER: keys("other", "others", "sonstige", "autre", "autres", "overig", "altro"),
}
ASSET_TYPES = {word: kind for kind, words in TYPE_WORDS.items() for word in words}
