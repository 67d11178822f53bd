"""The figures of a risk report as labels and text, for every kind of report."""

from decimal import Decimal

from econlens.analysis.report import Measure, PositionRisk, RiskEstimate, RiskReport, Unit
from econlens.reports.wording import money, percent

_NAMED = (
    ("Volatility a year", "annual_volatility"),
    ("Loss in one month of twenty", "value_at_risk"),
    ("Mean loss in such a month", "conditional_value_at_risk"),
    ("Deepest fall", "max_drawdown"),
    ("Diversification ratio", "diversification_ratio"),
)


def risk_rows(risk: RiskEstimate) -> tuple[tuple[str, Measure, Measure | None], ...]:
    """Label, by asset class, from prices where there are any."""
    other = risk.from_prices
    return tuple(
        (label, getattr(risk, name), None if other is None else getattr(other, name))
        for label, name in _NAMED
    )


def key_rows(report: RiskReport) -> tuple[tuple[str, Measure], ...]:
    """Every figure of concentration, spread and cost."""
    concentration, spread, cost = report.concentration, report.diversification, report.cost
    return (
        ("Concentration (HHI)", concentration.hhi),
        ("HHI, funds looked through", concentration.hhi_looked_through),
        ("Effective holdings", concentration.effective_holdings),
        ("Effective, funds looked through", concentration.effective_holdings_looked_through),
        ("Largest single position", concentration.largest_position),
        ("Largest sector, of all shares", spread.largest_sector),
        ("Distance from world sectors", spread.sector_distance),
        ("In the United States", spread.home_bias),
        ("Evenness of asset types", spread.asset_type_evenness),
        ("Evenness of categories", spread.category_evenness),
        ("Evenness of regions", spread.region_evenness),
        ("Bonds", spread.bond_share),
        ("High-yield bonds", spread.high_yield_share),
        ("Hard to sell", spread.illiquid_share),
        ("Overlap with world shares", spread.market_overlap),
        ("Active share", spread.active_share),
        ("Expense ratio", cost.expense_ratio),
        ("Cost of funds", cost.annual_cost),
        ("Dividend yield", cost.dividend_yield),
        ("Income", cost.annual_income),
    )


def volatility_by_prices(position: PositionRisk) -> str:
    known = position.priced_volatility
    return "–" if known is None else percent(known)


def figure(measure: Measure, currency: str) -> str:
    if measure.value is None:
        return "unknown"
    match measure.unit:
        case Unit.FRACTION:
            return percent(measure.value)
        case Unit.FRACTION_PER_YEAR:
            return f"{measure.value * 100:.2f} % a year"
        case Unit.MONEY_PER_YEAR:
            return f"{money(Decimal(str(measure.value)), currency)} a year"
        case Unit.COUNT:
            return f"{measure.value:.1f}"
        case Unit.RATIO:
            return f"{measure.value:.2f}"


def evidence(risk: RiskEstimate) -> str:
    """What the figures from prices stand on, or why there are none."""
    prices = risk.from_prices
    if prices is None:
        return f"{risk.price_coverage.text} {risk.price_coverage.how}".strip()
    return (
        f"{prices.observations} returns from {prices.start} to {prices.end} "
        f"({', '.join(prices.sources)}). {risk.price_coverage.text}"
    )
