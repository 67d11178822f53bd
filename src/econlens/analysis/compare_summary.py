"""A comparison in plain sentences."""

from collections.abc import Sequence
from datetime import date

from econlens.analysis.compare_report import PairFigures, PortfolioFigures
from econlens.analysis.portfolio_returns import LEAST_OBSERVATIONS
from econlens.analysis.proxy_series import DAYS_A_YEAR, END
from econlens.analysis.wording import names, percent

# Above these, two portfolios are called alike.
ALIKE_CORRELATION, ALIKE_OVERLAP = 0.95, 0.5


def summarise(figures: Sequence[PortfolioFigures], pairs: Sequence[PairFigures]) -> tuple[str, ...]:
    """What stands out: risk, return for risk, deepest fall, likeness."""
    return (
        *_risk(figures),
        *_return_for_risk(figures),
        *_deepest_fall(figures),
        *_spread(figures),
        *_likeness(figures, pairs),
    )


def _risk(figures: Sequence[PortfolioFigures]) -> list[str]:
    known = [
        (one.annual_volatility, one.name) for one in figures if one.annual_volatility is not None
    ]
    if len(known) < 2:
        return []
    (low, calm), (high, wild) = min(known), max(known)
    if high - low < 0.001:
        return ["All of them moved about as much."]
    return [
        f"{wild} moved the most, by {percent(high)} a year, {calm} the least, by {percent(low)}."
    ]


def _return_for_risk(figures: Sequence[PortfolioFigures]) -> list[str]:
    known = [(one.sharpe, one) for one in figures if one.sharpe is not None]
    if len(known) < 2:
        return []
    sharpe, best = max(known, key=lambda pair: pair[0])
    return [
        f"{best.name} had the highest return for its risk: {percent(best.annual_return or 0)} a "
        f"year at a Sharpe ratio of {sharpe:.2f}."
    ]


def _deepest_fall(figures: Sequence[PortfolioFigures]) -> list[str]:
    worst = max(figures, key=lambda one: one.max_drawdown.depth)
    fall = worst.max_drawdown
    if fall.depth == 0:
        return []
    ended = f"was made good by {fall.recovered}" if fall.recovered else "has not been made good"
    return [
        f"The deepest fall was that of {worst.name}: {percent(fall.depth)} from {fall.peak} to "
        f"{fall.trough}; it {ended}."
    ]


def _spread(figures: Sequence[PortfolioFigures]) -> list[str]:
    known = [(one.risk_removed, one.name) for one in figures if one.risk_removed is not None]
    if len(known) < 2:
        return []
    most, name = max(known)
    return [f"Diversification takes away most in {name}: {percent(most)} of its holdings' risk."]


def _likeness(figures: Sequence[PortfolioFigures], pairs: Sequence[PairFigures]) -> list[str]:
    known = [(one.correlation, one) for one in pairs if one.correlation is not None]
    if not known:
        return []
    correlation, pair = max(known, key=lambda one: one[0])
    both = f"{figures[pair.first].name} and {figures[pair.second].name}"
    shared = percent(pair.overlap_looked_through)
    if correlation > ALIKE_CORRELATION and pair.overlap_looked_through > ALIKE_OVERLAP:
        return [
            f"{both} are much alike: correlation {correlation:.2f}, and {shared} of their make-up "
            "is the same. Holding both spreads little."
        ]
    return [
        f"The most alike are {both}: correlation {correlation:.2f}, and {shared} of their make-up "
        "is the same."
    ]


def window_notes(days: Sequence[date]) -> tuple[str, ...]:
    """What the window itself does to the figures."""
    notes = []
    if len(days) <= DAYS_A_YEAR:
        notes.append(
            f"The window is shorter than a year: returns and volatilities a year are projected "
            f"from {len(days) - 1} days, and say little."
        )
    if days[-1] > END:
        notes.append(
            f"What has no prices, the market that beta is measured by and the interest on cash "
            f"follow SYNTHETIC series; after {END} these only go on as in calm times."
        )
    return tuple(notes)


def comparison_notes(figures: Sequence[PortfolioFigures]) -> tuple[str, ...]:
    """What a reader must know to judge the figures."""
    notes = [
        "Every portfolio is held at today's weights for the whole window, as if rebalanced every "
        "day; costs are not in it."
    ]
    proxied = [one for one in figures if one.priced_share < 0.9995]
    if proxied:
        shares = ", ".join(f"{one.name} {percent(1 - one.priced_share)}" for one in proxied)
        notes.append(
            f"SYNTHETIC series of asset classes stand for holdings without prices ({shares}): "
            "generated from assumed volatilities, with the totals of the 2008, 2020 and 2022 "
            "falls; what a single security does for itself is invented too, and comes to nothing "
            "in the end. They show how portfolios differ, not what they earned."
        )
    if len({one.currency for one in figures}) > 1:
        notes.append("The currencies differ; exchange rates are not in the returns.")
    return tuple(notes)


def unused_notes(split: Sequence[str], bad: Sequence[str], apart: Sequence[str]) -> tuple[str, ...]:
    """Symbols whose prices are not used, and why."""
    notes = []
    if split:
        notes.append(
            f"The prices of {names(list(split))} jump like a split they were not adjusted for. A "
            "proxy stands for them; bring adjusted closes."
        )
    if bad:
        notes.append(
            f"The prices of {names(list(bad))} could not be used: too few, not in order, or not "
            "above zero. A proxy stands for them."
        )
    if apart:
        notes.append(
            f"The prices of {names(list(apart))} share fewer than {LEAST_OBSERVATIONS} days with "
            "those of larger holdings or with the proxies. A proxy stands for them."
        )
    return tuple(notes)
