"""Reports as files: all of it in one HTML page and one PDF, whatever a name holds."""

import re
import zlib
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.rebalance import suggest_adjustments
from econlens.analysis.risk import assess
from econlens.domain.holding import Holding
from econlens.domain.rebalancing import RebalancePolicy, TargetKind
from econlens.reports.compare_document import comparison_document
from econlens.reports.document import (
    Document,
    Dot,
    Dots,
    Fact,
    Facts,
)
from econlens.reports.html_page import html_page
from econlens.reports.pdf_file import UNKNOWN_SIGN, _facts, _Page, pdf_file, printable
from econlens.reports.rebalance_document import rebalance_document
from econlens.reports.risk_document import risk_document
from tests.unit.analysis.example_holdings import cash, holding, us_bonds, us_market, us_stock
from tests.unit.reports.test_terminal_report import REPORT, WITHOUT_PRICES

ATTACK = '</title><script>alert("1")</script><img src=x onerror=alert(1)>'
NASTY = (
    ATTACK,
    "トヨタ自動車",
    "Газпром",
    "شركة",
    "🚀 to the moon",
    "a\x00b\x1b[31mc\n",
    "=1+1",
    "",
)
HOLDINGS = (us_market(6000), us_stock("AAPL", 3000), us_bonds(1000))


def risk(name: str) -> Document:
    holdings = [*HOLDINGS, holding("ODD", 500, name=name)]
    return risk_document(assess(holdings, currency="USD"), name)


def comparison(name: str) -> Document:
    return comparison_document(
        compare(
            [
                NamedPortfolio(name=name, currency="USD", holdings=HOLDINGS),
                NamedPortfolio(name="Other", currency="USD", holdings=(us_market(1),)),
            ]
        )
    )


def adjustments(name: str) -> Document:
    policy = RebalancePolicy(target=TargetKind.EQUAL_WEIGHT, minimum_trade=Decimal(0))
    odd: list[Holding] = [*HOLDINGS, cash(10), holding("ODD", 500, name=name)]
    return rebalance_document(suggest_adjustments(odd, policy, currency="USD"), name)


EVERY = pytest.mark.parametrize("made", [risk, comparison, adjustments])


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.seen


def text_of(pdf: bytes) -> int:
    """How many streams there are that inflate: pages, fonts, and the map of their signs."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return sum(bool(zlib.decompress(one)) for one in streams if one[:1] == b"\x78")


@EVERY
@pytest.mark.parametrize("name", NASTY)
def test_a_page_runs_and_fetches_nothing_whatever_a_name_holds(
    made: Callable[[str], Document], name: str
) -> None:
    page = html_page(made(name))
    tags = tags_of(page)
    assert {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "object", "form"} == set()
    attributes = {name for _, found in tags for name in found}
    assert not {one for one in attributes if one.startswith("on") or one in {"src", "href"}}
    assert "url(" not in page
    assert "@import" not in page


@EVERY
@pytest.mark.parametrize("name", NASTY)
def test_a_pdf_is_made_whatever_a_name_holds(made: Callable[[str], Document], name: str) -> None:
    pdf = pdf_file(made(name))
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert text_of(pdf) > 3
    assert b"/JavaScript" not in pdf
    assert len(pdf) < 200_000


def test_signs_without_a_letter_in_the_font_become_question_marks() -> None:
    assert printable("Ærø Газпром Ωmega €") == "Ærø Газпром Ωmega €"
    assert printable("トヨタ") == UNKNOWN_SIGN * 3


def test_a_page_prints_and_is_dark_where_that_is_wished() -> None:
    page = html_page(risk("Mine"))
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page
    assert "default-src 'none'" in page


def test_what_the_report_says_is_on_the_page() -> None:
    page = html_page(risk_document(REPORT, "Mine"))
    for text in ("7.3", "A wild portfolio.", "AAPL is 60.0 % of the portfolio.", "USD 12,345.60"):
        assert text in page
    assert '<td>Deepest fall</td><td class="number">61.0 %</td><td class="number">33.3 %' in page
    assert "627 returns from 2023-01-02 to 2025-06-30 (synthetic, yahoo)" in page
    assert '<td>AAPL</td><td class="number">30.0 %</td><td class="number">34.0 %</td>' in page


def test_without_prices_the_page_has_no_column_of_them_but_the_way_to_them() -> None:
    page = html_page(risk_document(WITHOUT_PRICES, "Mine"))
    assert "From prices" not in page
    assert "These cover 3.2 %. Bring more." in page


def test_an_empty_portfolio_has_a_report_too() -> None:
    document = risk_document(assess([], currency="USD"), "Empty")
    assert "unknown" in html_page(document)
    assert pdf_file(document).startswith(b"%PDF-")


def test_every_suggested_adjustment_is_on_the_page_with_its_reason() -> None:
    policy = RebalancePolicy(target=TargetKind.EQUAL_WEIGHT, minimum_trade=Decimal(0))
    plan = suggest_adjustments(HOLDINGS, policy, currency="USD")
    page = html_page(rebalance_document(plan, "Mine"))
    assert plan.adjustments
    assert all(f"{one.side} {one.symbol}" in page for one in plan.adjustments)
    assert plan.disclaimer in page


def test_a_line_of_figures_is_not_torn_apart_by_the_end_of_a_page() -> None:
    """The next thing would begin where the figure ended, at the foot of a page all but empty."""
    fact = Fact(label="Figure", value="1", detail="words " * 40, origin="from prices")
    document = Document(title="Long", subtitle="", sections=[], disclaimer="")
    for start in range(200, 280, 3):
        page = _Page(document)
        page.add_page()
        page.set_y(start)
        _facts(page, Facts(facts=[fact]))
        assert (page.page_no() == 1 and page.get_y() > start) or page.get_y() < 80
        page.output()


def test_a_comparison_shows_risk_and_return_and_what_is_whose() -> None:
    page = html_page(comparison("Mine"))
    assert page.count("<circle") == 2
    assert "Return and risk" in page
    assert "Held by one alone" in page
    assert "AAPL, BND" in page
    assert "it was made good" in page
    assert pdf_file(comparison("Mine")).startswith(b"%PDF-")


def test_three_portfolios_have_a_matrix_of_correlations() -> None:
    sides = [
        NamedPortfolio(name=name, currency="USD", holdings=(held,))
        for name, held in (("One", us_market(1)), ("Two", us_bonds(1)), ("Three", cash(1)))
    ]
    page = html_page(comparison_document(compare(sides)))
    assert '<th>Correlation</th><th class="number">1</th>' in page
    assert '<td>1 One</td><td class="number">1.00</td>' in page


def test_a_plane_holds_losses_and_points_that_are_all_the_same() -> None:
    ends = Dots(dots=[Dot(name="a", across=0.1, up=-0.2)], across="x", up="y").ends()
    assert ends == pytest.approx((0, 0.112, -0.224, 0.024))
    assert Dots(dots=[Dot(name="a", across=0, up=0)], across="x", up="y").ends() == (
        *(0, 0.01),
        *(0, 0.01),
    )


def test_a_thousand_positions_stay_a_few_pages() -> None:
    holdings = [us_stock(f"S{number}", 100 + number) for number in range(1000)]
    document = risk_document(assess(holdings, currency="USD"), "Many")
    assert len(pdf_file(document)) < 200_000
