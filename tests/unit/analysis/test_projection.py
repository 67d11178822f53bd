import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.analysis.projection import Room, nearest_within

NO_LIMITS = np.zeros((0, 3))


def room(
    lower: float | list[float] = 0.0,
    upper: float | list[float] = 1.0,
    exposures: list[list[float]] | None = None,
    most: list[float] | None = None,
) -> Room:
    return Room(
        lower=np.broadcast_to(np.array(lower, dtype=float), 3),
        upper=np.broadcast_to(np.array(upper, dtype=float), 3),
        total=1.0,
        exposures=NO_LIMITS if exposures is None else np.array(exposures, dtype=float),
        most=np.array(most or [], dtype=float),
    )


TARGET = np.array([0.6, 0.3, 0.1])


def test_weights_within_all_limits_stay_as_they_are() -> None:
    within = room(exposures=[[1, 1, 0]], most=[0.9])
    assert nearest_within(TARGET, within).weights == pytest.approx(TARGET, abs=1e-15)


def test_what_is_over_a_cap_is_spread_in_equal_amounts() -> None:
    found = nearest_within(TARGET, room(upper=[0.4, 1, 1]))
    assert found.weights == pytest.approx([0.4, 0.4, 0.2], abs=1e-12)


def test_or_in_proportion_to_what_is_held() -> None:
    found = nearest_within(TARGET, room(upper=[0.4, 1, 1]), TARGET)
    assert found.weights == pytest.approx([0.4, 0.45, 0.15], abs=1e-12)


def test_a_limit_on_a_sum_by_hand() -> None:
    # 0.9 of both must become 0.5: each gives 0.2, the third takes 0.4.
    found = nearest_within(TARGET, room(exposures=[[1, 1, 0]], most=[0.5]))
    assert found.weights == pytest.approx([0.4, 0.1, 0.5], abs=1e-8)
    assert (found.misses == 0).all()


def test_limits_that_contradict_each_other_are_named_by_what_is_missed() -> None:
    contradiction = room(exposures=[[1, 1, 0], [0, 0, 1], [1, 0, 0]], most=[0.3, 0.3, 0.3])
    found = nearest_within(TARGET, contradiction)
    # 40 % too much must lie somewhere: half of it in each of the first two.
    assert found.misses == pytest.approx([0.2, 0.2, 0.0], abs=1e-3)
    assert found.weights.sum() == pytest.approx(1)


def test_bounds_that_leave_no_weights_are_refused() -> None:
    for wrong in (room(upper=0.3), room(lower=0.4), room(lower=[0.5, 0, 0], upper=[0.4, 1, 1])):
        with pytest.raises(ValueError, match="leave no weights"):
            nearest_within(TARGET, wrong)


def test_weights_that_may_not_move_do_not() -> None:
    found = nearest_within(TARGET, room(lower=[0.6, 0, 0], upper=[0.6, 0.2, 1]))
    assert found.weights == pytest.approx([0.6, 0.2, 0.2])


@st.composite
def questions(draw: st.DrawFn) -> tuple[np.ndarray, Room, np.ndarray]:
    """A target and limits that can be held: some weights within all of them are known."""
    rng = np.random.default_rng(draw(st.integers(0, 100_000)))
    count, limits = draw(st.integers(2, 30)), draw(st.integers(0, 6))
    target, inside = rng.dirichlet(np.full(count, 0.5)), rng.dirichlet(np.ones(count))
    exposures = rng.random((limits, count)) * (rng.random((limits, count)) < 0.5)
    bounds = Room(
        lower=inside * rng.random(count) * 0.5,
        upper=np.minimum(inside * (1 + rng.random(count)) + 0.01, 1),
        total=1.0,
        exposures=exposures,
        most=exposures @ inside + rng.random(limits) * 0.02,
    )
    return target, bounds, inside


@given(questions())
def test_every_limit_is_held_where_all_can_be(case: tuple[np.ndarray, Room, np.ndarray]) -> None:
    target, bounds, _ = case
    found = nearest_within(target, bounds)
    assert found.weights.sum() == pytest.approx(1, abs=1e-9)
    assert (found.weights >= bounds.lower).all()
    assert (found.weights <= bounds.upper).all()
    assert (bounds.exposures @ found.weights <= bounds.most + 1e-6).all()
    assert (found.misses == 0).all()


@given(questions())
def test_nothing_else_within_the_limits_is_nearer(
    case: tuple[np.ndarray, Room, np.ndarray],
) -> None:
    """From the nearest point, every way into the (convex) room leads away from the target."""
    target, bounds, inside = case
    weights = nearest_within(target, bounds).weights
    assert (weights - target) @ (inside - weights) >= -1e-6


@given(questions())
def test_the_nearest_of_the_nearest_is_itself(case: tuple[np.ndarray, Room, np.ndarray]) -> None:
    """Limits are held to 1e-6; one that counts a holding by a tenth leaves its weight 1e-5."""
    target, bounds, _ = case
    once = nearest_within(target, bounds).weights
    assert nearest_within(once, bounds).weights == pytest.approx(once, abs=1e-5)
