"""Rows that are added up or sorted in parts are what they would be in one piece."""

from collections.abc import Sequence
from itertools import count, groupby

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from econlens.importing.partitions import Partitions, in_line_order, merge_sorted


class Row(msgspec.Struct, frozen=True, array_like=True):
    name: str
    amount: int
    line: int


NAMES = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=300)


def numbered(names: Sequence[str]) -> list[Row]:
    return [Row(name, at, at + 1) for at, name in enumerate(names)]


def added(one: Row, other: Row) -> Row:
    return Row(one.name, one.amount + other.amount, one.line)


@given(NAMES)
def test_rows_are_added_up_by_what_they_share_in_the_order_of_their_first_lines(
    names: list[str],
) -> None:
    rows = numbered(names)
    told: dict[Row, list[int]] = {}
    parts = Partitions(Row, lambda row: row.name, rows)
    assert len(parts) == len(rows)
    merged = parts.merged(added, lambda row, lines: told.update({row: list(lines)}))
    expected = {name: [row for row in rows if row.name == name] for name in dict.fromkeys(names)}
    assert merged == [
        Row(name, sum(row.amount for row in lots), lots[0].line) for name, lots in expected.items()
    ]
    assert {row.name: lines for row, lines in told.items()} == {
        name: [row.line for row in lots] for name, lots in expected.items() if len(lots) > 1
    }
    assert len(parts) == 0


@given(NAMES)
def test_what_shares_something_is_in_one_part_in_its_order(names: list[str]) -> None:
    parts = [list(part) for part in Partitions(Row, lambda row: row.name, numbered(names)).drain()]
    homes = [{row.name for row in part} for part in parts]
    assert sum(map(len, homes)) == len(set(names))
    for part in parts:
        assert [row.line for row in part] == sorted(row.line for row in part)


@given(st.lists(st.lists(st.integers(0, 9), max_size=200), max_size=5))
def test_sorted_parts_become_one_sorted_run_and_equals_keep_their_order(
    parts: list[list[int]],
) -> None:
    lines = count(1)
    rows = [[Row("", amount, next(lines)) for amount in part] for part in parts]
    by_amount = (sorted(part, key=lambda row: row.amount) for part in rows)
    together = [row for part in rows for row in part]
    merged = list(merge_sorted(Row, by_amount, lambda row: row.amount))
    assert merged == sorted(together, key=lambda row: row.amount)


def test_rows_of_several_parts_come_in_the_order_of_their_lines() -> None:
    rows = numbered("abc" * 500)
    parts = [
        list(part) for _, part in groupby(sorted(rows, key=lambda r: r.name), lambda r: r.name)
    ]
    assert in_line_order(Row, parts) == rows
