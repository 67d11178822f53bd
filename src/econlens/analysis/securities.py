"""The holdings as a rebalancing sees them: one line per symbol, cash apart, some that stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.covariance import factor_model
from econlens.analysis.positions import Positions, gather_positions
from econlens.analysis.risk_estimate import PricedHoldings, price_holdings
from econlens.domain.assets import AssetType
from econlens.domain.holding import Holding
from econlens.domain.prices import PriceSeries

ZERO = Decimal(0)
NO_PRICES: Mapping[str, PriceSeries] = {}


@dataclass(frozen=True, eq=False, kw_only=True)
class Securities:
    """n lines by symbol, cash not among them. Shorts and options are fixed: they stay as they are.

    lines: merged holdings, of value zero for what may be bought new. cash: the sum of all cash,
    negative where it is owed. prices: what of their past is known, by symbol.
    """

    lines: tuple[Holding, ...]
    cash_lines: tuple[Holding, ...]
    prices: Mapping[str, PriceSeries]

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        return tuple(line.symbol for line in self.lines)

    @property
    def cash(self) -> Decimal:
        return sum((line.market_value for line in self.cash_lines), ZERO)

    @property
    def total(self) -> Decimal:
        return sum((line.market_value for line in self.lines), self.cash)

    @cached_property
    def values(self) -> FloatArray:
        """(n,) in money."""
        return np.array([float(line.market_value) for line in self.lines], dtype=np.float64)

    @cached_property
    def fixed(self) -> npt.NDArray[np.bool_]:
        """(n,): what no trade is suggested for."""
        return np.array([is_fixed(line) for line in self.lines], dtype=bool)

    @cached_property
    def of_one_unit(self) -> Positions:
        """Each line with a value of one, so that its make-up can be read; the order is the same."""
        return gather_positions([replace(line, market_value=Decimal(1)) for line in self.lines])

    @cached_property
    def by_prices(self) -> PricedHoldings | None:
        """What prices tell of the lines, those of most value first."""
        order = sorted(self.lines, key=lambda line: (-abs(line.market_value), line.symbol))
        model = factor_model(self.of_one_unit)
        importance = [line.symbol for line in order]
        return price_holdings(self.of_one_unit, self.prices, model, importance).holdings

    @cached_property
    def covariance(self) -> FloatArray:
        """(n, n), yearly, from prices where there are any, else from asset classes."""
        priced = self.by_prices
        if priced is not None:
            return priced.model.covariance()
        return factor_model(self.of_one_unit).covariance()


def is_fixed(line: Holding) -> bool:
    return line.market_value < 0 or line.asset_type is AssetType.OPTION


def gather_securities(
    holdings: Iterable[Holding],
    candidates: Sequence[Holding] = (),
    prices: Mapping[str, PriceSeries] = NO_PRICES,
) -> Securities:
    """Merge holdings of one symbol; candidates are what may be bought beside them.

    A price is known where it is stated, or follows from value and quantity.
    """
    lines: dict[str, Holding] = {}
    cash: dict[str, Holding] = {}
    for holding in (*holdings, *(replace(one, market_value=ZERO) for one in candidates)):
        known = cash if holding.asset_type is AssetType.CASH else lines
        found = known.get(holding.symbol)
        known[holding.symbol] = _merged(found, holding) if found else _priced(holding)
    return Securities(
        lines=tuple(lines[symbol] for symbol in sorted(lines)),
        cash_lines=tuple(sorted(cash.values(), key=lambda one: (-one.market_value, one.symbol))),
        prices=prices,
    )


def _merged(one: Holding, other: Holding) -> Holding:
    """The larger one tells the class; a quantity is known where both are."""
    larger = max(one, other, key=lambda holding: abs(holding.market_value))
    if other.market_value == 0 and other.quantity is None:
        return one
    quantity = None
    if one.quantity is not None and other.quantity is not None:
        quantity = one.quantity + other.quantity
    value = one.market_value + other.market_value
    return _priced(replace(larger, market_value=value, quantity=quantity, price=larger.price))


def _priced(holding: Holding) -> Holding:
    """With the price that its value implies: the one a trade must use for amounts to add up."""
    if holding.quantity and holding.market_value / holding.quantity > 0:
        return replace(holding, price=holding.market_value / holding.quantity)
    return holding
