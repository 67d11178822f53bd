import dataclasses
import math
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given

from econlens.analysis.report import Level, Measure, RiskReport
from econlens.analysis.risk import assess, risk_score
from econlens.domain.assets import AssetType, ClassificationSource
from econlens.domain.holding import Holding
from econlens.domain.user import RiskTolerance
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holding,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
)

EDGE_PORTFOLIOS = {
    "empty": [],
    "worthless": [cash(0), us_stock("A", 0)],
    "all-cash": [cash(100)],
    "one-stock": [us_stock("A", 100)],
    "one-cent": [us_stock("A", "0.01")],
    "only-short": [us_stock("A", -100)],
    "short-outweighs-long": [us_stock("A", -100), us_market(40)],
    "short-equals-long": [us_stock("A", -100), us_market(100)],
    "nearly-nothing-left": [us_stock("A", "-99.99"), us_market(100)],
    "same-security-long-and-short": [us_stock("A", 100), us_stock("A", -100)],
    "short-option": [us_market(100), holding("CALL", -5, AssetType.OPTION)],
    "huge": [us_market("1e15"), us_stock("A", "0.01")],
    "unknown": [holding("?", 100, AssetType.OTHER)],
}
EACH_EDGE = pytest.mark.parametrize(
    "holdings", EDGE_PORTFOLIOS.values(), ids=EDGE_PORTFOLIOS.keys()
)


def numbers_in(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from numbers_in(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from numbers_in(getattr(value, field.name))


def measures_in(value: object) -> Iterator[Measure]:
    if isinstance(value, Measure):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from measures_in(getattr(value, field.name))


def report_of(holdings: list[Holding]) -> RiskReport:
    return assess(holdings, currency="USD")


@EACH_EDGE
def test_every_portfolio_has_an_answer_without_nan_that_survives_json(
    holdings: list[Holding],
) -> None:
    report = report_of(holdings)
    assert all(math.isfinite(number) for number in numbers_in(report))
    assert msgspec.json.decode(msgspec.json.encode(report), type=RiskReport) == report


@given(holdings_of_any_kind(shorts=True, min_size=0))
def test_no_portfolio_gives_nan_or_infinity(holdings: list[Holding]) -> None:
    report = report_of(holdings)
    assert all(math.isfinite(number) for number in numbers_in(report))


@given(holdings_of_any_kind(shorts=True, min_size=0))
def test_the_score_alone_is_that_of_the_report(holdings: list[Holding]) -> None:
    assert risk_score(holdings) == report_of(holdings).score.value


@EACH_EDGE
def test_every_figure_comes_with_one_sentence(holdings: list[Holding]) -> None:
    for measure in measures_in(report_of(holdings)):
        assert measure.explanation.endswith(".")
        assert measure.explanation[0].isupper() or measure.explanation[0].isdigit()
        assert 0 <= measure.covered <= 1 + 1e-12


def test_an_empty_portfolio_scores_one_and_has_nothing_else() -> None:
    report = report_of([])
    assert report.score.value == 1
    assert report.warnings == ()
    assert report.exposures.sectors == ()
    assert report.risk.annual_volatility.value is None
    assert report.concentration.hhi.value is None


def test_all_cash_is_calm_and_neither_concentrated_nor_home_biased() -> None:
    report = report_of([cash(100)])
    assert report.score.level is Level.LOW
    assert report.score.value < 2
    assert report.risk.annual_volatility.value == pytest.approx(0.01)
    assert report.diversification.home_bias.value is None
    assert report.warnings == ()


def test_one_stock_is_as_wild_as_the_scale_goes_and_shows_where_it_ended() -> None:
    score = report_of([us_stock("A", 100)]).score
    assert score.value == 10
    assert score.parts[-1].key == "top_of_scale"
    assert score.parts[-1].points < 0


def test_shorts_that_outweigh_what_is_owned_have_no_volatility_and_the_highest_score() -> None:
    report = report_of([us_stock("A", -100), us_market(40)])
    assert report.risk.annual_volatility.value is None
    assert report.score.value == 10
    assert report.total_value == Decimal(-60)


def test_a_position_long_and_short_in_equal_parts_is_nothing() -> None:
    report = report_of([us_stock("A", 100), us_stock("A", -100)])
    assert report.score.value == 1
    assert report.holding_count == 2


def test_a_total_is_exact_to_the_cent() -> None:
    report = report_of([us_stock("A", "0.10"), us_stock("B", "0.20")])
    assert report.total_value == Decimal("0.30")


def test_gross_weights_are_announced_where_something_is_short() -> None:
    notes = " ".join(report_of([us_stock("A", -10), us_market(110)]).notes)
    assert "without their sign" in notes
    assert "without their sign" not in " ".join(report_of([us_market(1)]).notes)


def test_a_value_that_is_no_number_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="BAD is not a number"):
        report_of([us_stock("BAD", "NaN")])


def test_the_origin_of_each_classification_is_told_by_value() -> None:
    given_one = us_market(75)
    inferred = dataclasses.replace(
        us_bonds(25), classification_source=ClassificationSource.INFERRED
    )
    shares = report_of([inferred, given_one]).classification
    assert [(share.source, share.weight, share.symbols) for share in shares] == [
        (ClassificationSource.GIVEN, 0.75, ("VTI",)),
        (ClassificationSource.INFERRED, 0.25, ("BND",)),
    ]


def test_the_score_of_sixty_forty_adds_up_by_hand() -> None:
    score = report_of([us_market(60), us_bonds(40)]).score
    points = {part.key: part.points for part in score.parts}
    # 10.1256 % a year lies 0.1256 / 5 of the way from class edge 40/7 to 50/7; all of it is US.
    assert points["volatility"] == pytest.approx(40 / 7 + 0.1256113 / 5 * 10 / 7, abs=1e-6)
    assert points["geography"] == pytest.approx(0.5)
    assert points["concentration"] == points["sector"] == points["credit"] == 0
    assert score.within_limit
    assert score.limit == 7


def test_the_risk_tolerance_is_stated_with_its_limit() -> None:
    score = assess([us_bonds(1)], currency="USD", risk_tolerance=RiskTolerance.CONSERVATIVE).score
    assert (score.risk_tolerance, score.limit) == (RiskTolerance.CONSERVATIVE, 4)
    assert not score.within_limit


def test_thousands_of_holdings_need_no_matrix_of_all_pairs() -> None:
    holdings = [dataclasses.replace(one, market_value=Decimal(7)) for one in equal_stocks(5000)]
    tracemalloc.start()
    try:
        report_of(holdings)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 5000 * 5000 * 8 / 10
