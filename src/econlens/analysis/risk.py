"""assess: holdings in, risk report out. The one entry to the analysis of what is held today."""

from collections.abc import Sequence
from decimal import Decimal

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.benchmarks import MAKE_UP_DATE
from econlens.analysis.classification import Hint
from econlens.analysis.concentration import assess_concentration
from econlens.analysis.costs import assess_cost
from econlens.analysis.covariance import (
    FactorModel,
    diversification_ratio,
    factor_model,
    portfolio_volatility,
    risk_contributions,
)
from econlens.analysis.diversification import assess_diversification
from econlens.analysis.exposures import gather_exposures
from econlens.analysis.positions import Positions, gather_positions
from econlens.analysis.report import (
    Basis,
    ClassificationShare,
    Measure,
    PositionRisk,
    RiskEstimate,
    RiskReport,
    Unit,
)
from econlens.analysis.risk_warnings import find_warnings
from econlens.analysis.score import score_portfolio
from econlens.analysis.wording import percent
from econlens.domain.assets import ClassificationSource
from econlens.domain.holding import Holding
from econlens.domain.thresholds import Thresholds
from econlens.domain.user import RiskTolerance

DEFAULT_THRESHOLDS = Thresholds()


def assess(
    holdings: Sequence[Holding],
    *,
    currency: str,
    risk_tolerance: RiskTolerance = RiskTolerance.MODERATE,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> RiskReport:
    """Everything that can be said of the holdings from their values and classes alone.

    Defined for every input: no holdings, one, all cash, shorts, a total of zero or less. What
    cannot be computed is None with a sentence; nothing in the answer is NaN or infinite. The order
    of holdings does not matter. Raises ValueError for a market value that is not a finite number.
    """
    positions = gather_positions(holdings)
    concentration = assess_concentration(positions, thresholds)
    diversification = assess_diversification(positions, thresholds)
    risk = _estimate_risk(positions, thresholds)
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
        notes=_notes(positions),
    )


def risk_score(holdings: Sequence[Holding]) -> float:
    """The score that `assess` gives, without all else that it says."""
    positions = gather_positions(holdings)
    volatility = _annual_volatility(positions, factor_model(positions))
    return score_portfolio(positions, volatility, RiskTolerance.MODERATE).value


def _annual_volatility(positions: Positions, model: FactorModel) -> float | None:
    """None where the total value is not above zero."""
    if positions.net_total <= 0:
        return None
    return portfolio_volatility(positions.net_weights, model)


def _estimate_risk(positions: Positions, thresholds: Thresholds) -> RiskEstimate:
    model = factor_model(positions)
    weights = positions.net_weights
    volatility = _annual_volatility(positions, model)
    ratio = None if volatility is None else diversification_ratio(weights, model)
    return RiskEstimate(
        annual_volatility=_volatility_measure(volatility),
        diversification_ratio=_ratio_measure(ratio),
        positions=_position_risks(positions, model, volatility, thresholds),
    )


def _volatility_measure(volatility: float | None) -> Measure:
    return Measure(
        value=volatility,
        unit=Unit.FRACTION_PER_YEAR,
        basis=Basis.ASSET_CLASS,
        explanation=(
            "Undefined where the total value is not above zero."
            if volatility is None
            else f"In two years of three the return should lie within {percent(volatility)} of its "
            "average: an estimate from asset classes alone, without price history."
        ),
    )


def _ratio_measure(ratio: float | None) -> Measure:
    if ratio is None:
        text = "Undefined where there is no risk to spread."
    else:
        saved = percent(max(0.0, 1 - 1 / ratio))
        text = (
            f"Holding these together takes away an estimated {saved} of the volatility they have "
            "one by one; a ratio of 1 would be nothing."
        )
    return Measure(value=ratio, unit=Unit.RATIO, basis=Basis.ASSET_CLASS, explanation=text)


def _position_risks(
    positions: Positions, model: FactorModel, volatility: float | None, thresholds: Thresholds
) -> tuple[PositionRisk, ...]:
    weights = positions.net_weights
    contributions = risk_contributions(weights, model) if volatility else weights * 0.0
    shares: FloatArray = contributions / volatility if volatility else contributions
    flagged = shares > thresholds.risk_share_over_weight * abs(weights)
    rows = zip(
        positions.symbols,
        positions.names,
        weights.tolist(),
        model.volatilities().tolist(),
        contributions.tolist(),
        shares.tolist(),
        flagged.tolist(),
        strict=True,
    )
    return tuple(
        PositionRisk(
            symbol=symbol,
            name=name,
            weight=weight,
            annual_volatility=own_volatility,
            contribution=contribution,
            share_of_risk=share,
            flagged=flag,
        )
        for symbol, name, weight, own_volatility, contribution, share, flag in rows
    )


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
    notes = ["Volatility and risk shares are estimated from asset classes alone, not from prices."]
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
