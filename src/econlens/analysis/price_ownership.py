"""Which of the known prices are those of what is held, and whether they are enough to speak of.

A symbol is no name: a sample's invented prices, or those of a listed share, may go by the symbol of
something else that is held.
"""

from collections.abc import Mapping, Sequence
from math import isclose

import numpy as np
import numpy.typing as npt

from econlens.analysis.positions import Positions
from econlens.analysis.report import PriceCoverage
from econlens.analysis.wording import names, percent
from econlens.domain.assets import AssetType
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries, PriceSource

Places = npt.NDArray[np.intp]

# Of all but cash, which has no price: below half, a figure from prices would be one by asset class
# under another name.
LEAST_COVERED = 0.5
HOW_TO_HAVE_PRICES = (
    "To have them, run “econlens prices refresh” or “econlens prices import FILE”; with a file on "
    "the command line, add “--prices FILE”."
)
# What quotes shares and funds, among them some whose ticker is that of a coin.
_LISTED = frozenset({PriceSource.YAHOO, PriceSource.TIINGO, PriceSource.STOOQ})


def own_prices(
    holdings: Sequence[Holding], prices: Mapping[str, PriceSeries]
) -> tuple[dict[str, PriceSeries], tuple[str, ...]]:
    """The series that belong to these holdings, by symbol, and notes on those that do not.

    An invented series belongs to the sample's holding, which is told by its price, the last of the
    series. A series from a service belongs to no coin. Where several holdings have one symbol, it
    must belong to all of them.
    """
    foreign: dict[str, PriceSource] = {}
    for holding in holdings:
        one = prices.get(holding.symbol)
        if one is not None and not _belongs(one, holding):
            foreign[holding.symbol] = one.source
    own = {symbol: one for symbol, one in prices.items() if symbol not in foreign}
    invented = sorted(key for key, source in foreign.items() if source is PriceSource.SYNTHETIC)
    listed = sorted(foreign.keys() - set(invented))
    notes = []
    if invented:
        notes.append(
            f"The SYNTHETIC prices of {names(invented)} are made up for the sample portfolios and "
            "are not used here."
        )
    if listed:
        notes.append(
            f"The fetched prices of {names(listed)} are those of a listed share or fund and not of "
            "the coin, so they are not used; prices from a file would be."
        )
    return own, tuple(notes)


def _belongs(one: PriceSeries, holding: Holding) -> bool:
    if one.source is PriceSource.SYNTHETIC:
        return (
            holding.price is not None
            and bool(one.closes)
            and isclose(float(holding.price), one.closes[-1], rel_tol=1e-9)
        )
    return not (holding.asset_type is AssetType.CRYPTO and one.source in _LISTED)


def price_coverage(positions: Positions, places: Places) -> PriceCoverage:
    """What the positions at those places, (k,), which have prices, amount to."""
    is_cash = positions.of_profiles([one.classification.is_cash for one in positions.profiles])
    counted = positions.weights * (1 - is_cash)
    covered, whole = float(positions.weights[places].sum()), float(counted.sum())
    # Weights that are equal on paper are no more than that in a float.
    is_enough = covered > 0 and float(counted[places].sum()) >= LEAST_COVERED * whole - 1e-9
    return PriceCoverage(
        covered=min(covered, 1.0),
        least=LEAST_COVERED,
        is_enough=is_enough,
        text=_told(covered, whole, is_enough=is_enough),
        how="" if is_enough or whole <= 0 else HOW_TO_HAVE_PRICES,
    )


def _told(covered: float, whole: float, *, is_enough: bool) -> str:
    if is_enough:
        return f"{percent(covered)} of the value has prices."
    if whole <= 0:
        return "Nothing is held that has a market price."
    if covered <= 0:
        return "There are no figures from prices, since none can be used."
    return (
        f"There are no figures from prices, since these cover {percent(covered)} of the value; it "
        f"takes {percent(LEAST_COVERED)} of what is not cash."
    )
