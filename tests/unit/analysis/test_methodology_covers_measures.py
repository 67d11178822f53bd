import dataclasses
from pathlib import Path

import pytest

from econlens.analysis.asset_classes import CLASS_VOLATILITY
from econlens.analysis.performance import ReturnStatistics
from econlens.analysis.price_ownership import LEAST_COVERED
from econlens.analysis.report import (
    Basis,
    Concentration,
    Cost,
    Diversification,
    Measure,
    PriceRisk,
    RiskEstimate,
)
from econlens.analysis.risk import assess
from econlens.domain.rebalancing import TargetKind
from tests.unit.analysis.example_holdings import equal_stocks

TEXT = (Path(__file__).parents[3] / "docs" / "methodology.md").read_text(encoding="utf-8")

MEASURES = [
    field.name
    for group in (Concentration, Diversification, RiskEstimate, Cost)
    for field in dataclasses.fields(group)
    if field.type in (Measure, "Measure")
]


def test_the_report_has_measures_to_look_for() -> None:
    assert len(MEASURES) == 25


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_of_the_report_is_explained(name: str) -> None:
    assert f"| `{name}` |" in TEXT


def part_keys() -> set[str]:
    """Five stocks show every part there is: large positions hide something, the scale ends."""
    return {part.key for part in assess(equal_stocks(5), currency="USD").score.parts}


def test_five_stocks_show_all_eight_parts() -> None:
    assert len(part_keys()) == 8


@pytest.mark.parametrize("key", sorted(part_keys()))
def test_every_part_of_the_score_is_explained(key: str) -> None:
    assert f"| `{key}` |" in TEXT


@pytest.mark.parametrize(("asset_class", "volatility"), CLASS_VOLATILITY.items())
def test_every_assumed_volatility_is_listed(asset_class: str, volatility: float) -> None:
    assert f"| `{asset_class}` | {volatility * 100:g} |" in TEXT


@pytest.mark.parametrize("field", dataclasses.fields(ReturnStatistics), ids=lambda one: one.name)
def test_every_return_statistic_is_explained(field: dataclasses.Field[object]) -> None:
    assert f"| `{field.name}` |" in TEXT


@pytest.mark.parametrize("target", TargetKind)
def test_every_target_of_a_rebalancing_is_explained(target: TargetKind) -> None:
    assert f"`{target}`" in TEXT


@pytest.mark.parametrize(
    "name",
    [
        *("beta", "correlation", "overlap_by_holding", "overlap_looked_through", "risk_removed"),
        "priced_share",
    ],
)
def test_every_figure_of_a_comparison_is_explained(name: str) -> None:
    assert f"| `{name}` |" in TEXT


FROM_PRICES = TEXT.partition("## Risk from prices")[2].partition("\n## ")[0]


@pytest.mark.parametrize(
    "name",
    [
        *(one.name for one in dataclasses.fields(PriceRisk) if one.type in (Measure, "Measure")),
        *("shrinkage", "priced_volatility"),
    ],
)
def test_every_figure_from_prices_is_explained_where_prices_are(name: str) -> None:
    assert f"`{name}`" in FROM_PRICES


def test_the_least_share_that_must_have_prices_is_told() -> None:
    assert f"cover at least {LEAST_COVERED * 100:g} % of the gross value" in FROM_PRICES


@pytest.mark.parametrize("basis", Basis)
def test_what_a_figure_can_stand_on_is_explained(basis: Basis) -> None:
    assert f"`{basis}`" in TEXT.partition("## Conventions")[0]
