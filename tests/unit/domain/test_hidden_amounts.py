from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.domain.holding import Holding
from econlens.domain.portfolio import Portfolio
from econlens.domain.sharing import ShareLifetime, without_amounts
from tests.factories import a_holding

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
CENTS = st.integers(min_value=-(10**12), max_value=10**12).map(lambda cents: Decimal(cents) / 100)


def a_portfolio(*amounts: Decimal, score: float | None = None) -> Portfolio:
    holdings = tuple(
        a_holding(
            symbol=f"S{at}",
            market_value=amount,
            quantity=Decimal("137.25"),
            price=Decimal("311.07"),
            cost_basis=Decimal("29999.99"),
            account="…4321",
        )
        for at, amount in enumerate(amounts)
    )
    return Portfolio(
        id=UUID(int=1),
        name="Savings",
        description="All of my 50,000 dollars",
        currency="USD",
        as_of=None,
        version=3,
        created_at=NOON,
        updated_at=NOON,
        risk_score=score,
        holdings=holdings,
    )


def scaled(portfolio: Portfolio, factor: int) -> Portfolio:
    return replace(
        portfolio,
        holdings=tuple(
            replace(h, market_value=h.market_value * factor) for h in portfolio.holdings
        ),
    )


def test_a_quarter_and_three_quarters_become_25_and_75() -> None:
    hidden = without_amounts(a_portfolio(Decimal("1234.50"), Decimal("3703.50")))
    assert [holding.market_value for holding in hidden.holdings] == [Decimal(25), Decimal(75)]


def test_weights_are_no_finer_than_a_hundredth_of_a_percent() -> None:
    hidden = without_amounts(a_portfolio(Decimal(1), Decimal(2)))
    assert [holding.market_value for holding in hidden.holdings] == [
        Decimal("33.33"),
        Decimal("66.67"),
    ]


def test_quantity_price_cost_account_and_description_are_gone() -> None:
    hidden = without_amounts(a_portfolio(Decimal(5), score=6.789))
    (holding,) = hidden.holdings
    gone = (holding.quantity, holding.price, holding.cost_basis, holding.account)
    assert gone == (None, None, None, None)
    assert (hidden.description, hidden.risk_score) == ("", 6.8)
    assert holding.symbol == "S0"


@given(st.lists(CENTS, min_size=1, max_size=8), st.integers(min_value=2, max_value=10**6))
def test_portfolios_of_equal_weights_cannot_be_told_apart(
    amounts: list[Decimal], factor: int
) -> None:
    portfolio = a_portfolio(*amounts)
    assert without_amounts(scaled(portfolio, factor)) == without_amounts(portfolio)


@pytest.mark.parametrize("amounts", [(), (Decimal(0),), (Decimal(5), Decimal(-5))])
def test_a_portfolio_worth_nothing_is_hidden_too(amounts: tuple[Decimal, ...]) -> None:
    hidden: tuple[Holding, ...] = without_amounts(a_portfolio(*amounts)).holdings
    assert all(abs(holding.market_value) in (0, 50) for holding in hidden)


@pytest.mark.parametrize(
    ("lifetime", "length"),
    [
        (ShareLifetime.HOUR, timedelta(hours=1)),
        (ShareLifetime.WEEK, timedelta(days=7)),
        (ShareLifetime.YEAR, timedelta(days=365)),
    ],
)
def test_a_link_ends_after_its_lifetime(lifetime: ShareLifetime, length: timedelta) -> None:
    assert lifetime.ends_at(NOON) == NOON + length


def test_a_link_may_last_until_it_is_revoked() -> None:
    assert ShareLifetime.NEVER.ends_at(NOON) is None
