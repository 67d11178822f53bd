"""Numbers read alike in every report."""

from decimal import Decimal

import pytest

from econlens.analysis.report import Unit
from econlens.reports.wording import measured, money, percent, quantity


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, Unit.RATIO, "unknown"),
        (0.12345, Unit.FRACTION, "12.35 %"),
        (0.0007, Unit.FRACTION_PER_YEAR, "0.07 %"),
        (1234.5, Unit.MONEY_PER_YEAR, "1,234.50"),
        (12.0, Unit.COUNT, "12.00"),
    ],
)
def test_a_figure_reads_by_its_unit(value: float | None, unit: Unit, text: str) -> None:
    assert measured(value, unit) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(None, "–"), ("1200", "1,200"), ("0.12345", "0.1234"), ("10.50", "10.5"), ("0", "0")],
)
def test_shares_have_as_many_decimals_as_it_takes(amount: str | None, text: str) -> None:
    assert quantity(None if amount is None else Decimal(amount)) == text


def test_money_and_shares_of_the_whole() -> None:
    assert (money(Decimal("1234.5"), "USD"), percent(0.345)) == ("USD 1,234.50", "34.5 %")
