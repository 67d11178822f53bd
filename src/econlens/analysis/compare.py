"""compare: two to ten portfolios side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import isfinite
from uuid import UUID

import numpy as np

from econlens.analysis import performance
from econlens.analysis.asset_classes import AssetClass, FloatArray
from econlens.analysis.benchmarks import PLACE_COUNT, SECTOR_COUNT, WORLD_EQUITY
from econlens.analysis.compare_report import (
    ComparisonReport,
    DrawdownSpan,
    Growth,
    PairFigures,
    PortfolioFigures,
    SharedHolding,
)
from econlens.analysis.compare_summary import (
    comparison_notes,
    summarise,
    unused_notes,
    window_notes,
)
from econlens.analysis.conditioned_proxies import factors_beside, free_factors
from econlens.analysis.diversification import overlap
from econlens.analysis.drawdowns import deepest_drawdown
from econlens.analysis.portfolio_returns import (
    PortfolioReturns,
    Window,
    common_window,
    fitting_prices,
    portfolio_returns,
    priced_returns,
    usable_prices,
)
from econlens.analysis.positions import Positions, gather_positions
from econlens.analysis.price_ownership import own_prices
from econlens.analysis.profiles import Profile
from econlens.analysis.proxy_series import DAYS_A_YEAR
from econlens.analysis.report import RiskReport
from econlens.analysis.risk import assess
from econlens.domain.errors import RuleViolationError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue
from econlens.domain.prices import PriceSeries

LEAST, MOST = 2, 10
GROWTH_POINTS = 250
BENCHMARK = "world equity (64 % US, 25 % developed, 11 % emerging; synthetic)"
PLACES = (AssetClass.US_LARGE_CAP, AssetClass.DEVELOPED_EX_US, AssetClass.EMERGING_MARKETS)
NO_PRICES: Mapping[str, PriceSeries] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPortfolio:
    name: str
    currency: str
    holdings: tuple[Holding, ...]
    id: UUID | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class _Side:
    portfolio: NamedPortfolio
    positions: Positions
    report: RiskReport
    series: PortfolioReturns


def compare(
    portfolios: Sequence[NamedPortfolio], prices: Mapping[str, PriceSeries] = NO_PRICES
) -> ComparisonReport:
    """All figures over the longest window that every price series used covers.

    A holding without prices is stood for by the synthetic series of its asset classes, and named;
    so is one whose prices have no days in common with those of larger holdings. Raises
    RuleViolationError for fewer than two or more than ten portfolios and for one worth nothing.
    """
    _check(portfolios)
    positions = [gather_positions(one.holdings) for one in portfolios]
    used, price_notes = _used_prices(portfolios, positions, prices)
    window = common_window(used)
    priced = priced_returns(used, window)
    free = free_factors(window.proxy_returns())
    factors = factors_beside(priced, _profiles(positions), free)
    sides = _sides(portfolios, positions, priced, factors)
    returns = np.stack([side.series.returns for side in sides], axis=1)
    figures = _figures(sides, returns, window, factors)
    correlations = _correlations(returns)
    pairs = tuple(
        _pair(sides, correlations, first, second)
        for first, second in combinations(range(len(sides)), 2)
    )
    return ComparisonReport(
        start=window.days[0],
        end=window.days[-1],
        observations=len(returns),
        benchmark=BENCHMARK,
        portfolios=figures,
        correlations=correlations,
        pairs=pairs,
        shared=_shared(sides),
        growth=_growth(returns, window),
        summary=summarise(figures, pairs),
        notes=(*comparison_notes(figures), *window_notes(window.days), *price_notes),
    )


def _used_prices(
    portfolios: Sequence[NamedPortfolio],
    positions: Sequence[Positions],
    prices: Mapping[str, PriceSeries],
) -> tuple[dict[str, PriceSeries], tuple[str, ...]]:
    """The series that fit together, by symbol, and notes on those that are not used."""
    held = _by_importance(positions)
    own, foreign_notes = own_prices([each for one in portfolios for each in one.holdings], prices)
    sound, split = usable_prices({symbol: own[symbol] for symbol in held if symbol in own})
    used = fitting_prices(sound, held)
    bad = sorted(own.keys() & set(held) - sound.keys() - set(split))
    apart = sorted(sound.keys() - used.keys())
    return used, (*unused_notes(split, bad, apart), *foreign_notes)


def _sides(
    portfolios: Sequence[NamedPortfolio],
    positions: Sequence[Positions],
    priced: Mapping[str, FloatArray],
    factors: FloatArray,
) -> list[_Side]:
    return [
        _Side(
            portfolio=one,
            positions=place,
            report=assess(one.holdings, currency=one.currency),
            series=portfolio_returns(place, priced, factors),
        )
        for one, place in zip(portfolios, positions, strict=True)
    ]


def _profiles(positions: Sequence[Positions]) -> dict[str, Profile]:
    """By symbol; where portfolios say different things of one, the first counts."""
    found: dict[str, Profile] = {}
    for one in positions:
        for symbol, place in zip(one.symbols, one.profile_index, strict=True):
            found.setdefault(symbol, one.profiles[place])
    return found


def _by_importance(positions: Sequence[Positions]) -> list[str]:
    """Symbols by their weight in all portfolios together, the largest first."""
    weights: dict[str, float] = {}
    for one in positions:
        for symbol, weight in _by_symbol(one).items():
            weights[symbol] = weights.get(symbol, 0.0) + weight
    return sorted(weights, key=lambda symbol: (-weights[symbol], symbol))


def _check(portfolios: Sequence[NamedPortfolio]) -> None:
    issues = []
    if not LEAST <= len(portfolios) <= MOST:
        issues.append(
            Issue(
                code="PORTFOLIO_COUNT",
                message=f"{LEAST} to {MOST} portfolios can be compared, not {len(portfolios)}.",
                suggested_fix="Choose two to ten portfolios.",
            )
        )
    issues += [
        Issue(
            code="NOTHING_TO_COMPARE",
            message=f"{one.name} is worth nothing, so it has no return.",
            suggested_fix="Add holdings to it, or leave it out.",
        )
        for one in portfolios
        if sum((holding.market_value for holding in one.holdings), Decimal(0)) <= 0
    ]
    if issues:
        raise RuleViolationError("These cannot be compared.", tuple(issues))


def _figures(
    sides: Sequence[_Side], returns: FloatArray, window: Window, factors: FloatArray
) -> tuple[PortfolioFigures, ...]:
    order = list(AssetClass)
    risk_free = float(window.proxy_returns()[:, order.index(AssetClass.CASH)].mean())
    market = factors[:, [order.index(one) for one in PLACES]] @ np.array(WORLD_EQUITY)
    statistics = performance.return_statistics(
        returns, risk_free=risk_free, periods_per_year=DAYS_A_YEAR
    )
    betas = performance.beta(returns, market)
    names = [set(side.positions.symbols) for side in sides]
    figures = []
    for index, side in enumerate(sides):
        others = set().union(*(one for place, one in enumerate(names) if place != index))
        ratio = side.report.risk.diversification_ratio.value
        figures.append(
            PortfolioFigures(
                id=side.portfolio.id,
                name=side.portfolio.name,
                total_value=side.report.total_value,
                currency=side.portfolio.currency,
                holding_count=len(side.positions.symbols),
                score=side.report.score.value,
                annual_return=_known(statistics.annual_return[index]),
                annual_volatility=_known(statistics.annual_volatility[index]),
                sharpe=_known(statistics.sharpe[index]),
                sortino=_known(statistics.sortino[index]),
                max_drawdown=_drawdown(returns[:, index], window),
                value_at_risk=_known(statistics.value_at_risk[index]),
                conditional_value_at_risk=_known(statistics.conditional_value_at_risk[index]),
                beta=_known(betas[index]),
                estimated_volatility=side.report.risk.annual_volatility.value,
                diversification_ratio=ratio,
                risk_removed=None if ratio is None else 1 - 1 / ratio,
                priced_share=side.series.priced_share,
                proxied=side.series.proxied,
                unique_symbols=tuple(sorted(names[index] - others)),
            )
        )
    return tuple(figures)


def _known(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _drawdown(returns: FloatArray, window: Window) -> DrawdownSpan:
    found = deepest_drawdown(returns)
    days = window.days
    return DrawdownSpan(
        depth=found.depth,
        peak=days[found.peak],
        trough=days[found.trough],
        recovered=None if found.recovery is None else days[found.recovery],
    )


def _correlations(returns: FloatArray) -> tuple[tuple[float | None, ...], ...]:
    """None beside what does not move; 1 on the diagonal."""
    spread = returns.std(axis=0)
    still = spread <= performance.NO_SPREAD * np.abs(returns).max(axis=0)
    moves = returns - returns.mean(axis=0)
    scale = np.where(still, 1.0, spread)
    matrix = np.clip((moves.T @ moves) / len(returns) / np.outer(scale, scale), -1, 1)
    np.fill_diagonal(matrix, 1.0)
    unknown = (still[:, None] | still[None, :]) & ~np.eye(len(still), dtype=bool)
    return tuple(
        tuple(None if missing else float(value) for value, missing in zip(*row, strict=True))
        for row in zip(matrix, unknown, strict=True)
    )


def _pair(
    sides: Sequence[_Side],
    correlations: Sequence[Sequence[float | None]],
    first: int,
    second: int,
) -> PairFigures:
    one, other = sides[first].positions, sides[second].positions
    return PairFigures(
        first=first,
        second=second,
        correlation=correlations[first][second],
        overlap_by_holding=_overlap(_by_symbol(one), _by_symbol(other)),
        overlap_looked_through=_overlap(_looked_through(one), _looked_through(other)),
    )


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    keys = sorted(one.keys() | other.keys())
    weights = np.array([[side.get(key, 0.0) for key in keys] for side in (one, other)])
    return min(overlap(weights[0], weights[1]), 1.0)


def _by_symbol(positions: Positions) -> dict[str, float]:
    weights: dict[str, float] = {}
    for symbol, weight in zip(positions.symbols, positions.weights.tolist(), strict=True):
        weights[symbol] = weights.get(symbol, 0.0) + weight
    return weights


def _looked_through(positions: Positions) -> dict[str, float]:
    """Shares by region and sector, what is no equity by its category or type, in one mapping."""
    found: dict[str, float] = {}
    for profile, weight in zip(positions.profiles, positions.profile_weights, strict=True):
        equity = profile.cells[:PLACE_COUNT, :SECTOR_COUNT]
        for place, sector in zip(*np.nonzero(equity), strict=True):
            key = f"equity {place} {sector}"
            found[key] = found.get(key, 0.0) + float(weight * equity[place, sector])
        known = profile.classification
        rest = str(known.category or known.asset_type)
        found[rest] = found.get(rest, 0.0) + float(weight * (1 - equity.sum()))
    return found


def _shared(sides: Sequence[_Side]) -> tuple[SharedHolding, ...]:
    """Held by two portfolios or more, the largest together first."""
    weights = [_by_symbol(side.positions) for side in sides]
    names = {
        symbol: name
        for side in sides
        for symbol, name in zip(side.positions.symbols, side.positions.names, strict=True)
    }
    shared = [
        SharedHolding(
            symbol=symbol,
            name=names[symbol],
            weights=tuple(one.get(symbol, 0.0) for one in weights),
        )
        for symbol in names
        if sum(symbol in one for one in weights) > 1
    ]
    return tuple(sorted(shared, key=lambda one: (-sum(one.weights), one.symbol)))


def _growth(returns: FloatArray, window: Window) -> Growth:
    """At most 250 days, evenly spread, the first and last among them."""
    wealth = np.vstack([np.ones(returns.shape[1]), np.cumprod(1 + returns, axis=0)]) * 100
    count = min(GROWTH_POINTS, len(wealth))
    chosen = np.unique(np.linspace(0, len(wealth) - 1, count).round().astype(int))
    return Growth(
        days=tuple(window.days[index] for index in chosen),
        values=tuple(tuple(column) for column in wealth[chosen].T.round(4).tolist()),
    )
