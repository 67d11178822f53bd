"""The figures of a comparison, in the order in which every report shows them."""

from collections.abc import Callable

from econlens.analysis.compare_report import PortfolioFigures
from econlens.reports.wording import percent

Read = Callable[[PortfolioFigures], float | None]
Write = Callable[[float], str]


def number(value: float) -> str:
    return f"{value:.2f}"


def known(value: float | None, text: Write) -> str:
    return "unknown" if value is None else text(value)


FIGURES: tuple[tuple[str, Read, Write], ...] = (
    ("Return a year", lambda one: one.annual_return, percent),
    ("Volatility a year", lambda one: one.annual_volatility, percent),
    ("Estimated volatility", lambda one: one.estimated_volatility, percent),
    ("Deepest fall", lambda one: one.max_drawdown.depth, percent),
    ("Value at risk, one day", lambda one: one.value_at_risk, percent),
    ("Beyond it on average", lambda one: one.conditional_value_at_risk, percent),
    ("Risk that spreading removes", lambda one: one.risk_removed, percent),
    ("Known by own prices", lambda one: one.priced_share, percent),
    ("Sharpe ratio", lambda one: one.sharpe, number),
    ("Sortino ratio", lambda one: one.sortino, number),
    ("Beta to world shares", lambda one: one.beta, number),
    ("Diversification ratio", lambda one: one.diversification_ratio, number),
    ("Risk score", lambda one: one.score, number),
)
