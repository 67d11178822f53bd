import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.whole_shares import allocate_whole_shares, shortfall


def shares(wanted: list[float], prices: list[float], budget: float) -> list[int]:
    found = allocate_whole_shares(np.array(wanted, float), np.array(prices, float), budget)
    return [int(count) for count in found]


def test_amounts_that_are_whole_are_bought_as_they_are() -> None:
    assert shares([300, 50], [100, 25], 350) == [3, 2]


def test_what_is_left_over_rounds_up_what_gains_most() -> None:
    # Rounded down 2 and 1 leave 100 + 30; another share of the first is missing 90, the second 30.
    assert shares([290, 80], [100, 50], 370) == [3, 1]


def test_two_cheap_shares_may_be_worth_more_than_one_dear_one() -> None:
    # Rounding up the first leaves 70 + 40 unbought; rounding up both of the others leaves nothing.
    found = shares([120, 140, 140], [100, 80, 80], 400)
    assert found == [0, 2, 2] or found == [1, 2, 1]
    left = shortfall(np.array(found), np.array([120.0, 140, 140]), np.array([100.0, 80, 80]), 400.0)
    assert left <= 2 * 120


def test_without_money_nothing_is_bought() -> None:
    assert shares([100, 100], [10, 10], 0) == [0, 0]


def test_no_positions_are_no_shares() -> None:
    assert shares([], [], 100) == []


def test_no_more_than_the_most_is_bought() -> None:
    found = allocate_whole_shares(
        np.array([300.0, 50.0]), np.array([100.0, 25.0]), 350.0, np.array([1, 9])
    )
    assert found[0] == 1


cents = st.integers(100, 50_000).map(lambda amount: amount / 100)
baskets = st.lists(st.tuples(cents, cents), min_size=1, max_size=30)


@given(baskets, st.floats(0, 1.2))
def test_never_more_is_spent_than_there_is(basket: list[tuple[float, float]], reach: float) -> None:
    wanted = np.array([one for one, _ in basket])
    prices = np.array([one for _, one in basket])
    budget = float(wanted.sum()) * reach
    found = allocate_whole_shares(wanted, prices, budget)
    assert (found >= 0).all()
    assert found @ prices <= budget + 1e-4


@given(baskets)
def test_no_single_share_more_would_come_nearer(basket: list[tuple[float, float]]) -> None:
    wanted = np.array([one for one, _ in basket])
    prices = np.array([one for _, one in basket])
    budget = float(wanted.sum())
    found = allocate_whole_shares(wanted, prices, budget)
    least = shortfall(found, wanted, prices, budget)
    for index in range(len(basket)):
        more = found.copy()
        more[index] += 1
        if more @ prices <= budget:
            assert shortfall(more, wanted, prices, budget) >= least - 1e-4
