"""Volatility, losses and whose they are: from asset classes alone, and beside it from prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.covariance import (
    CovarianceModel,
    FactorModel,
    diversification_ratio,
    factor_model,
    portfolio_volatility,
    risk_contributions,
)
from econlens.analysis.loss_estimates import (
    NORMAL,
    Shape,
    deepest_fall,
    month_conditional_value_at_risk,
    month_value_at_risk,
    monthly_shape,
    replayed_drawdown,
)
from econlens.analysis.positions import Positions
from econlens.analysis.price_ownership import price_coverage
from econlens.analysis.price_window import PriceWindow, choose_prices
from econlens.analysis.priced_covariance import Places, PricedModel, priced_model
from econlens.analysis.report import (
    Basis,
    Measure,
    PositionRisk,
    PriceCoverage,
    PriceRisk,
    RiskEstimate,
    Unit,
)
from econlens.analysis.shrinkage import shrink_covariance
from econlens.analysis.wording import percent
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.domain.thresholds import Thresholds

SYNTHETIC_PRICES = (
    "Some prices are SYNTHETIC: made up for demonstration, so that figures from them show how "
    "EconLens works and nothing about a market."
)
NO_VALUE = "Undefined where the total value is not above zero."


@dataclass(frozen=True, eq=False, kw_only=True)
class PricedHoldings:
    """What prices tell of positions: which places they cover, by which window, in which model."""

    window: PriceWindow
    places: Places
    columns: Places
    model: PricedModel
    intensity: float


@dataclass(frozen=True, eq=False, kw_only=True)
class PriceFinding:
    """holdings is None where no prices can be used, or too few; notes name those that are not."""

    holdings: PricedHoldings | None
    coverage: PriceCoverage
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """Where figures come from, and how a sentence says so."""

    basis: Basis
    origin: str
    covered: float = 1.0

    def measure(self, value: float | None, unit: Unit, text: str, undefined: str) -> Measure:
        return Measure(
            value=value,
            unit=unit,
            basis=self.basis,
            explanation=undefined if value is None else f"{text}: {self.origin}.",
            covered=self.covered,
        )


_BY_CLASS = _Basis(
    basis=Basis.ASSET_CLASS, origin="an estimate from asset classes alone, without price history"
)


def annual_volatility(positions: Positions, model: CovarianceModel) -> float | None:
    """None where the total value is not above zero."""
    if positions.net_total <= 0:
        return None
    return portfolio_volatility(positions.net_weights, model)


def price_holdings(
    positions: Positions,
    prices: Mapping[str, PriceSeries],
    model: FactorModel,
    importance: Sequence[str] | None = None,
) -> PriceFinding:
    """importance: symbols, those first that shall have their prices used; else by size."""
    choice = choose_prices(positions.symbols if importance is None else importance, prices)
    symbols = () if choice.window is None else choice.window.symbols
    column_of = {symbol: column for column, symbol in enumerate(symbols)}
    placed = [
        (place, column_of[symbol])
        for place, symbol in enumerate(positions.symbols)
        if symbol in column_of
    ]
    places = np.array([place for place, _ in placed], dtype=np.intp)
    coverage = price_coverage(positions, places)
    if choice.window is None or not coverage.is_enough:
        return PriceFinding(holdings=None, coverage=coverage, notes=choice.notes)
    columns = np.array([column for _, column in placed], dtype=np.intp)
    priced = _priced_holdings(choice.window, places, columns, model)
    return PriceFinding(holdings=priced, coverage=coverage, notes=choice.notes)


def _priced_holdings(
    window: PriceWindow, places: Places, columns: Places, model: FactorModel
) -> PricedHoldings:
    shrunk = shrink_covariance(window.returns)
    yearly = shrunk.covariance[np.ix_(columns, columns)] * window.periods_per_year
    return PricedHoldings(
        window=window,
        places=places,
        columns=columns,
        model=priced_model(model, places, yearly),
        intensity=shrunk.intensity,
    )


def estimate_risk(
    positions: Positions, thresholds: Thresholds, prices: Mapping[str, PriceSeries]
) -> tuple[RiskEstimate, tuple[str, ...]]:
    """The estimate, and notes on prices."""
    model = factor_model(positions)
    found = price_holdings(positions, prices, model)
    priced = found.holdings
    volatility = annual_volatility(positions, model)
    drawdown = None if volatility is None else replayed_drawdown(positions)
    estimate = RiskEstimate(
        annual_volatility=_volatility_measure(volatility, _BY_CLASS),
        diversification_ratio=_ratio_measure(_ratio(positions, model), _BY_CLASS),
        value_at_risk=_value_at_risk(volatility, NORMAL, _BY_CLASS),
        conditional_value_at_risk=_conditional(volatility, NORMAL, _BY_CLASS),
        max_drawdown=_BY_CLASS.measure(
            drawdown,
            Unit.FRACTION,
            f"If the falls of 2007–09, 2020 and 2022 came again, what is held today might lie "
            f"{percent(drawdown or 0)} below its highest value at the worst",
            NO_VALUE,
        ),
        positions=_position_risks(positions, model, volatility, thresholds, priced),
        price_coverage=found.coverage,
        from_prices=None if priced is None else _price_risk(positions, priced),
    )
    if priced is not None and PriceSource.SYNTHETIC in priced.window.sources:
        return estimate, (*found.notes, SYNTHETIC_PRICES)
    return estimate, found.notes


def _price_risk(positions: Positions, priced: PricedHoldings) -> PriceRisk:
    window = priced.window
    covered = float(positions.weights[priced.places].sum())
    basis = _price_basis(window, covered)
    volatility = annual_volatility(positions, priced.model)
    series = _priced_series(positions, priced)
    shape = NORMAL if series is None else monthly_shape(series, window.periods_per_year)
    fall = None if series is None else deepest_fall(series)
    return PriceRisk(
        start=window.start,
        end=window.end,
        observations=len(window.returns),
        sources=window.sources,
        covered=covered,
        shrinkage=priced.intensity,
        annual_volatility=_volatility_measure(volatility, basis),
        diversification_ratio=_ratio_measure(_ratio(positions, priced.model), basis),
        value_at_risk=_value_at_risk(volatility, shape, basis),
        conditional_value_at_risk=_conditional(volatility, shape, basis),
        max_drawdown=basis.measure(
            fall,
            Unit.FRACTION,
            f"At today's weights, what has prices lay {percent(fall or 0)} below its highest value "
            "at the worst of this time",
            "Undefined where what has prices is not worth more than zero.",
        ),
    )


def _price_basis(window: PriceWindow, covered: float) -> _Basis:
    rest = "" if covered > 0.9995 else f", which cover {percent(covered)}; the rest by asset class"
    return _Basis(
        basis=Basis.PRICES,
        origin=(
            f"from {len(window.returns)} returns between {window.start} and {window.end}{rest}"
        ),
        covered=min(covered, 1.0),
    )


def _priced_series(positions: Positions, priced: PricedHoldings) -> FloatArray | None:
    """(t,) of the priced part at today's weights; None where it is not worth more than zero."""
    weights = positions.net_weights[priced.places]
    total = float(weights.sum())
    if positions.net_total <= 0 or total <= 0:
        return None
    return np.asarray(priced.window.returns[:, priced.columns] @ (weights / total))


