"""A plain mix of categories for each risk tolerance.

Ours: broad markets by their size in the world, the share of bonds by tolerance. A test holds each
to the highest score of its tolerance. Not an optimum, and no advice.
"""

from econlens.domain.assets import Category
from econlens.domain.user import RiskTolerance

MODEL_WEIGHTS: dict[RiskTolerance, dict[Category, float]] = {
    RiskTolerance.CONSERVATIVE: {
        Category.US_LARGE_CAP: 0.12,
        Category.INTERNATIONAL_DEVELOPED: 0.06,
        Category.EMERGING_MARKETS: 0.02,
        Category.GOVERNMENT_BONDS: 0.25,
        Category.CORPORATE_BONDS: 0.10,
        Category.INFLATION_PROTECTED: 0.08,
        Category.INTERNATIONAL_BONDS: 0.07,
        Category.CASH_EQUIVALENTS: 0.30,
    },
    RiskTolerance.MODERATE: {
        Category.US_LARGE_CAP: 0.33,
        Category.US_SMALL_CAP: 0.05,
        Category.INTERNATIONAL_DEVELOPED: 0.15,
        Category.EMERGING_MARKETS: 0.07,
        Category.GOVERNMENT_BONDS: 0.20,
        Category.CORPORATE_BONDS: 0.10,
        Category.INFLATION_PROTECTED: 0.05,
        Category.CASH_EQUIVALENTS: 0.05,
    },
    RiskTolerance.AGGRESSIVE: {
        Category.US_LARGE_CAP: 0.47,
        Category.US_SMALL_CAP: 0.08,
        Category.INTERNATIONAL_DEVELOPED: 0.22,
        Category.EMERGING_MARKETS: 0.10,
        Category.REAL_ESTATE: 0.05,
        Category.GOVERNMENT_BONDS: 0.06,
        Category.CASH_EQUIVALENTS: 0.02,
    },
}
