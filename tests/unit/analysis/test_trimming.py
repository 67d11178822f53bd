import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.trimming import trimmable, trimmed_values

LIMIT = 0.10


def trimmed(values: list[float], limited: list[bool]) -> tuple[list[int], np.ndarray]:
    array, flags = np.array(values), np.array(limited)
    chosen = trimmable(array, flags, LIMIT)
    return chosen, trimmed_values(array, chosen, LIMIT)


def test_nothing_above_the_limit_is_left_as_it_is() -> None:
    chosen, versions = trimmed([90.0, 10.0], [False, True])
    assert chosen == []
    assert versions.shape == (1, 0)


def test_one_large_position_is_cut_to_a_tenth_of_what_is_left() -> None:
    chosen, versions = trimmed([40.0, 90.0], [True, False])
    assert chosen == [0]
    assert versions[:, 0] == pytest.approx([40, 10])  # 10 of 100


def test_funds_are_never_cut() -> None:
    assert trimmed([90.0, 9.0], [False, False])[0] == []


def test_cutting_one_can_lift_the_next_above_the_limit() -> None:
    # B is 9 of 100 at first, but 9 of 45 once A is cut back.
    chosen, versions = trimmed([55.0, 9.0, 36.0], [True, True, False])
    assert chosen == [0, 1]
    assert versions.tolist() == [
        pytest.approx([55, 9]),
        pytest.approx([5, 9]),
        pytest.approx([4.5, 4.5]),
    ]


def test_a_lone_position_cannot_be_cut_back() -> None:
    chosen, versions = trimmed([5.0], [True])
    assert versions.tolist() == [[5.0]]
    assert chosen == [0]


def test_rounding_leaves_nothing_behind_where_everything_is_cut() -> None:
    # In floating point, 0.1 + 0.3 + 0.6 and 0.6 + 0.3 + 0.1 differ.
    chosen, versions = trimmed([0.1, 0.3, 0.6], [True] * 3)
    assert sorted(chosen) == [0, 1, 2]
    assert versions.sum(axis=1).min() > 0.01


@given(st.lists(st.tuples(st.integers(1, 10**6), st.booleans()), min_size=1, max_size=20))
def test_trimmed_positions_are_exactly_at_the_limit_and_never_larger_than_before(
    rows: list[tuple[int, bool]],
) -> None:
    values = np.array([float(value) for value, _ in rows])
    limited = np.array([flag for _, flag in rows])
    chosen = trimmable(values, limited, LIMIT)
    versions = trimmed_values(values, chosen, LIMIT)
    others = np.delete(values, chosen).sum()
    assert len(chosen) <= 9
    assert versions[0] == pytest.approx(values[chosen])
    for version in versions:
        total = others + version.sum()
        cut = version < values[chosen]
        assert (version <= values[chosen]).all()
        assert version[cut] == pytest.approx(np.full(cut.sum(), LIMIT * total))
