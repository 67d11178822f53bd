"""What each asset class is assumed to do: volatility, correlation and how many names a fund holds.

Estimates, not forecasts. They are rounded from published capital-market assumptions (Vanguard
VCMM, J.P. Morgan 2021) and checked against realised figures; docs/methodology.md has the table.
"""

import math
from enum import StrEnum

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class AssetClass(StrEnum):
    """What moves together: finer than the product's categories where risk differs."""

    CASH = "cash"
    SHORT_TREASURY = "short_treasury"
    INTERMEDIATE_TREASURY = "intermediate_treasury"
    LONG_TREASURY = "long_treasury"
    INFLATION_PROTECTED = "inflation_protected"
    US_AGGREGATE = "us_aggregate"
    MUNICIPAL = "municipal"
    INTERNATIONAL_BONDS = "international_bonds"
    INVESTMENT_GRADE = "investment_grade"
    HIGH_YIELD = "high_yield"
    EMERGING_SOVEREIGN = "emerging_sovereign"
    US_LARGE_CAP = "us_large_cap"
    US_MID_CAP = "us_mid_cap"
    US_SMALL_CAP = "us_small_cap"
    DEVELOPED_EX_US = "developed_ex_us"
    EMERGING_MARKETS = "emerging_markets"
    US_REIT = "us_reit"
    COMMODITIES = "commodities"
    GOLD = "gold"
    CRYPTO = "crypto"


CLASS_INDEX = {asset_class: index for index, asset_class in enumerate(AssetClass)}
CLASS_COUNT = len(AssetClass)

# Fractions a year. Mid caps lie between large and small; international bonds between hedged (4) and
# unhedged (9); crypto is our rounding of Bitcoin's realised 60-80 % of 2014-2023.
CLASS_VOLATILITY = {
    AssetClass.CASH: 0.01,
    AssetClass.SHORT_TREASURY: 0.02,
    AssetClass.INTERMEDIATE_TREASURY: 0.05,
    AssetClass.LONG_TREASURY: 0.12,
    AssetClass.INFLATION_PROTECTED: 0.055,
    AssetClass.US_AGGREGATE: 0.06,
    AssetClass.MUNICIPAL: 0.05,
    AssetClass.INTERNATIONAL_BONDS: 0.07,
    AssetClass.INVESTMENT_GRADE: 0.07,
    AssetClass.HIGH_YIELD: 0.095,
    AssetClass.EMERGING_SOVEREIGN: 0.105,
    AssetClass.US_LARGE_CAP: 0.16,
    AssetClass.US_MID_CAP: 0.18,
    AssetClass.US_SMALL_CAP: 0.20,
    AssetClass.DEVELOPED_EX_US: 0.18,
    AssetClass.EMERGING_MARKETS: 0.23,
    AssetClass.US_REIT: 0.19,
    AssetClass.COMMODITIES: 0.17,
    AssetClass.GOLD: 0.16,
    AssetClass.CRYPTO: 0.70,
}

# Median of twenty large US stocks, 1990-2022: 29.3 %.
SINGLE_STOCK_VOLATILITY = 0.30
# A sector fund then has √(16² + 10²) = 18.9 %, near what sector funds have realised.
SECTOR_VOLATILITY = 0.10
# What is left of a large US stock after its class and its sector: it is diversified away.
STOCK_SPECIFIC_VOLATILITY = math.sqrt(
    SINGLE_STOCK_VOLATILITY**2
    - CLASS_VOLATILITY[AssetClass.US_LARGE_CAP] ** 2
    - SECTOR_VOLATILITY**2
)
# Issuer risk of one bond beyond its class: spread moves and default of a single name.
INVESTMENT_GRADE_ISSUER_VOLATILITY = 0.05
HIGH_YIELD_ISSUER_VOLATILITY = 0.12
# Four times a single stock: a near-the-money option moves some 4 % for each 1 % of its underlying.
OPTION_VOLATILITY = 1.20

