"""Rates of exchange: whose they are, and which one counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum

from econlens.domain.errors import RuleViolationError
from econlens.domain.issues import Issue

_MOST_OWN_RATES = 200
_HIGHEST_RATE = Decimal(10) ** 9
# What is divided is cut to eight figures, so that the rate that is told is the one that was used.
_FIGURES = Context(prec=8)


class RateSource(StrEnum):
    FILE = "file"
    OWN = "own"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One unit of from_currency is worth value units of to_currency. as_of None: undated."""

    from_currency: str
    to_currency: str
    value: Decimal
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedRate:
    """A rate that amounts were multiplied by, and where it is from."""

    from_currency: str
    to_currency: str
    value: Decimal
    source: RateSource
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultRates:
    """The table that ships: approximate, of one day. per_euro: units of a currency for one euro."""

    as_of: date
    source: str
    per_euro: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBook:
    """Every rate at hand. The file's own count before the user's, these before the default ones."""

    default: DefaultRates
    file: tuple[Rate, ...] = field(default=())
    own: tuple[Rate, ...] = field(default=())

    def find(self, from_currency: str, to_currency: str) -> UsedRate | None:
        """None if nothing at hand tells."""
        for source, rates in ((RateSource.FILE, self.file), (RateSource.OWN, self.own)):
            for rate in rates:
                value = _between(rate, from_currency, to_currency)
                if value is not None:
                    return _used(from_currency, to_currency, value, source, rate.as_of)
        per_euro = self.default.per_euro
        if from_currency not in per_euro or to_currency not in per_euro:
            return None
        value = rounded_quotient(per_euro[to_currency], per_euro[from_currency])
        return _used(from_currency, to_currency, value, RateSource.DEFAULT, self.default.as_of)


def rounded_quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """To eight figures."""
    return _FIGURES.divide(dividend, divisor)


def check_rates(rates: Iterable[Rate]) -> tuple[Rate, ...]:
    """The rates, if a user may have them as their own. Raises RuleViolationError naming each
    problem by its place."""
    checked = tuple(rates)
    issues = [issue for at, rate in enumerate(checked) for issue in _faults(rate, at)]
    pairs = [frozenset((rate.from_currency, rate.to_currency)) for rate in checked]
    issues += [
        Issue(
            code="DUPLICATE_RATE",
            message="There is another rate for these two currencies.",
            field=f"rates[{at}]",
            suggested_fix="Keep one rate for each pair; the way back follows from it.",
        )
        for at, pair in enumerate(pairs)
        if pair in pairs[:at]
    ]
    if len(checked) > _MOST_OWN_RATES:
        message = f"There are {len(checked)} rates; at most {_MOST_OWN_RATES} are kept."
        fix = "Remove those that no file of yours needs."
        issues.append(
            Issue(code="TOO_MANY_RATES", message=message, field="rates", suggested_fix=fix)
        )
    if issues:
        raise RuleViolationError("Some rates cannot be used.", issues=tuple(issues))
    return checked


def _faults(rate: Rate, at: int) -> list[Issue]:
    faults = []
    if not (rate.value.is_finite() and 0 < rate.value < _HIGHEST_RATE):
        faults.append(
            Issue(
                code="INVALID_RATE",
                message="A rate must be above zero and below a thousand million.",
                field=f"rates[{at}].rate",
                suggested_fix="Write how many units of the second currency one of the first buys.",
            )
        )
    if rate.from_currency == rate.to_currency:
        faults.append(
            Issue(
                code="SAME_CURRENCY",
                message="A rate needs two different currencies.",
                field=f"rates[{at}].toCurrency",
                suggested_fix="Choose another currency, or remove the rate.",
            )
        )
    return faults


def _between(rate: Rate, origin: str, target: str) -> Decimal | None:
    if (rate.from_currency, rate.to_currency) == (origin, target):
        return rate.value
    if (rate.to_currency, rate.from_currency) == (origin, target):
        return rounded_quotient(Decimal(1), rate.value)
    return None


def _used(
    origin: str, target: str, value: Decimal, source: RateSource, as_of: date | None
) -> UsedRate:
    return UsedRate(
        from_currency=origin, to_currency=target, value=value, source=source, as_of=as_of
    )
