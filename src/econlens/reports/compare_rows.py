"""The figures of a comparison, in the order in which every report shows them."""

from collections.abc import Callable, Sequence

from econlens.analysis.compare_report import DrawdownSpan, PortfolioFigures
from econlens.reports.wording import percent

Read = Callable[[PortfolioFigures], float | None]
Write = Callable[[float], str]


def number(value: float) -> str:
    return f"{value:.2f}"


def known(value: float | None, text: Write) -> str:
    return "unknown" if value is None else text(value)


DEEPEST_FALL = "Deepest fall"
FIGURES: tuple[tuple[str, Read, Write], ...] = (
    ("Return a year", lambda one: one.annual_return, percent),
    ("Volatility a year", lambda one: one.annual_volatility, percent),
    ("Estimated volatility", lambda one: one.estimated_volatility, percent),
    (DEEPEST_FALL, lambda one: one.max_drawdown.depth, percent),
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

MOST_NAMED = 12


def fall_rows(portfolios: Sequence[PortfolioFigures]) -> tuple[tuple[str, list[str]], ...]:
    """When the deepest fall of each began, was deepest and was made good."""
    falls = [one.max_drawdown for one in portfolios]
    return (
        ("– it began", [str(one.peak) if one.depth else "–" for one in falls]),
        ("– it was deepest", [str(one.trough) if one.depth else "–" for one in falls]),
        ("– it was made good", [_recovered(one) for one in falls]),
    )


def _recovered(fall: DrawdownSpan) -> str:
    if not fall.depth:
        return "–"
    return str(fall.recovered) if fall.recovered else "not yet"


def held_alone(one: PortfolioFigures) -> str:
    """The symbols that no other portfolio holds."""
    shown, rest = one.unique_symbols[:MOST_NAMED], len(one.unique_symbols) - MOST_NAMED
    if not shown:
        return "Nothing."
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