# Lower triangle, in hundredths, in the order of AssetClass. Our own rounding; tests prove it PSD.
_CORRELATION_PERCENT = (
    (100,),
    (30, 100),
    (10, 80, 100),
    (0, 50, 85, 100),
    (0, 45, 65, 60, 100),
    (0, 65, 85, 80, 70, 100),
    (0, 45, 55, 55, 50, 65, 100),
    (0, 45, 60, 55, 60, 70, 50, 100),
    (0, 30, 50, 60, 60, 80, 65, 65, 100),
    (0, -10, -10, -10, 30, 25, 35, 35, 60, 100),
    (0, 10, 15, 20, 45, 45, 45, 50, 70, 75, 100),
    (0, -15, -20, -20, 10, 10, 15, 20, 35, 70, 60, 100),
    (0, -15, -20, -20, 10, 10, 15, 20, 35, 72, 60, 95, 100),
    (0, -20, -25, -25, 5, 10, 10, 15, 30, 70, 55, 88, 95, 100),
    (0, -15, -15, -15, 15, 15, 20, 35, 40, 72, 65, 88, 87, 80, 100),
    (0, -15, -15, -15, 20, 10, 15, 30, 40, 70, 70, 77, 77, 72, 87, 100),
    (0, 0, 5, 5, 25, 25, 30, 30, 45, 65, 55, 75, 78, 75, 70, 60, 100),
    (0, -15, -20, -20, 25, 0, 0, 15, 15, 40, 35, 40, 43, 40, 50, 50, 30, 100),
    (0, 15, 25, 20, 40, 30, 15, 30, 20, 5, 20, 0, 0, 0, 15, 20, 10, 40, 100),
    (0, -5, -5, -5, 5, 5, 5, 5, 10, 30, 25, 35, 37, 37, 33, 33, 25, 15, 10, 100),
)

# How many equal positions a typical fund of the class is worth (1 / HHI of its holdings). Reasons:
# - large caps: the S&P 500's ten biggest names make a third of it, so 500 names act like 70
# - mid and small caps: many names, none above 1 %
# - developed ex-US: biggest name near 2 %; emerging markets: one name near 8 %
# - REITs: some 150 names, the ten biggest make half
# - bond funds: hundreds of issuers; 300 is where more no longer shows
# - governments and cash: one issuer, but none whose failure one diversifies away
# - commodities: a capped basket of some twenty; gold and crypto: one thing
EFFECTIVE_COUNT = {
    AssetClass.CASH: 300.0,
    AssetClass.SHORT_TREASURY: 300.0,
    AssetClass.INTERMEDIATE_TREASURY: 300.0,
    AssetClass.LONG_TREASURY: 300.0,
    AssetClass.INFLATION_PROTECTED: 300.0,
    AssetClass.US_AGGREGATE: 300.0,
    AssetClass.MUNICIPAL: 300.0,
    AssetClass.INTERNATIONAL_BONDS: 300.0,
    AssetClass.INVESTMENT_GRADE: 300.0,
    AssetClass.HIGH_YIELD: 300.0,
    AssetClass.EMERGING_SOVEREIGN: 100.0,
    AssetClass.US_LARGE_CAP: 70.0,
    AssetClass.US_MID_CAP: 200.0,
    AssetClass.US_SMALL_CAP: 500.0,
    AssetClass.DEVELOPED_EX_US: 150.0,
    AssetClass.EMERGING_MARKETS: 70.0,
    AssetClass.US_REIT: 25.0,
    AssetClass.COMMODITIES: 10.0,
    AssetClass.GOLD: 1.0,
    AssetClass.CRYPTO: 1.0,
}
# The biggest one or two names of a sector make a fifth to a quarter of it.
SECTOR_FUND_EFFECTIVE_COUNT = 15.0
# A fund of which we know nothing: between a sector fund and a broad one.
UNKNOWN_FUND_EFFECTIVE_COUNT = 30.0


def class_correlations() -> FloatArray:
    """Correlations of yearly returns between asset classes.

    Returns an array (20, 20) in the order of AssetClass: symmetric, ones on the diagonal, positive
    semi-definite. Source: own rounding of published capital-market assumptions.
    """
    matrix = np.eye(CLASS_COUNT)
    for row, values in enumerate(_CORRELATION_PERCENT):
        matrix[row, : row + 1] = values
        matrix[: row + 1, row] = values
    return np.asarray(np.where(np.eye(CLASS_COUNT) > 0, 1.0, matrix / 100))


def class_covariance() -> FloatArray:
    """Covariance of yearly returns between asset classes: s_i · ρ_ij · s_j, array (20, 20)."""
    volatility = np.array([CLASS_VOLATILITY[asset_class] for asset_class in AssetClass])
    return np.asarray(class_correlations() * np.outer(volatility, volatility))
