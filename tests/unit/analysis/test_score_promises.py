"""What the score promises for every portfolio, not only for examples."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from econlens.analysis.classification import Classification, hint_from_name
from econlens.analysis.risk import assess
from econlens.domain.assets import AssetType, Category
from econlens.domain.holding import Holding
from tests.unit.analysis.example_holdings import (
    cash,
    equal_stocks,
    holding,
    holdings_of_any_kind,
    us_bonds,
    us_market,
    us_stock,
)

SHARES = st.integers(1, 99).map(lambda percent: Decimal(percent) / 100)


def score_of(holdings: list[Holding]) -> float:
    return assess(holdings, currency="USD").score.value


def points_of(holdings: list[Holding]) -> float:
    """The sum of the parts before the scale ends at 10, so that its end hides nothing."""
    parts = assess(holdings, currency="USD").score.parts
    return sum(part.points for part in parts if part.key != "top_of_scale")


def is_single_security(one: Holding) -> bool:
    return Classification(
        asset_type=one.asset_type,
        category=one.category,
        sector=one.sector,
        region=one.region,
        hint=hint_from_name(one),
    ).is_limited


def add_to(holdings: list[Holding], index: int, amount: Decimal) -> list[Holding]:
    grown = replace(holdings[index], market_value=holdings[index].market_value + amount)
    return [*holdings[:index], grown, *holdings[index + 1 :]]


def split(holdings: list[Holding], index: int, share: Decimal) -> list[Holding]:
    whole = holdings[index]
    first = replace(whole, market_value=whole.market_value * share)
    second = replace(
        whole, symbol=whole.symbol + "-B", market_value=whole.market_value - first.market_value
    )
    return [*holdings[:index], first, second, *holdings[index + 1 :]]


@given(holdings_of_any_kind(), st.integers(0, 11), st.integers(11, 99), st.integers(1, 1000))
def test_adding_to_an_over_concentrated_position_never_lowers_the_score(
    holdings: list[Holding], choice: int, weight_percent: int, growth_percent: int
) -> None:
    singles = [index for index, one in enumerate(holdings) if is_single_security(one)]
    assume(singles)
    index = singles[choice % len(singles)]
    others = sum((one.market_value for one in holdings), Decimal(0)) - holdings[index].market_value
    weight = Decimal(weight_percent) / 100
    # Give the position the wanted weight, above 10 %, then let it grow.
    size = (others * weight / (1 - weight)).quantize(Decimal("0.01")) + 1
    before = add_to(holdings, index, size - holdings[index].market_value)
    after = add_to(before, index, size * growth_percent / 100)
    assert score_of(after) >= score_of(before)
    assert points_of(after) >= points_of(before) - 1e-8


CALM = holding("IBM-2030", 30, AssetType.BOND, Category.CORPORATE_BONDS)


@pytest.mark.parametrize(
    ("before", "index"),
    [
        pytest.param([CALM, holding("BTC", 70, AssetType.CRYPTO)], 0, id="calm-beside-crypto"),
        pytest.param([us_stock("A", 11), us_stock("B", 89)], 0, id="small-beside-huge"),
        pytest.param([us_stock("A", 11), cash(89)], 0, id="stock-beside-cash"),
        pytest.param([CALM, us_market(70)], 0, id="calm-beside-fund"),
        pytest.param(equal_stocks(9), 0, id="nine-equal"),
        pytest.param(equal_stocks(5), 2, id="five-equal"),
        pytest.param([us_stock("A", 1)], 0, id="alone"),
    ],
)
@pytest.mark.parametrize("growth", ["1.001", "1.1", "2", "10", "1000"])
def test_growing_a_position_above_the_limit_does_not_pay_even_where_it_is_calm(
    before: list[Holding], index: int, growth: str
) -> None:
    amount = before[index].market_value * (Decimal(growth) - 1)
    assert score_of(add_to(before, index, amount)) >= score_of(before)


@given(holdings_of_any_kind(shorts=True), st.integers(0, 11), SHARES)
def test_splitting_a_holding_into_two_of_the_same_kind_never_raises_the_score(
    holdings: list[Holding], index: int, share: Decimal
) -> None:
    after = split(holdings, index % len(holdings), share)
    assert score_of(after) <= score_of(holdings)
    assert points_of(after) <= points_of(holdings) + 1e-8


def test_splitting_a_lone_stock_lowers_the_score_in_the_end() -> None:
    assert score_of(equal_stocks(20)) < score_of(equal_stocks(5)) <= score_of(equal_stocks(1))


@given(holdings_of_any_kind(shorts=True, min_size=0))
@example([])
def test_the_score_lies_between_one_and_ten_and_is_the_sum_of_its_parts(
    holdings: list[Holding],
) -> None:
    score = assess(holdings, currency="USD").score
    assert 1 <= score.value <= 10
    assert sum(part.points for part in score.parts) == pytest.approx(score.value, abs=1e-6)


@given(holdings_of_any_kind(shorts=True, min_size=0))
def test_no_part_exceeds_its_stated_bound(holdings: list[Holding]) -> None:
    for part in assess(holdings, currency="USD").score.parts:
        assert part.points <= part.max_points + 1e-9


@given(holdings_of_any_kind(shorts=True), st.randoms(use_true_random=False))
def test_the_order_of_holdings_does_not_matter(holdings: list[Holding], random: object) -> None:
    shuffled = list(holdings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assess(shuffled, currency="USD") == assess(holdings, currency="USD")


def test_selling_a_concentrated_stock_for_a_broad_mix_lowers_the_score() -> None:
    concentrated = [us_stock("AAPL", 80), us_market(10), us_bonds(10)]
    spread = [us_stock("AAPL", 5), us_market(55), us_bonds(40)]
    assert score_of(spread) < score_of(concentrated) - 2
