"""The terminal report shows the score and every warning, whatever the names and the width."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

from econlens.analysis.report import (
    Basis,
    ClassificationShare,
    Concentration,
    Cost,
    Diversification,
    Exposure,
    Exposures,
    Level,
    Measure,
    PositionRisk,
    PriceCoverage,
    PriceRisk,
    RiskEstimate,
    RiskReport,
    RiskWarning,
    Score,
    ScorePart,
    Unit,
)
from econlens.domain.assets import ClassificationSource
from econlens.domain.issues import Severity
from econlens.domain.prices import PriceSource
from econlens.domain.thresholds import Thresholds
from econlens.domain.user import RiskTolerance
from econlens.reports.terminal import DISCLAIMER, render


def measure(value: float | None, unit: Unit = Unit.FRACTION, level: Level | None = None) -> Measure:
    return Measure(value=value, unit=unit, basis=Basis.WEIGHTS, explanation="Why.", level=level)


def priced(value: float, unit: Unit = Unit.FRACTION) -> Measure:
    return Measure(
        value=value, unit=unit, basis=Basis.PRICES, explanation="From prices.", covered=0.6
    )


def exposure(label: str, weight: float) -> Exposure:
    return Exposure(key=label.lower(), label=label, weight=weight, value=Decimal(1))


def position(symbol: str, name: str, weight: float, *, flagged: bool = False) -> PositionRisk:
    return PositionRisk(
        symbol=symbol,
        name=name,
        weight=weight,
        annual_volatility=0.30,
        contribution=0.05,
        share_of_risk=0.6,
        flagged=flagged,
        priced_volatility=0.34 if flagged else None,
    )


REPORT = RiskReport(
    currency="USD",
    total_value=Decimal("12345.60"),
    holding_count=2,
    score=Score(
        value=7.3,
        level=Level.HIGH,
        parts=(
            ScorePart(
                key="volatility",
                label="Volatility",
                points=5.5,
                max_points=7.0,
                explanation="Calmer assets lower this.",
            ),
        ),
        risk_tolerance=RiskTolerance.MODERATE,
        limit=7.0,
        within_limit=False,
        summary="A wild portfolio.",
    ),
    concentration=Concentration(
        hhi=measure(0.52, Unit.RATIO, Level.HIGH),
        effective_holdings=measure(1.9, Unit.COUNT),
        hhi_looked_through=measure(0.25, Unit.RATIO, Level.MODERATE),
        effective_holdings_looked_through=measure(4.0, Unit.COUNT),
        doj_ftc_level=Level.HIGH,
        largest_position=measure(0.6, level=Level.HIGH),
    ),
    diversification=Diversification(
        largest_sector=measure(0.6, level=Level.HIGH),
        sector_distance=measure(0.5),
        home_bias=measure(1.0, level=Level.HIGH),
        asset_type_evenness=measure(0.3),
        category_evenness=measure(0.2),
        region_evenness=measure(0.0),
        bond_share=measure(0.0),
        high_yield_share=measure(0.0, level=Level.LOW),
        illiquid_share=measure(None),
        market_overlap=measure(0.1),
        active_share=measure(0.9),
    ),
    risk=RiskEstimate(
        annual_volatility=Measure(
            value=0.2218,
            unit=Unit.FRACTION_PER_YEAR,
            basis=Basis.ASSET_CLASS,
            explanation="Why.",
            covered=0.83,
        ),
        diversification_ratio=measure(1.31, Unit.RATIO),
        value_at_risk=measure(0.105),
        conditional_value_at_risk=measure(0.132),
        max_drawdown=measure(0.61),
        price_coverage=PriceCoverage(
            covered=0.6, least=0.5, is_enough=True, text="60.0 % of the value has prices."
        ),
        from_prices=PriceRisk(
            start=date(2023, 1, 2),
            end=date(2025, 6, 30),
            observations=627,
            sources=(PriceSource.SYNTHETIC, PriceSource.YAHOO),
            covered=0.6,
            shrinkage=0.1,
            annual_volatility=priced(0.2431, Unit.FRACTION_PER_YEAR),
            diversification_ratio=priced(1.22, Unit.RATIO),
            value_at_risk=priced(0.117),
            conditional_value_at_risk=priced(0.149),
            max_drawdown=priced(0.333),
        ),
        positions=(
            position("AAPL", "Apple Inc.", 0.6, flagged=True),
            position("VTI", "Vanguard Total Stock Market ETF", 0.4),
        ),
    ),
    cost=Cost(
        expense_ratio=measure(0.0003, Unit.FRACTION_PER_YEAR),
        annual_cost=measure(1.48, Unit.MONEY_PER_YEAR),
        dividend_yield=measure(None, Unit.FRACTION_PER_YEAR),
        annual_income=measure(None, Unit.MONEY_PER_YEAR),
    ),
    exposures=Exposures(
        asset_types=(exposure("Stocks", 0.6), exposure("ETFs", 0.4)),
        categories=(exposure("US large cap", 1.0),),
        sectors=tuple(exposure(f"Sector {number}", 0.1) for number in range(10)),
        regions=(exposure("United States", 1.0),),
    ),
    warnings=(
        RiskWarning(
            code="POSITION_LARGE",
            severity=Severity.WARNING,
            message="AAPL is 60.0 % of the portfolio.",
            suggestion="Below 10 % one company cannot hurt much.",
            value=0.6,
            threshold=0.1,
            symbols=("AAPL",),
        ),
    ),
    classification=(
        ClassificationShare(
            source=ClassificationSource.REFERENCE, weight=1.0, symbols=("AAPL", "VTI")
        ),
    ),
    thresholds=Thresholds(),
    notes=("Prices as of 30 June 2025.",),
)

NO_PRICES = PriceCoverage(
    covered=0.032, least=0.5, is_enough=False, text="These cover 3.2 %.", how="Bring more."
)
WITHOUT_PRICES = replace(
    REPORT, risk=replace(REPORT.risk, price_coverage=NO_PRICES, from_prices=None)
)


def printed(report: RiskReport, *, width: int = 80, colour: bool = False) -> str:
    output = io.StringIO()
    console = Console(
        file=output,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        no_color=not colour,
    )
    render(report, console)
    return output.getvalue()


def row_of(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if start in line)


def test_score_its_summary_and_its_parts_are_shown() -> None:
    text = printed(REPORT)
    assert "7.3 of 10" in text
    assert "HIGH" in text
    assert "A wild portfolio." in text
    assert "+5.5" in row_of(text, "Volatility")


def test_score_bar_is_as_long_as_the_score() -> None:
    assert row_of(printed(REPORT), "7.3 of 10").count("█") == 29


def test_warnings_notes_and_disclaimer_are_shown() -> None:
    text = printed(REPORT)
    assert "AAPL is 60.0 % of the portfolio." in text
    assert "Below 10 % one company cannot hurt much." in text
    assert "Prices as of 30 June 2025." in text
    assert text.rstrip().endswith(DISCLAIMER)


def test_without_warnings_it_says_so() -> None:
    assert "every figure is within its limits" in printed(replace(REPORT, warnings=()))


def known_in_part() -> RiskReport:
    fees = replace(REPORT.cost.expense_ratio, basis=Basis.ASSET_CLASS, covered=0.83)
    return replace(REPORT, cost=replace(REPORT.cost, expense_ratio=fees))


def test_values_carry_their_units_and_estimates_are_called_so() -> None:
    text = printed(REPORT)
    assert "USD 12,345.60" in text
    assert "22.2 %" in row_of(text, "Volatility a year")
    assert "By asset class" in row_of(text, "Figure")
    assert "estimate, 83 % known" in row_of(printed(known_in_part()), "Expense ratio")
    assert "USD 1.48 a year" in row_of(text, "Cost of funds")
    assert "unknown" in row_of(text, "Dividend yield")
    assert "high" in row_of(text, "Concentration (HHI)")


def test_long_lists_end_with_the_sum_of_the_rest() -> None:
    assert "40.0 %" in row_of(printed(REPORT), "4 more")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(line) for line in printed(REPORT, width=width).splitlines()) <= width


def test_names_are_printed_as_they_are_without_markup_or_escapes() -> None:
    risk = replace(REPORT.risk, positions=(position("X", "[red]Odd[/] \x1b[2Jname", 1.0),))
    text = printed(replace(REPORT, risk=risk), width=120)
    assert "[red]Odd[/]  [2Jname" in text
    assert "\x1b" not in text


def test_colour_only_on_a_terminal_that_wants_it() -> None:
    assert "\x1b[" in printed(REPORT, colour=True)
    assert "\x1b[" not in printed(REPORT)


def test_losses_are_told_and_beside_them_what_prices_say() -> None:
    text = printed(REPORT)
    assert re.search(r"Loss in one month of twenty\s+10\.5 %\s+11\.7 %", text)
    assert re.search(r"Mean loss in such a month\s+13\.2 %\s+14\.9 %", text)
    assert re.search(r"Deepest fall\s+61\.0 %\s+33\.3 %", text)
    assert "627 returns from 2023-01-02 to 2025-06-30" in text
    assert "60.0 % of the value has prices" in " ".join(text.split())
    assert "synthetic, yahoo" in " ".join(text.split())


def test_each_holding_tells_the_volatility_of_its_own_prices_where_there_are_any() -> None:
    text = printed(REPORT)
    assert re.search(r"AAPL .* 30\.0 % +34\.0 %", text)
    assert re.search(r"VTI .* 30\.0 % +–", text)
    bare = tuple(replace(one, priced_volatility=None) for one in REPORT.risk.positions)
    without = printed(replace(REPORT, risk=replace(REPORT.risk, positions=bare)))
    assert "By prices" not in without


def test_without_prices_there_is_no_column_of_them_but_the_way_to_them() -> None:
    text = printed(WITHOUT_PRICES)
    assert "From prices" not in text
    assert "These cover 3.2 %. Bring more." in text
    assert re.search(r"Deepest fall\s+61\.0 %", text)
