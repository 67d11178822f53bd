"""Give a demonstration prices to measure: invented, and labelled so wherever they are used."""

from collections.abc import Sequence

from econlens.domain.holding import Holding
from econlens.price_ports import Prices


def load_synthetic_prices(prices: Prices, holdings: Sequence[Holding]) -> tuple[str, ...]:
    """The symbols that have got a synthetic series: those without any prices. Real ones stay."""
    with prices() as store:
        known = {one.symbol for one in store.list_ranges()}
        missing = [holding for holding in holdings if holding.symbol not in known]
        if not missing:
            return ()
        from econlens.analysis.synthetic_prices import synthetic_prices

        invented = synthetic_prices(missing)
        store.replace_prices(invented)
    return tuple(invented)
