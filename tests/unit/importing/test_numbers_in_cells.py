"""One cell to one number: signs, marks, units, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.importing.numbers import (
    ImpossibleNumberError,
    NumberError,
    SignEvidence,
    parse,
    read_numbers,
)


@pytest.mark.parametrize(
    ("cell", "sign", "number"),
    [
        ("1250.55", ".", "1250.55"),
        ("$1,250.55", ".", "1250.55"),
        ("+$1.25", ".", "1.25"),
        ("-$99.00", ".", "-99"),
        ("$-99.00", ".", "-99"),
        ("($193.50)", ".", "-193.50"),
        ("$(193.50)", ".", "-193.50"),
        ("(3)", ".", "-3"),
        ("5.00-", ".", "-5"),
        ("−5", ".", "-5"),
        ("25,05%", ",", "25.05"),
        ("1.500", ",", "1500"),
        ("8.253,30 EUR", ",", "8253.30"),
        ("CHF 1'250.00", ".", "1250"),
        ("1\u00a0250,50 €", ",", "1250.50"),
        ("33 Stück", ",", "33"),
        ("18S", ".", "18"),
        (".45", ".", "0.45"),
        ("1,00,000.00", ".", "100000"),
    ],
)
def test_numbers_as_brokers_write_them(cell: str, sign: str, number: str) -> None:
    assert parse(cell, sign) == Decimal(number)


@pytest.mark.parametrize("cell", ["", " ", "--", "-", "n/a", "N/A", "Incomplete", "Not available"])
def test_unknown_is_none(cell: str) -> None:
    assert parse(cell) is None


@pytest.mark.parametrize(
    "cell", ["abc", "12 apples", "1.2.3", "12,5", "(5", "5)", "--5", "1/2", "="]
)
def test_what_is_no_number_says_so(cell: str) -> None:
    with pytest.raises(NumberError, match="is not a number"):
        parse(cell)


@pytest.mark.parametrize(
    "cell", ["NaN", "-inf", "Infinity", "1e999", "1e9999999999", "9" * 49, "1e-30"]
)
def test_what_no_amount_can_be_is_impossible(cell: str) -> None:
    with pytest.raises(ImpossibleNumberError):
        parse(cell)


@pytest.mark.parametrize(
    ("cells", "proof"),
    [
        (["1,250.25", "3"], (".", False)),
        (["1.250,25"], (",", False)),
        (["1,250", "40"], (None, True)),
        (["1.500", "12,375"], (None, True)),
        (["1.500", "0,75"], (",", True)),
        (["1,250,000"], (".", False)),
        (["0.125"], (".", False)),
        (["1250.125"], (".", False)),
        (["40", ""], (None, False)),
    ],
)
def test_a_column_proves_its_decimal_sign_or_leaves_it_open(
    cells: list[str], proof: tuple[str | None, bool]
) -> None:
    seen = SignEvidence(cells)
    assert (seen.sign, seen.doubtful) == proof


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_written_number_is_read_back(number: Decimal) -> None:
    assert parse(f"{number:,.4f}", ".") == number
    assert parse(f"{number:,.4f}".translate(str.maketrans(",.", ".,")), ",") == number
    assert parse(f"({abs(number)})") == -abs(number)


@given(st.text(max_size=60), st.sampled_from(".,"))
def test_any_cell_is_a_number_unknown_or_a_number_error(cell: str, sign: str) -> None:
    try:
        number = parse(cell, sign)
    except NumberError:
        return
    assert number is None or abs(number) < 10**15


def test_a_line_end_within_a_cell_does_not_shift_the_cells_below() -> None:
    read = read_numbers(["1.5", "2\n3", "4", "4", "4", "4"], ".")
    assert read.values == [Decimal("1.5"), Decimal(23), *[Decimal(4)] * 4]
