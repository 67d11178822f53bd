"""What a line of a transaction file does to a holding, by the words of its type column."""

import re
from enum import Enum
from functools import lru_cache

from econlens.importing.words import key, keys


class Activity(Enum):
    """REINVEST buys, if the line has a quantity. MONEY moves money only, whatever the quantity."""

    BUY = "buy"
    SELL = "sell"
    REINVEST = "reinvest"
    SPLIT = "split"
    SPLIT_AWAY = "split away"
    MONEY = "money"
    TRANSFER = "transfer"
    OPTION = "option"


# Whole cells, where a single word of them would mislead.
_CELLS: dict[str, Activity] = {
    **dict.fromkeys(keys("open position", "position opened", "achat comptant"), Activity.BUY),
    **dict.fromkeys(keys("position closed", "close position"), Activity.SELL),
    **dict.fromkeys(keys("stock split close"), Activity.SPLIT_AWAY),
    **dict.fromkeys(keys("spl"), Activity.SPLIT),
    **dict.fromkeys(
        keys(
            *("bto", "sto", "btc", "stc", "oexp", "oasgn", "oexcs", "buy to open", "sell to open"),
            *("buy to close", "sell to close"),
        ),
        Activity.OPTION,
    ),
    **dict.fromkeys(keys("acati", "acato", "spr", "mrgs", "rec"), Activity.TRANSFER),
    **dict.fromkeys(keys("cdiv", "ach", "dtax", "gold", "itrf", "dfee", "afee"), Activity.MONEY),
}
# Single words anywhere in the cell; the first kind that has one of them wins.
_WORDS: tuple[tuple[Activity, str], ...] = (
    (
        Activity.OPTION,
        "option options optionen put call warrant cfd expired expiration assigned assignment "
        "exercise exercised short",
    ),
    (
        Activity.TRANSFER,
        "transfer transfers journal journaled acats acat merger spinoff spin conversion cancel "
        "cancelled canceled correction exchange rollover reverse receive received send deliver "
        "delivered airdrop übertrag einlieferung auslieferung einbuchung ausbuchung fusion "
        "transfert overboeking trasferimento traspaso",
    ),
    (Activity.SPLIT, "split splits aktiensplit splitsing frazionamento"),
    (Activity.REINVEST, "reinvest reinvested reinvestment drip wiederanlage herbelegging"),
    (
        Activity.SELL,
        "sell sold sale redemption verkauf verkaufen vente verkoop vendita venta vender",
    ),
    (
        Activity.BUY,
        "buy bought purchase savingsplan stockperk kauf kaufen sparplan sparplanausführung achat "
        "koop aankoop acquisto compra comprar",
    ),
    (
        Activity.MONEY,
        "dividend dividends distribution interest fee fees tax withholding cash deposit withdrawal "
        "ach wire adjustment subscription charge card payment income div liability item "
        "dividende dividenden ausschüttung zinsen gebühr gebühren kosten steuer steuern "
        "einzahlung auszahlung intérêts frais dépôt retrait rente storting opname dividendo "
        "interessi deposito prelievo intereses ingreso retirada",
    ),
)
TRADES = frozenset({Activity.BUY, Activity.SELL})
_KINDS = tuple((kind, frozenset(words.split())) for kind, words in _WORDS)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_CELL = 80


def activity(cell: str) -> Activity | None:
    """None where the cell says nothing that we know."""
    return _activity(cell[:_LONGEST_CELL])


@lru_cache(maxsize=1_000)
def _activity(cell: str) -> Activity | None:
    if found := _CELLS.get(key(cell)):
        return found
    words = frozenset(_WORD.findall(cell.casefold()))
    return next((kind for kind, known in _KINDS if words & known), None)
