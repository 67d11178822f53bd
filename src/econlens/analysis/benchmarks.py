"""What broad funds and the world market are made of, approximately.

Index make-ups at the end of 2024, rounded to whole per cent from public fact sheets of the large
US, developed ex-US and emerging-market indices. They drift: treat every figure as approximate.
"""

from enum import StrEnum

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.domain.assets import Region, Sector

MAKE_UP_DATE = "end of 2024"

NOT_EQUITY = "not_equity"
UNCLASSIFIED = "unclassified"
SECTOR_KEYS = (*Sector, NOT_EQUITY, UNCLASSIFIED)
SECTOR_INDEX = {key: index for index, key in enumerate(SECTOR_KEYS)}
SECTOR_COUNT = len(Sector)

# The first three are places; "global" is what belongs to no single country (cash, gold, crypto).
REGION_KEYS = (
    Region.US,
    Region.DEVELOPED_INTERNATIONAL,
    Region.EMERGING_MARKETS,
    Region.GLOBAL,
    UNCLASSIFIED,
)
REGION_INDEX = {key: index for index, key in enumerate(REGION_KEYS)}
PLACE_COUNT = 3

# Shares of us, developed ex-US and emerging markets.
WORLD_EQUITY = (0.64, 0.25, 0.11)
EX_US_EQUITY = (0.0, 0.70, 0.30)
WORLD_BONDS = (0.45, 0.45, 0.10)
EX_US_BONDS = (0.0, 0.90, 0.10)

# A balanced or target-date fund of which only the name is known.
BALANCED_EQUITY_SHARE = 0.60


class Market(StrEnum):
    """The equity markets whose sector make-up is known."""

    US_LARGE = "us_large"
    US_SMALL_AND_MID = "us_small_and_mid"
    DEVELOPED_EX_US = "developed_ex_us"
    EMERGING = "emerging"


# Per cent, in the order of Sector: communication services, consumer discretionary and staples,
# energy, financials, health care, industrials, information technology, materials, real estate,
# utilities.
SECTOR_MAKE_UP_PERCENT = {
    Market.US_LARGE: (9, 11, 6, 3, 14, 10, 8, 33, 2, 2, 2),
    Market.US_SMALL_AND_MID: (2, 13, 4, 5, 18, 12, 19, 13, 5, 7, 2),
    Market.DEVELOPED_EX_US: (5, 11, 8, 4, 22, 12, 18, 9, 6, 2, 3),
    Market.EMERGING: (9, 13, 5, 4, 24, 3, 7, 24, 6, 2, 3),
}
PLACE_MARKETS = (Market.US_LARGE, Market.DEVELOPED_EX_US, Market.EMERGING)


def sector_make_up(market: Market) -> FloatArray:
    """Approximate sector weights of a market: array (11,) in the order of Sector, summing to 1."""
    return np.array(SECTOR_MAKE_UP_PERCENT[market], dtype=np.float64) / 100


def world_cells() -> FloatArray:
    """The world equity market by place and sector: array (3, 11) summing to 1, approximate."""
    places = np.array(WORLD_EQUITY)[:, None]
    return np.asarray(places * np.stack([sector_make_up(market) for market in PLACE_MARKETS]))