def _ratio(positions: Positions, model: CovarianceModel) -> float | None:
    if positions.net_total <= 0:
        return None
    return diversification_ratio(positions.net_weights, model)


def _volatility_measure(volatility: float | None, basis: _Basis) -> Measure:
    spread = percent(volatility or 0)
    text = f"In two years of three the return should lie within {spread} of its average"
    return basis.measure(volatility, Unit.FRACTION_PER_YEAR, text, NO_VALUE)


def _value_at_risk(volatility: float | None, shape: Shape, basis: _Basis) -> Measure:
    value = None if volatility is None else month_value_at_risk(volatility, shape)
    text = f"In one month out of twenty the loss should be more than {percent(value or 0)}"
    return basis.measure(value, Unit.FRACTION, text, NO_VALUE)


def _conditional(volatility: float | None, shape: Shape, basis: _Basis) -> Measure:
    value = None if volatility is None else month_conditional_value_at_risk(volatility, shape)
    text = (
        f"In such a month, one out of twenty, the loss should be {percent(value or 0)} on average"
    )
    return basis.measure(value, Unit.FRACTION, text, NO_VALUE)


def _ratio_measure(ratio: float | None, basis: _Basis) -> Measure:
    saved = percent(max(0.0, 1 - 1 / ratio)) if ratio else ""
    text = (
        f"Holding these together takes away an estimated {saved} of the volatility they have one "
        "by one, where a ratio of 1 would be nothing"
    )
    return basis.measure(ratio, Unit.RATIO, text, "Undefined where there is no risk to spread.")


def _position_risks(
    positions: Positions,
    model: FactorModel,
    volatility: float | None,
    thresholds: Thresholds,
    priced: PricedHoldings | None,
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
        _own_volatilities(len(weights), priced),
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
            priced_volatility=by_prices,
        )
        for symbol, name, weight, own_volatility, contribution, share, flag, by_prices in rows
    )


def _own_volatilities(count: int, priced: PricedHoldings | None) -> list[float | None]:
    """By prices, for each position that has them."""
    known: list[float | None] = [None] * count
    if priced is not None:
        own = np.sqrt(np.diag(priced.model.sample)).tolist()
        for place, volatility in zip(priced.places.tolist(), own, strict=True):
            known[place] = volatility
    return known
