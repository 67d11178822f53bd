import pytest

from econlens.api.routes import ROUTES, Route
from econlens.local import throttle as throttle_module
from econlens.local.throttle import Throttle


def route(operation: str) -> Route:
    return next(r for r in ROUTES if r.operation == operation)


def test_a_signed_in_user_gets_a_thousand_calls_then_waits() -> None:
    throttle = Throttle()
    verdicts = [throttle.take(route("listPortfolios"), "user") for _ in range(1001)]
    assert [v.allowed for v in verdicts[:1000]] == [True] * 1000
    assert not verdicts[1000].allowed
    assert 1 <= verdicts[1000].retry_after_seconds <= 4


def test_an_anonymous_address_gets_a_hundred() -> None:
    throttle = Throttle()
    verdicts = [throttle.take(route("login"), "10.0.0.1") for _ in range(101)]
    assert sum(v.allowed for v in verdicts) == 100
    assert verdicts[-1].headers()["Retry-After"]


def test_one_caller_does_not_use_up_anothers_calls() -> None:
    throttle = Throttle(factor=0.01)
    assert throttle.take(route("login"), "a").allowed
    assert not throttle.take(route("login"), "a").allowed
    assert throttle.take(route("login"), "b").allowed


def test_health_is_never_throttled() -> None:
    throttle = Throttle(factor=0.01)
    assert all(throttle.take(route("health"), "a").allowed for _ in range(50))


def test_calls_come_back_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(throttle_module.time, "monotonic", lambda: now[0])
    throttle = Throttle(factor=0.01)
    assert throttle.take(route("login"), "a").allowed
    refused = throttle.take(route("login"), "a")
    now[0] += refused.retry_after_seconds
    assert throttle.take(route("login"), "a").allowed


def test_memory_is_bounded_by_forgetting_the_longest_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(throttle_module, "MAX_CALLERS", 2)
    throttle = Throttle(factor=0.01)
    for caller in ("a", "b", "c"):
        assert throttle.take(route("login"), caller).allowed
    assert throttle.take(route("login"), "a").allowed
    assert not throttle.take(route("login"), "c").allowed
