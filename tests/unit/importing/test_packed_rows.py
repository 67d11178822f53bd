"""Rows that are kept encoded are the rows that were put in, in their order."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.importing.packed import Packed
from econlens.importing.table import NumberedRow

ROWS = st.builds(NumberedRow, st.integers(1, 10**6), st.lists(st.text(max_size=5), max_size=4))


@given(st.lists(ROWS, max_size=20), st.sampled_from([1, 7, 99, 100, 101]))
def test_rows_come_back_as_they_went_in(rows: list[NumberedRow], times: int) -> None:
    many = rows * times
    packed = Packed(NumberedRow, many)
    for row in rows:
        packed.append(row)
    many += rows
    assert list(packed) == many
    assert len(packed) == len(many)
    assert packed == many
    assert packed[3:2_000:7] == many[3:2_000:7]
    assert packed[2_000:3:-7] == many[2_000:3:-7]
    assert list(chain.from_iterable(packed.blocks())) == many


@pytest.mark.parametrize("at", [0, 999, 1_000, 1_500, 2_499, -1, -2_500])
def test_a_row_by_its_place(at: int) -> None:
    rows = [NumberedRow(n, [str(n)]) for n in range(2_500)]
    assert Packed(NumberedRow, rows)[at] == rows[at]


@pytest.mark.parametrize("start", [0, 1, 999, 1_000, 1_001, 2_499, 2_500, -700])
@pytest.mark.parametrize("stop", [0, 1, 1_000, 1_001, 2_000, 2_500, 9_999, -1, None])
def test_a_run_of_rows(start: int, stop: int | None) -> None:
    rows = [NumberedRow(n, [str(n)]) for n in range(2_500)]
    assert Packed(NumberedRow, rows)[start:stop] == rows[start:stop]


def test_rows_of_several_blocks_by_turns() -> None:
    packed = Packed(int, range(2_500))
    places = [7, 1_007, 8, 2_407, 1_008, 9]
    assert [packed[at] for at in places] == places
    list(packed.drain())
    packed.extend(range(5_000, 7_500))
    assert [packed[at] for at in places] == [5_000 + at for at in places]


@given(st.lists(st.integers(0, 150_000), max_size=40), st.integers(-50, 50), st.integers(-50, 50))
def test_long_rows_in_short_blocks(lengths: list[int], start: int, stop: int) -> None:
    texts = [str(at) + "x" * length for at, length in enumerate(lengths)]
    packed = Packed(str, texts[:3], weigh=len)
    packed.seal()
    for text in texts[3:]:
        packed.append(text)
    assert packed == texts
    assert packed[start:stop] == texts[start:stop]
    assert [packed[at] for at in range(len(texts))] == texts
    longest_block = max((sum(map(len, block)) for block in packed.blocks()), default=0)
    assert longest_block < 400_000 + 150_010


@pytest.mark.parametrize("at", [2_500, -2_501])
def test_there_is_no_row_outside(at: int) -> None:
    packed = Packed(NumberedRow, (NumberedRow(n, []) for n in range(2_500)))
    with pytest.raises(IndexError):
        packed[at]


def test_what_is_drained_is_gone() -> None:
    rows = [NumberedRow(n, [str(n)]) for n in range(2_500)]
    packed = Packed(NumberedRow, rows)
    assert list(chain.from_iterable(packed.drain())) == rows
    assert len(packed) == 0
    assert list(packed) == []


def test_unequal_rows_are_told_apart() -> None:
    rows = [NumberedRow(n, []) for n in range(1_001)]
    assert Packed(NumberedRow, rows) != Packed(NumberedRow, rows[1:])
    assert Packed(NumberedRow, rows) != [*rows[:-1], NumberedRow(9, [])]
    assert Packed(NumberedRow) != 1
