"""No figure of the risk report is left out where people read it."""

from dataclasses import fields

from econlens.analysis.report import Measure, PriceRisk
from econlens.reports.risk_rows import key_rows, risk_rows
from tests.unit.reports.test_terminal_report import REPORT


def measures_of(*groups: object) -> list[Measure]:
    values = [getattr(group, field.name) for group in groups for field in fields(group)]  # type: ignore[arg-type]
    return [value for value in values if isinstance(value, Measure)]


def test_every_figure_of_concentration_spread_and_cost_has_a_row() -> None:
    shown = [measure for _, measure in key_rows(REPORT)]
    assert len(shown) == len({label for label, _ in key_rows(REPORT)})
    wanted = measures_of(REPORT.concentration, REPORT.diversification, REPORT.cost)
    assert len(shown) == len(wanted)
    assert all(any(one is other for other in shown) for one in wanted)


def test_every_figure_of_risk_has_a_row_from_asset_classes_and_from_prices() -> None:
    prices = REPORT.risk.from_prices
    assert isinstance(prices, PriceRisk)
    rows = risk_rows(REPORT.risk)
    for wanted, shown in (
        (measures_of(REPORT.risk), [by_class for _, by_class, _ in rows]),
        (measures_of(prices), [by_prices for _, _, by_prices in rows]),
    ):
        assert len(shown) == len(wanted)
        assert all(any(one is other for other in shown) for one in wanted)
