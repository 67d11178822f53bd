"""The shapes of econlens.analysis.report on the wire, field by field."""

from datetime import date
from decimal import Decimal

from econlens.analysis.report import Basis, Level, Unit
from econlens.api.schemas import Response
from econlens.domain.assets import ClassificationSource
from econlens.domain.issues import Severity
from econlens.domain.prices import PriceSource
from econlens.domain.user import RiskTolerance


class BandResponse(Response):
    moderate_above: float
    high_above: float


class MeasureResponse(Response):
    value: float | None
    unit: Unit
    basis: Basis
    explanation: str
    level: Level | None
    band: BandResponse | None
    covered: float


class ExposureResponse(Response):
    key: str
    label: str
    weight: float
    value: Decimal


class ExposuresResponse(Response):
    asset_types: list[ExposureResponse]
    categories: list[ExposureResponse]
    sectors: list[ExposureResponse]
    regions: list[ExposureResponse]


class PositionRiskResponse(Response):
    symbol: str
    name: str
    weight: float
    annual_volatility: float
    contribution: float
    share_of_risk: float
    flagged: bool
    priced_volatility: float | None


class ConcentrationResponse(Response):
    hhi: MeasureResponse
    effective_holdings: MeasureResponse
    hhi_looked_through: MeasureResponse
    effective_holdings_looked_through: MeasureResponse
    doj_ftc_level: Level
    largest_position: MeasureResponse


class DiversificationResponse(Response):
    largest_sector: MeasureResponse
    sector_distance: MeasureResponse
    home_bias: MeasureResponse
    asset_type_evenness: MeasureResponse
    category_evenness: MeasureResponse
    region_evenness: MeasureResponse
    bond_share: MeasureResponse
    high_yield_share: MeasureResponse
    illiquid_share: MeasureResponse
    market_overlap: MeasureResponse
    active_share: MeasureResponse


class PriceCoverageResponse(Response):
    """Figures from prices are given where these cover at least `least` of what is not cash; text
    says how many have them, how what the owner can do to have more."""

    covered: float
    least: float
    is_enough: bool
    text: str
    how: str


class PriceRiskResponse(Response):
    """From prices where there are any, from asset classes for the rest; covered is their share."""

    start: date
    end: date
    observations: int
    sources: list[PriceSource]
    covered: float
    shrinkage: float
    annual_volatility: MeasureResponse
    diversification_ratio: MeasureResponse
    value_at_risk: MeasureResponse
    conditional_value_at_risk: MeasureResponse
    max_drawdown: MeasureResponse


class RiskEstimateResponse(Response):
    """From asset classes; value at risk is for one month at 95 %, losses are positive."""

    annual_volatility: MeasureResponse
    diversification_ratio: MeasureResponse
    value_at_risk: MeasureResponse
    conditional_value_at_risk: MeasureResponse
    max_drawdown: MeasureResponse
    positions: list[PositionRiskResponse]
    price_coverage: PriceCoverageResponse
    from_prices: PriceRiskResponse | None


class CostResponse(Response):
    expense_ratio: MeasureResponse
    annual_cost: MeasureResponse
    dividend_yield: MeasureResponse
    annual_income: MeasureResponse


class ScorePartResponse(Response):
    key: str
    label: str
    points: float
    max_points: float
    explanation: str


class ScoreResponse(Response):
    value: float
    level: Level
    parts: list[ScorePartResponse]
    risk_tolerance: RiskTolerance
    limit: float
    within_limit: bool
    summary: str


class RiskWarningResponse(Response):
    code: str
    severity: Severity
    message: str
    suggestion: str
    value: float
    threshold: float
    symbols: list[str]


class ClassificationShareResponse(Response):
    source: ClassificationSource
    weight: float
    symbols: list[str]


class ThresholdsResponse(Response):
    hhi: BandResponse
    largest_position: BandResponse
    sector: BandResponse
    home_bias: BandResponse
    illiquid: BandResponse
    high_yield: BandResponse
    risk_share_over_weight: float


class AnalysisResponse(Response):
    currency: str
    total_value: Decimal
    holding_count: int
    score: ScoreResponse
    concentration: ConcentrationResponse
    diversification: DiversificationResponse
    risk: RiskEstimateResponse
    cost: CostResponse
    exposures: ExposuresResponse
    warnings: list[RiskWarningResponse]
    classification: list[ClassificationShareResponse]
    thresholds: ThresholdsResponse
    notes: list[str]
