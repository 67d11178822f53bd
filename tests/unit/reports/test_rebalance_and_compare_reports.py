import io
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console

from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.rebalance import suggest_adjustments
from econlens.domain.rebalancing import Limits, RebalancePolicy, TargetKind
from econlens.reports.compare_terminal import render_comparison
from econlens.reports.rebalance_terminal import render_plan
from tests.factories import a_holding

HOLDINGS = (
    a_holding(),
    a_holding(symbol="MSFT", name="Microsoft", market_value=Decimal(500), quantity=Decimal(2)),
)
POLICY = RebalancePolicy(
    target=TargetKind.EQUAL_WEIGHT, limits=Limits(position=0.4), cash_flow=Decimal(100)
)
PLAN = suggest_adjustments(HOLDINGS, POLICY, currency="USD")
COMPARISON = compare(
    [
        NamedPortfolio(name="Both", currency="USD", holdings=HOLDINGS),
        NamedPortfolio(name="One", currency="USD", holdings=HOLDINGS[:1]),
    ]
)


def printed(what: str, width: int = 100, colour: bool = False) -> str:
    output = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=output, width=width, force_terminal=colour, color_system=system)
    if what == "plan":
        render_plan(PLAN, console)
    else:
        render_comparison(COMPARISON, console)
    return output.getvalue()


def test_a_plan_shows_trades_reasons_figures_and_what_cannot_be_held() -> None:
    text = printed("plan")
    for words in ("sell", "AAPL", "Why", "Risk score", "Limits that cannot be held", "cash flow"):
        assert words in text
    assert text.index("Above a limit now") < text.index("Suggested adjustments  ")


def test_a_comparison_shows_figures_pairs_and_what_is_shared() -> None:
    text = printed("comparison")
    for words in ("Both and One", "Sharpe ratio", "Held by more than one", "AAPL", "75.0 %"):
        assert words in text


@pytest.mark.parametrize("what", ["plan", "comparison"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal(what: str, width: int) -> None:
    assert max(len(line) for line in printed(what, width).splitlines()) <= width


@pytest.mark.parametrize("what", ["plan", "comparison"])
def test_colour_only_where_it_is_wanted(what: str) -> None:
    assert "\x1b[" in printed(what, colour=True)
    assert "\x1b[" not in printed(what)


def test_names_are_printed_as_they_are_without_markup_or_escapes() -> None:
    odd = replace(COMPARISON.portfolios[0], name="[red]Odd[/] \x1b[2J")
    report = replace(COMPARISON, portfolios=(odd, COMPARISON.portfolios[1]))
    output = io.StringIO()
    render_comparison(report, Console(file=output, width=160))
    assert "[red]Odd[/]" in output.getvalue()
    assert "\x1b" not in output.getvalue()
