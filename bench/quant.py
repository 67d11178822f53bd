"""Return statistics, optimisers, rebalancing and comparison, beside other libraries where present.

The ratios need the group "oracles", which `make bench` brings; else they are left out.
"""

import importlib.util
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.measures import Measure
from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.optimise import minimum_variance, risk_parity
from econlens.analysis.performance import return_statistics
from econlens.analysis.rebalance import suggest_adjustments
from econlens.analysis.risk import assess
from econlens.analysis.synthetic_prices import synthetic_prices
from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries
from econlens.domain.rebalancing import Limits, RebalancePolicy, TargetKind
from econlens.reference.samples import sample_portfolios

REPEATS = 7
PORTFOLIOS, DAYS, ASSETS, HOLDINGS = 1000, 5 * 252, 100, 200
SKFOLIO_PORTFOLIOS = 50
LIMITS = Limits(position=0.05, sector=0.2, region=0.5, category=0.5)


def measure_quant(_folder: Path) -> list[Measure]:
    """Analysis, return statistics, optimisers, rebalancing, comparison"""
    return [*_analyses(), *_statistics(), *_optimisers(), _rebalancing(), *_comparisons()]


def _analyses() -> list[Measure]:
    few, many = _holdings(50), _holdings(5000)
    returns = np.random.default_rng(3).normal(0.0003, 0.01, (len(few), DAYS))
    days = tuple(date(2020, 1, 1) + timedelta(days=offset) for offset in range(DAYS))
    prices = {
        one.symbol: PriceSeries(days=days, closes=tuple((100 * np.cumprod(1 + row)).tolist()))
        for one, row in zip(few, returns, strict=True)
    }
    assess(few, currency="USD")
    shapes: tuple[tuple[str, list[Holding], dict[str, PriceSeries], float], ...] = (
        ("Analysis of 50 holdings", few, {}, 2.0),
        ("Analysis of 5,000 holdings", many, {}, 50.0),
        ("Analysis of 50 holdings with 1,260 prices each", few, prices, 100.0),
    )
    return [
        Measure(
            name=name,
            value=1000
            * _best(lambda held=held, known=known: assess(held, currency="USD", prices=known)),  # type: ignore[misc]
            unit="ms",
            good=good,
            limit=3 * good,
        )
        for name, held, known, good in shapes
    ]


def _statistics() -> list[Measure]:
    returns = np.random.default_rng(1).normal(0.0003, 0.01, (DAYS, PORTFOLIOS))
    ours = _best(lambda: return_statistics(returns))
    measures = [
        Measure(
            name="8 return statistics, 1,000 portfolios, 5 years of days",
            value=1000 * ours,
            unit="ms",
            good=50,
            limit=150,
        )
    ]
    if importlib.util.find_spec("empyrical"):
        _by_empyrical(returns[:, :1])  # the first call imports
        theirs = _best(lambda: _by_empyrical(returns), 2)
        measures.append(_ratio("times as fast as empyrical-reloaded", theirs / ours, 5))
    if importlib.util.find_spec("skfolio"):
        _by_skfolio(returns[:, :1])
        share = PORTFOLIOS / SKFOLIO_PORTFOLIOS
        theirs = share * _best(lambda: _by_skfolio(returns[:, :SKFOLIO_PORTFOLIOS]), 2)
        measures.append(_ratio("times as fast as skfolio", theirs / ours, 15))
    return measures


def _ratio(name: str, value: float, good: float) -> Measure:
    name = f"  {name}"
    return Measure(name=name, value=value, unit="×", good=good, limit=good / 2, more_is_better=True)


def _by_empyrical(returns: FloatArray) -> None:
    empyrical = importlib.import_module("empyrical")
    for one in returns.T.copy():
        empyrical.cagr(one)
        empyrical.annual_volatility(one)
        empyrical.sharpe_ratio(one)
        empyrical.sortino_ratio(one)
        empyrical.max_drawdown(one)
        empyrical.calmar_ratio(one)
        empyrical.value_at_risk(one)
        empyrical.conditional_value_at_risk(one)


def _by_skfolio(returns: FloatArray) -> None:
    skfolio = importlib.import_module("skfolio")
    for one in returns.T:
        found = skfolio.Portfolio(one[:, None], weights=[1.0], compounded=True)
        for name in (
            *("annualized_mean", "annualized_standard_deviation", "annualized_sharpe_ratio"),
            *("annualized_sortino_ratio", "max_drawdown", "calmar_ratio", "value_at_risk", "cvar"),
        ):
            getattr(found, name)


def _optimisers() -> list[Measure]:
    rng = np.random.default_rng(2)
    loadings = rng.normal(0.1, 0.1, (ASSETS, 6))
    covariance = loadings @ loadings.T + np.diag(rng.uniform(0.05, 0.3, ASSETS) ** 2)
    pairs = (("Minimum variance", minimum_variance), ("Risk parity", risk_parity))
    return [
        Measure(
            name=f"{name} of 100 assets",
            value=1000 * _best(lambda solve=solve: solve(covariance), 50),  # type: ignore[misc]
            unit="ms",
            good=1,
            limit=3,
        )
        for name, solve in pairs
    ]


def _rebalancing() -> Measure:
    holdings = _holdings()
    policy = RebalancePolicy(
        target=TargetKind.RISK_PARITY, limits=LIMITS, whole_shares=True, cash_flow=Decimal(5000)
    )
    seconds = _best(lambda: suggest_adjustments(holdings, policy, currency="USD"))
    return Measure(
        name="Rebalancing of 200 holdings, all limits, whole shares",
        value=1000 * seconds,
        unit="ms",
        good=50,
        limit=150,
    )


def _holdings(count: int = HOLDINGS) -> list[Holding]:
    sectors, regions = list(Sector), list(Region)
    categories = [Category.US_LARGE_CAP, Category.EMERGING_MARKETS, Category.GOVERNMENT_BONDS]
    return [
        Holding(
            symbol=f"BNCH{number}",
            name=f"Benchmark Holding {number}",
            asset_type=AssetType.STOCK,
            market_value=Decimal(1000 + 37 * number * number % 30_000),
            quantity=Decimal(10 + number),
            category=categories[number % len(categories)],
            sector=sectors[number % len(sectors)],
            region=regions[number % len(regions)],
        )
        for number in range(count)
    ]


def _comparisons() -> list[Measure]:
    portfolios = [
        NamedPortfolio(name=one.name, currency=one.currency, holdings=one.holdings)
        for one in sample_portfolios()
    ]
    held = [holding for one in portfolios for holding in one.holdings]
    shapes: tuple[tuple[str, Mapping[str, PriceSeries]], ...] = (
        ("Comparison of 3 portfolios, 18 years of days", {}),
        ("Comparison of 3 portfolios, 5 years of prices", synthetic_prices(held)),
    )
    return [
        Measure(
            name=name,
            value=1000 * _best(lambda known=known: compare(portfolios, known)),  # type: ignore[misc]
            unit="ms",
            good=50,
            limit=150,
        )
        for name, known in shapes
    ]


def _best(work: Callable[[], object], times: int = REPEATS) -> float:
    """Seconds of processor time, the least of several: what else runs must not count."""
    least = float("inf")
    for _ in range(times):
        started = time.process_time()
        work()
        least = min(least, time.process_time() - started)
    return least


if __name__ == "__main__":
    for measure in measure_quant(Path()):
        print(f"{measure.name:62} {measure.value:8.2f} {measure.unit:3} {measure.verdict}")
