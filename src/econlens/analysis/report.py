"""What an analysis answers: every figure with its rating, limits, origin and a plain sentence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from econlens.domain.assets import ClassificationSource
from econlens.domain.issues import Severity
from econlens.domain.prices import PriceSource
from econlens.domain.thresholds import Band, Thresholds
from econlens.domain.user import RiskTolerance


class Level(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Unit(StrEnum):
    RATIO = "ratio"
    FRACTION = "fraction"
    COUNT = "count"
    FRACTION_PER_YEAR = "fraction_per_year"
    MONEY_PER_YEAR = "money_per_year"


class Basis(StrEnum):
    """WEIGHTS: exact from the holdings. ASSET_CLASS: estimated from their classes alone. PRICES:
    estimated from prices, for the covered share; the rest from asset classes."""

    WEIGHTS = "weights"
    ASSET_CLASS = "asset_class"
    PRICES = "prices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure. value is None where it is undefined; covered is its share of the value."""

    value: float | None
    unit: Unit
    basis: Basis
    explanation: str
    level: Level | None = None
    band: Band | None = None
    covered: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The share of one class. key is an enum value of domain.assets, or "unclassified"."""

    key: str
    label: str
    weight: float
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposures:
    """Weights per class, largest first, each list summing to 1.

    Funds are looked through where their make-up is known (a total-market fund has many sectors).
    """

    asset_types: tuple[Exposure, ...]
    categories: tuple[Exposure, ...]
    sectors: tuple[Exposure, ...]
    regions: tuple[Exposure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRisk:
    """One holding's share of value and of risk. contribution is in volatility (fraction a year).

    priced_volatility is that of its own prices, None without enough of them.
    """

    symbol: str
    name: str
    weight: float
    annual_volatility: float
    contribution: float
    share_of_risk: float
    flagged: bool
    priced_volatility: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    hhi: Measure
    effective_holdings: Measure
    hhi_looked_through: Measure
    effective_holdings_looked_through: Measure
    doj_ftc_level: Level
    largest_position: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversification:
    largest_sector: Measure
    sector_distance: Measure
    home_bias: Measure
    asset_type_evenness: Measure
    category_evenness: Measure
    region_evenness: Measure
    bond_share: Measure
    high_yield_share: Measure
    illiquid_share: Measure
    market_overlap: Measure
    active_share: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCoverage:
    """covered: the share of value that has prices. Where that is less than `least` of what is not
    cash, figures from prices are not given; text says so, and how what the owner can do."""

    covered: float
    least: float
    is_enough: bool
    text: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRisk:
    """The same figures from prices where there are any, from asset classes for the rest.

    observations: common returns of what is priced, from start to end. covered: its share of value.
    shrinkage: from 0, the sample's correlations, to 1, one correlation for all. max_drawdown is
    that of the priced part.
    """

    start: date
    end: date
    observations: int
    sources: tuple[PriceSource, ...]
    covered: float
    shrinkage: float
    annual_volatility: Measure
    diversification_ratio: Measure
    value_at_risk: Measure
    conditional_value_at_risk: Measure
    max_drawdown: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskEstimate:
    """From asset classes alone, which is what the score counts; from_prices stands beside it.

    Losses are positive. value_at_risk and conditional_value_at_risk: one month, 95 %.
    """

    annual_volatility: Measure
    diversification_ratio: Measure
    value_at_risk: Measure
    conditional_value_at_risk: Measure
    max_drawdown: Measure
    positions: tuple[PositionRisk, ...]
    price_coverage: PriceCoverage
    from_prices: PriceRisk | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    expense_ratio: Measure
    annual_cost: Measure
    dividend_yield: Measure
    annual_income: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """points are added to the score; max_points bounds them. explanation says what lowers them."""

    key: str
    label: str
    points: float
    max_points: float
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """1 (calm) to 10 (wild): the sum of the parts, bounded to that range.

    limit is the highest score that suits the user's risk tolerance.
    """

    value: float
    level: Level
    parts: tuple[ScorePart, ...]
    risk_tolerance: RiskTolerance
    limit: float
    within_limit: bool
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskWarning:
    code: str
    severity: Severity
    message: str
    suggestion: str
    value: float
    threshold: float
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassificationShare:
    source: ClassificationSource
    weight: float
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskReport:
    currency: str
    total_value: Decimal
    holding_count: int
    score: Score
    concentration: Concentration
    diversification: Diversification
    risk: RiskEstimate
    cost: Cost
    exposures: Exposures
    warnings: tuple[RiskWarning, ...]
    classification: tuple[ClassificationShare, ...]
    thresholds: Thresholds
    notes: tuple[str, ...]
