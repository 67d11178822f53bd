"""Whole shares that come nearest to wanted amounts, within what there is to spend.

What counts is Σ |wanted − bought| + money left over. Where all that is wanted is to be spent, that
is twice the sum of what is missing, so the question is a knapsack: which amounts to round up.
"""

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray

Counts = npt.NDArray[np.int64]
# Gains below a thousandth of a cent are rounding.
LEAST_GAIN = 1e-5
MOST_SWAPS = 500
# Beyond these, what is left to gain is less than a thousandth of the money, and takes long.
MOST_FOR_PAIRS = 60
MOST_FOR_KNAPSACK = 30
KNAPSACK_BINS = 50_000
MOST_SHARES_BACK = 8


def allocate_whole_shares(
    wanted: FloatArray, prices: FloatArray, budget: float, most: Counts | None = None
) -> Counts:
    """Shares (n,) ≥ 0 for wanted amounts (n,) ≥ 0, prices (n,) > 0 and a budget ≥ 0, in money.

    most (n,) bounds the shares. First every amount rounded down, then rounded up where most is
    gained for the money, then one or two shares swapped for one or two others while that brings the
    sum nearer. Few positions are also started from a knapsack filled in fifty thousand steps.
    """
    ceiling = np.full(len(wanted), np.iinfo(np.int64).max) if most is None else most
    # A millionth of a share less than whole is a whole share that lost its last digit.
    floor = np.minimum(np.floor(wanted / prices + 1e-6).astype(np.int64), ceiling)
    starts = [_affordable(floor, prices, budget)]
    if len(wanted) <= MOST_FOR_KNAPSACK:
        starts.append(_fill_knapsack(starts[0], wanted, prices, budget, ceiling))
    found = [_improve(start, wanted, prices, budget, ceiling) for start in starts]
    return min(found, key=lambda shares: shortfall(shares, wanted, prices, budget))


def _improve(
    shares: Counts, wanted: FloatArray, prices: FloatArray, budget: float, most: Counts
) -> Counts:
    shares = _round_up(shares, wanted, prices, budget, most)
    return _swap(shares, wanted, prices, budget, most)


def shortfall(shares: Counts, wanted: FloatArray, prices: FloatArray, budget: float) -> float:
    """Σ |wanted − bought| + money left over, in money."""
    bought = shares * prices
    return float(np.abs(wanted - bought).sum() + budget - bought.sum())


def _affordable(shares: Counts, prices: FloatArray, budget: float) -> Counts:
    """Scaled down together where the money does not reach."""
    cost = float(shares @ prices)
    if cost <= budget + LEAST_GAIN:
        return shares
    return np.asarray(np.floor(shares * (budget / cost)), dtype=np.int64)


def _gains(shares: Counts, wanted: FloatArray, prices: FloatArray) -> tuple[FloatArray, FloatArray]:
    """By how much one share more, and one less, brings each amount nearer; left-over money too."""
    away = np.abs(wanted - shares * prices)
    more = away - np.abs(wanted - (shares + 1) * prices) + prices
    less = away - np.abs(wanted - (shares - 1) * prices) - prices
    return more, np.where(shares > 0, less, -np.inf)


def _round_up(
    shares: Counts, wanted: FloatArray, prices: FloatArray, budget: float, most: Counts
) -> Counts:
    shares = shares.copy()
    left = budget - float(shares @ prices)
    while True:
        more, _ = _gains(shares, wanted, prices)
        possible = (prices <= left + LEAST_GAIN) & (shares < most) & (more > LEAST_GAIN)
        if not possible.any():
            return shares
        best = int(np.where(possible, more / prices, -np.inf).argmax())
        shares[best] += 1
        left -= float(prices[best])


def _swap(
    shares: Counts, wanted: FloatArray, prices: FloatArray, budget: float, most: Counts
) -> Counts:
    """The best exchange of up to two shares for up to two others, until none is worth it.

    Giving back and taking the same share can never be the best: the gain of a share only falls.
    """
    shares = shares.copy()
    choices = _choices(len(shares))
    for _ in range(MOST_SWAPS):
        left = budget - float(shares @ prices)
        more, less = _gains(shares, wanted, prices)
        taken = _best_exchange(choices, np.where(shares < most, more, -np.inf), less, prices, left)
        if taken is None:
            return shares
        sold, bought = taken
        np.subtract.at(shares, sold, 1)
        np.add.at(shares, bought, 1)
    return shares


