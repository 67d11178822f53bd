"""Which adjustments would bring this portfolio to its target?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from econlens.analysis.rebalance import suggest_adjustments
from econlens.analysis.rebalance_report import RebalancePlan
from econlens.domain.errors import InvalidRequestError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue
from econlens.domain.preferences import Preferences
from econlens.domain.prices import PriceSeries
from econlens.domain.rebalancing import (
    Limits,
    PolicyWishes,
    RebalancePolicy,
    TargetKind,
    ToleranceBands,
)
from econlens.domain.user import Caller, RiskTolerance
from econlens.domain.weights import symbols_of
from econlens.ports import UserStore
from econlens.reference.example_funds import example_funds, known_assets

T = TypeVar("T")

CENT = Decimal("0.01")
LARGEST_AMOUNT = Decimal(10) ** 12
NO_PRICES: Mapping[str, PriceSeries] = {}


def rebalance_portfolio(
    store: UserStore, caller: Caller, portfolio_id: UUID, wishes: PolicyWishes
) -> RebalancePlan:
    """Nothing is changed. Raises NotFoundError, InvalidRequestError, RuleViolationError."""
    portfolio = store.get_portfolio(portfolio_id)
    return rebalance_holdings(
        portfolio.holdings,
        portfolio.currency,
        wishes,
        preferences=store.get_preferences(),
        risk_tolerance=caller.risk_tolerance,
        prices=store.load_prices(symbols_of(portfolio.holdings)),
    )


def rebalance_holdings(
    holdings: Sequence[Holding],
    currency: str,
    wishes: PolicyWishes,
    *,
    preferences: Preferences,
    risk_tolerance: RiskTolerance,
    prices: Mapping[str, PriceSeries] = NO_PRICES,
) -> RebalancePlan:
    """Raises InvalidRequestError, RuleViolationError."""
    policy = policy_of(wishes, preferences, risk_tolerance)
    return suggest_adjustments(
        holdings,
        policy,
        currency=currency,
        risk_tolerance=policy.risk_tolerance,
        thresholds=preferences.thresholds,
        examples=example_funds(),
        known=known_assets(policy.weights),
        prices=prices,
    )


def policy_of(
    wishes: PolicyWishes, preferences: Preferences, risk_tolerance: RiskTolerance
) -> RebalancePolicy:
    """What is not wished for is as the preferences have it; limits are then the thresholds above
    which a position or a sector is called high. Raises InvalidRequestError."""
    issues = tuple(_amount_issues(wishes))
    if issues:
        raise InvalidRequestError(issues=issues)
    usual = preferences.rebalancing
    bands = ToleranceBands(absolute=usual.absolute_band, relative=usual.relative_band)
    return RebalancePolicy(
        target=wishes.target or TargetKind(usual.target),
        risk_tolerance=wishes.risk_tolerance or risk_tolerance,
        weights=wishes.weights,
        limits=wishes.limits or _usual_limits(preferences),
        bands=wishes.bands or bands,
        minimum_trade=_either(wishes.minimum_trade, usual.minimum_trade),
        whole_shares=_either(wishes.whole_shares, usual.whole_shares),
        cash_flow=wishes.cash_flow.quantize(CENT),
        never_sell=wishes.never_sell,
        buy_only=_either(wishes.buy_only, usual.buy_only),
        costs=wishes.costs,
    )


def _usual_limits(preferences: Preferences) -> Limits:
    thresholds = preferences.thresholds
    return Limits(
        position=thresholds.largest_position.high_above, sector=thresholds.sector.high_above
    )


def _either(wished: T | None, usual: T) -> T:
    return usual if wished is None else wished


def _amount_issues(wishes: PolicyWishes) -> Iterator[Issue]:
    """JSON lets NaN and 1e999 through as decimals."""
    amounts = {
        "cashFlow": wishes.cash_flow,
        "minimumTrade": wishes.minimum_trade or Decimal(0),
        "costs.perTrade": wishes.costs.per_trade,
        "costs.rate": wishes.costs.rate,
    }
    for field, amount in amounts.items():
        lowest = -LARGEST_AMOUNT if field == "cashFlow" else Decimal(0)
        highest = Decimal(1) if field == "costs.rate" else LARGEST_AMOUNT
        if not amount.is_finite() or not lowest <= amount <= highest:
            yield Issue(
                code="AMOUNT_OUT_OF_RANGE",
                field=field,
                message=f"{field} is no amount from {lowest:,} to {highest:,}.",
                suggested_fix="Send a plain number within that range.",
            )
