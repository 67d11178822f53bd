"""What the portfolio costs and pays in a year."""

from collections.abc import Sequence
from decimal import Decimal
from math import fsum

import numpy as np

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.report import Basis, Cost, Measure, Unit
from econlens.analysis.wording import percent
from econlens.domain.assets import FUND_TYPES
from econlens.domain.holding import Holding


def weighted_rate(values: FloatArray, rates: FloatArray) -> float | None:
    """Σ v·r / Σ v over the holdings whose rate is known (not NaN); None where there are none.

    values (n,) ≥ 0 in money, rates (n,) as fractions a year, NaN where unknown.
    """
    total = fsum(values[~np.isnan(rates)])
    return _paid(values, rates) / total if total > 0 else None


def _paid(values: FloatArray, rates: FloatArray) -> float:
    """Σ v·r over the known rates. fsum, so that the order of holdings leaves no trace."""
    return fsum((values * rates)[~np.isnan(rates)])


def assess_cost(holdings: Sequence[Holding], currency: str) -> Cost:
    """Expense ratio and yield by value. Short positions are left out: they pay no fund fees."""
    held = [holding for holding in holdings if holding.market_value > 0]
    values = np.array([float(holding.market_value) for holding in held])
    expense = np.array([_expense_ratio(holding) for holding in held])
    paid = np.array([_percent(holding.dividend_yield) for holding in held])
    return Cost(
        expense_ratio=_rate(values, expense, "Fund fees come to {} of your money a year"),
        annual_cost=_amount(values, expense, f"{currency} a year in fund fees"),
        dividend_yield=_rate(values, paid, "Dividends and interest come to {} a year"),
        annual_income=_amount(values, paid, f"{currency} a year in dividends and interest"),
    )


def _expense_ratio(holding: Holding) -> float:
    """What is no fund has no running fee; a fund without a stated one is unknown, not free."""
    if holding.expense_ratio is None and holding.asset_type not in FUND_TYPES:
        return 0.0
    return _percent(holding.expense_ratio)


def _percent(rate: Decimal | None) -> float:
    return np.nan if rate is None else float(rate) / 100


def _covered(values: FloatArray, rates: FloatArray) -> float:
    total = fsum(values)
    return fsum(values[~np.isnan(rates)]) / total if total > 0 else 0.0


def _rate(values: FloatArray, rates: FloatArray, sentence: str) -> Measure:
    rate = weighted_rate(values, rates)
    text = None if rate is None else sentence.format(f"{rate * 100:.2f} %")
    return _measure(rate, Unit.FRACTION_PER_YEAR, text, _covered(values, rates))


def _amount(values: FloatArray, rates: FloatArray, subject: str) -> Measure:
    amount = None if np.isnan(rates).all() else _paid(values, rates)
    text = None if amount is None else f"That is about {amount:,.2f} {subject}"
    return _measure(amount, Unit.MONEY_PER_YEAR, text, _covered(values, rates))


def _measure(value: float | None, unit: Unit, text: str | None, covered: float) -> Measure:
    known = "" if covered > 0.9995 else f", as far as known ({percent(covered)} of the value)"
    return Measure(
        value=value,
        unit=unit,
        basis=Basis.WEIGHTS,
        covered=covered,
        explanation=(
            "None of the holdings states this, so it is unknown."
            if text is None
            else f"{text}{known}."
        ),
    )
