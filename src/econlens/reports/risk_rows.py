"""The figures of estimated risk, each by asset class and from prices."""

from econlens.analysis.report import Measure, RiskEstimate

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