def _fill_knapsack(
    floor: Counts, wanted: FloatArray, prices: FloatArray, budget: float, most: Counts
) -> Counts:
    """Which shares are worth their money most, among the last few below and the one above wanted.

    Dynamic programming over money in equal steps, each price rounded up, so that it is affordable.
    """
    if not len(prices):
        return floor
    back = np.minimum(floor, np.minimum(np.ceil(prices.max() / prices), MOST_SHARES_BACK))
    base = floor - back.astype(np.int64)
    money = budget - float(base @ prices)
    owners, values = _items(base, floor, wanted, prices, most)
    steps = np.maximum(np.ceil(prices * (KNAPSACK_BINS / max(money, LEAST_GAIN))), 1).astype(
        np.int64
    )
    shares: Counts = base.copy()
    np.add.at(shares, owners[_chosen_items(steps[owners], values)], 1)
    return shares


def _items(
    base: Counts, floor: Counts, wanted: FloatArray, prices: FloatArray, most: Counts
) -> tuple[Counts, FloatArray]:
    """Single shares that may be bought on top of base: whose they are, and what each brings."""
    counts = floor - base + (floor < most)
    owners = np.repeat(np.arange(len(prices)), counts)
    nth = np.concatenate([np.arange(count) for count in counts])
    missing = wanted[owners] - (base[owners] + nth) * prices[owners]
    return owners, np.asarray(np.clip(missing, 0, prices[owners]))


def _chosen_items(steps: npt.NDArray[np.int64], values: FloatArray) -> npt.NDArray[np.intp]:
    """The items of most value together within KNAPSACK_BINS steps."""
    best = np.zeros(KNAPSACK_BINS + 1)
    taken = np.zeros((len(steps), KNAPSACK_BINS + 1), dtype=bool)
    for item, (size, value) in enumerate(zip(steps.tolist(), values.tolist(), strict=True)):
        if size <= KNAPSACK_BINS:
            with_it = best[: KNAPSACK_BINS + 1 - size] + value
            taken[item, size:] = with_it > best[size:]
            best[size:] = np.maximum(best[size:], with_it)
    chosen, room = [], KNAPSACK_BINS
    for item in range(len(steps) - 1, -1, -1):
        if taken[item, room]:
            chosen.append(item)
            room -= int(steps[item])
    return np.array(chosen, dtype=np.intp)


def _choices(count: int) -> npt.NDArray[np.intp]:
    """Nothing, each position, each pair: (c, 2) indices, where count stands for nothing."""
    single = np.arange(count)
    rows = [np.array([[count, count]]), np.stack([single, np.full(count, count)], axis=1)]
    if count <= MOST_FOR_PAIRS:
        rows.append(np.stack(np.triu_indices(count, 1), axis=1))
    return np.concatenate(rows)


def _best_exchange(
    choices: npt.NDArray[np.intp],
    more: FloatArray,
    less: FloatArray,
    prices: FloatArray,
    left: float,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]] | None:
    """What to sell and what to buy: for each sale, the purchase of most gain that it can pay."""
    money = np.append(prices, 0.0)[choices].sum(axis=1)
    gain_of_buying = np.append(more, 0.0)[choices].sum(axis=1)
    gain_of_selling = np.append(less, 0.0)[choices].sum(axis=1)
    by_cost = np.argsort(money, kind="stable")
    best_so_far = np.maximum.accumulate(gain_of_buying[by_cost])
    reach = np.searchsorted(money[by_cost], left + money + LEAST_GAIN, side="right") - 1
    gain = gain_of_selling + best_so_far[np.maximum(reach, 0)]
    gain[reach < 0] = -np.inf
    sale = int(gain.argmax())
    if gain[sale] <= LEAST_GAIN:
        return None
    affordable = by_cost[: reach[sale] + 1]
    purchase = affordable[int(gain_of_buying[affordable].argmax())]
    count = len(prices)
    return choices[sale][choices[sale] < count], choices[purchase][choices[purchase] < count]
