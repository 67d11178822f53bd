"""From weights to trades in cents and shares, so that cash is conserved to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Decimal

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.whole_shares import allocate_whole_shares
from econlens.domain.holding import Holding
from econlens.domain.rebalancing import RebalancePolicy, TradingCosts

CENT = Decimal("0.01")
SHARE_STEP = Decimal("0.000001")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """amount > 0 buys, < 0 sells, in cents; shares likewise, None where no price is known."""

    index: int
    amount: Decimal
    shares: Decimal | None
    cost: Decimal


def make_trades(
    lines: Sequence[Holding],
    changes: FloatArray,
    most: FloatArray,
    must_fall: npt.NDArray[np.bool_],
    policy: RebalancePolicy,
    spendable: Decimal,
) -> list[Trade]:
    """Trades that come nearest to the wanted changes (n,), in money.

    most (n,): the largest value each line may reach, for rounding up to whole shares. must_fall
    (n,): sales that a limit asks for, rounded up to whole shares; others to the nearest. spendable:
    what may be spent on purchases and all costs beside what sales bring; purchases are cut down to
    it, so that money never lacks.
    """
    sales = [
        _sale(
            index,
            lines[index],
            _cents(-changes[index], ROUND_UP),
            policy,
            ROUND_UP if must_fall[index] else ROUND_HALF_EVEN,
        )
        for index in np.flatnonzero(changes < 0).tolist()
    ]
    sales = [sale for sale in sales if sale.amount and -sale.amount >= policy.minimum_trade]
    budget = spendable - sum((sale.amount + sale.cost for sale in sales), ZERO)
    wanted = {
        int(index): _cents(changes[index], ROUND_DOWN) for index in np.flatnonzero(changes > 0)
    }
    return sales + _purchases(lines, wanted, most, policy, max(budget, ZERO))


def _cents(amount: float, rounding: str) -> Decimal:
    """A millionth of a cent is noise of the weights, not a cent more."""
    return Decimal(repr(round(float(amount), 8))).quantize(CENT, rounding)


def _sale(
    index: int, line: Holding, amount: Decimal, policy: RebalancePolicy, rounding: str
) -> Trade:
    """Everything is sold as it is held, fractions included."""
    left = line.market_value - amount
    if left < CENT:
        return _trade(index, -line.market_value, _negative(line.quantity), policy.costs)
    if not line.price:
        return _trade(index, -amount, None, policy.costs)
    if not policy.whole_shares:
        return _trade(index, -amount, -(amount / line.price).quantize(SHARE_STEP), policy.costs)
    shares = (amount / line.price).quantize(Decimal(1), rounding)
    if shares * line.price > line.market_value:
        shares = (line.market_value / line.price).quantize(Decimal(1), ROUND_DOWN)
    return _trade(index, -(shares * line.price).quantize(CENT), -shares, policy.costs)


def _negative(quantity: Decimal | None) -> Decimal | None:
    return None if quantity is None else -quantity


def _trade(index: int, amount: Decimal, shares: Decimal | None, costs: TradingCosts) -> Trade:
    return Trade(index=index, amount=amount, shares=shares, cost=costs.of(abs(amount)))


def _purchases(
    lines: Sequence[Holding],
    wanted: dict[int, Decimal],
    most: FloatArray,
    policy: RebalancePolicy,
    budget: Decimal,
) -> list[Trade]:
    wanted = _within_budget(wanted, policy.costs, budget)
    if not policy.whole_shares:
        wanted = _with_last_cents(wanted, policy.costs, budget)
    by_amount = [index for index in wanted if not (policy.whole_shares and lines[index].price)]
    trades = [_purchase(index, lines[index], wanted[index], policy) for index in by_amount]
    rest = budget - sum((trade.amount + trade.cost for trade in trades), ZERO)
    whole = {index: amount for index, amount in wanted.items() if index not in by_amount}
    return _kept(trades + _whole_purchases(lines, whole, most, policy, rest), policy)


def _with_last_cents(
    wanted: dict[int, Decimal], costs: TradingCosts, budget: Decimal
) -> dict[int, Decimal]:
    """The cents that rounding down has left over go to the largest purchase."""
    left = budget - sum((amount + costs.of(amount) for amount in wanted.values()), ZERO)
    if not wanted or left > CENT * (len(wanted) + 2) or costs.rate:
        return wanted
    largest = max(wanted, key=lambda index: (wanted[index], -index))
    return {**wanted, largest: wanted[largest] + max(left, ZERO)}


def _kept(trades: list[Trade], policy: RebalancePolicy) -> list[Trade]:
    """What rounding has brought to nothing, or below the least trade, is no trade."""
    return [trade for trade in trades if trade.amount > 0 and trade.amount >= policy.minimum_trade]


def _purchase(index: int, line: Holding, amount: Decimal, policy: RebalancePolicy) -> Trade:
    shares = (amount / line.price).quantize(SHARE_STEP) if line.price else None
    return _trade(index, amount, shares, policy.costs)


def _within_budget(
    wanted: dict[int, Decimal], costs: TradingCosts, budget: Decimal
) -> dict[int, Decimal]:
    """Cut down together where money does not reach for them and their costs."""
    needed = sum((amount + costs.of(amount) for amount in wanted.values()), ZERO)
    if needed <= budget:
        return wanted
    fees = costs.per_trade * len(wanted) + CENT * len(wanted)
    amounts = sum(wanted.values(), ZERO) * (1 + costs.rate)
    share = max(budget - fees, ZERO) / amounts
    return {index: (amount * share).quantize(CENT, ROUND_DOWN) for index, amount in wanted.items()}


def _whole_purchases(
    lines: Sequence[Holding],
    wanted: dict[int, Decimal],
    most: FloatArray,
    policy: RebalancePolicy,
    budget: Decimal,
) -> list[Trade]:
    """Costs of every purchase are set aside first, so that another share can always be paid."""
    indices = list(wanted)
    prices = [lines[index].price or CENT for index in indices]
    amounts = np.array([float(wanted[index]) for index in indices])
    for_each = policy.costs.per_trade + (CENT if policy.costs.rate else ZERO)
    spendable = (budget - for_each * len(indices)) / (1 + policy.costs.rate)
    unit = np.array([float(price) for price in prices])
    room = np.array([most[index] - float(lines[index].market_value) for index in indices])
    ceiling = np.floor(np.clip(room, 0, None) / unit + 1e-9) if len(indices) else np.zeros(0)
    counts = allocate_whole_shares(
        amounts,
        unit,
        float(max(spendable, ZERO)),
        np.minimum(ceiling, 2**53).astype(np.int64),
    )
    return [
        _trade(index, (int(count) * price).quantize(CENT), Decimal(int(count)), policy.costs)
        for index, price, count in zip(indices, prices, counts, strict=True)
    ]


def apply_trades(lines: Sequence[Holding], trades: Sequence[Trade]) -> list[Holding]:
    """The lines after the trades; what is sold out or never held is left out."""
    after = list(lines)
    for trade in trades:
        line = after[trade.index]
        quantity = line.quantity
        if quantity is None and line.market_value == 0:
            quantity = ZERO if trade.shares is not None else None
        known = quantity is not None and trade.shares is not None
        after[trade.index] = replace(
            line,
            market_value=line.market_value + trade.amount,
            quantity=quantity + trade.shares if known else None,  # type: ignore[operator]
        )
    return [line for line in after if line.market_value != 0]
