"""assess: holdings in, risk report out. The one entry to the analysis of what is held today."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from econlens.analysis.benchmarks import MAKE_UP_DATE
from econlens.analysis.classification import Hint
from econlens.analysis.concentration import assess_concentration
from econlens.analysis.costs import assess_cost
from econlens.analysis.covariance import factor_model
from econlens.analysis.diversification import assess_diversification
from econlens.analysis.exposures import gather_exposures
from econlens.analysis.positions import Positions, gather_positions
from econlens.analysis.price_ownership import own_prices
from econlens.analysis.report import ClassificationShare, RiskReport
from econlens.analysis.risk_estimate import annual_volatility, estimate_risk
from econlens.analysis.risk_warnings import find_warnings
from econlens.analysis.score import score_portfolio
from econlens.domain.assets import ClassificationSource
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries
from econlens.domain.thresholds import Thresholds
from econlens.domain.user import RiskTolerance

DEFAULT_THRESHOLDS = Thresholds()
NO_PRICES: Mapping[str, PriceSeries] = {}


def assess(
    holdings: Sequence[Holding],
    *,
    currency: str,
    risk_tolerance: RiskTolerance = RiskTolerance.MODERATE,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    prices: Mapping[str, PriceSeries] = NO_PRICES,
) -> RiskReport:
    """Everything that can be said of the holdings from their values, classes and prices.

    Prices add figures beside those from asset classes; they change none, and not the score.
    Defined for every input: no holdings, one, all cash, shorts, a total of zero or less. What
    cannot be computed is None with a sentence; nothing in the answer is NaN or infinite. The order
    of holdings does not matter. Raises ValueError for a market value that is not a finite number.
    """
    positions = gather_positions(holdings)
    concentration = assess_concentration(positions, thresholds)
    diversification = assess_diversification(positions, thresholds)
    own, foreign_notes = own_prices(holdings, prices)
    risk, price_notes = estimate_risk(positions, thresholds, own)
    score = score_portfolio(positions, risk.annual_volatility.value, risk_tolerance)
    return RiskReport(
        currency=currency,
        total_value=sum((holding.market_value for holding in holdings), Decimal(0)),
        holding_count=len(holdings),
        score=score,
        concentration=concentration,
        diversification=diversification,
        risk=risk,
        cost=assess_cost(holdings, currency),
        exposures=gather_exposures(positions),
        warnings=find_warnings(
            positions, concentration, diversification, risk.positions, score, thresholds
        ),
        classification=_classification_shares(holdings),
        thresholds=thresholds,
        notes=(*_notes(positions), *foreign_notes, *price_notes),
    )


def risk_score(holdings: Sequence[Holding]) -> float:
    """The score that `assess` gives, without all else that it says."""
    positions = gather_positions(holdings)
    volatility = annual_volatility(positions, factor_model(positions))
    return score_portfolio(positions, volatility, RiskTolerance.MODERATE).value


def _classification_shares(holdings: Sequence[Holding]) -> tuple[ClassificationShare, ...]:
    """By gross value, where the classification came from; in the order of ClassificationSource."""
    values: dict[ClassificationSource, Decimal] = {}
    symbols: dict[ClassificationSource, set[str]] = {}
    for holding in holdings:
        source = holding.classification_source
        values[source] = values.get(source, Decimal(0)) + abs(holding.market_value)
        symbols.setdefault(source, set()).add(holding.symbol)
    total = sum(values.values(), Decimal(0))
    return tuple(
        ClassificationShare(
            source=source,
            weight=float(values[source] / total) if total else 0.0,
            symbols=tuple(sorted(symbols[source])),
        )
        for source in ClassificationSource
        if source in values
    )


def _notes(positions: Positions) -> tuple[str, ...]:
    """What a reader must know to judge the figures."""
    known = [profile.classification for profile in positions.profiles]
    notes = [
        "The score and the shares of risk are estimated from asset classes alone, not from prices, "
        "so that any two portfolios can be compared."
    ]
    if any(one.is_fund for one in known):
        notes.append(
            "Funds are looked through by an approximate make-up of what they usually hold "
            f"({MAKE_UP_DATE}); two funds of one market count as two."
        )
    if positions.has_shorts:
        notes.append(
            "There are short positions: shares of the portfolio are measured against all "
            "positions without their sign, risk against the total with it."
        )
    if any(one.is_option for one in known):
        notes.append(
            "Options are counted by market value and a rough volatility, without offset against "
            "other holdings; what they control is not known."
        )
    if any(one.hint is Hint.BALANCED for one in known):
        notes.append(
            "Balanced and target-date funds are taken as 60 % shares and 40 % bonds, which their "
            "own fact sheet states better."
        )
    if any(one.is_guessed for one in known):
        notes.append("Holdings of unknown class are estimated like US shares.")
    return tuple(notes)
