"""Leave word of which symbols need prices, for the function that reaches no database."""

from datetime import date

from econlens.domain.price_keys import WANTED
from econlens.domain.price_rules import last_business_day
from econlens.domain.prices import PriceSource
from econlens.importing.price_json import symbols_to_json
from econlens.ports import ObjectStore
from econlens.price_ports import Prices


def publish_wanted_prices(prices: Prices, objects: ObjectStore, today: date) -> int:
    """How many: what is held, unless its prices are new enough or a file's."""
    newest = last_business_day(today)
    with prices() as store:
        held = store.list_held_symbols()
        done = {
            one.symbol
            for one in store.list_ranges()
            if one.source is PriceSource.FILE
            or (one.source is not PriceSource.SYNTHETIC and one.last_day >= newest)
        }
    wanted = [symbol for symbol in held if symbol not in done]
    objects.put(WANTED, symbols_to_json(wanted))
    return len(wanted)
