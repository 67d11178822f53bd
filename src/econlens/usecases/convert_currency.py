"""Bring the rows of a file into one currency, and say by which rates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from econlens.domain.assets import AssetType
from econlens.domain.issues import Issue, Severity
from econlens.domain.rates import (
    Rate,
    RateBook,
    RateSource,
    UsedRate,
    rounded_quotient,
)
from econlens.domain.upload import RATE_UNKNOWN
from econlens.importing.result import ImportedPosition, with_changes

_CENT = Decimal("0.01")
_HOW_KNOWN = {
    RateSource.FILE: "the file's own rate",
    RateSource.OWN: "your own rate",
    RateSource.DEFAULT: "an approximate default rate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedRows:
    """rows are in `currency`. issues: RATE_UNKNOWN is an error, CONVERTED tells a rate."""

    rows: tuple[ImportedPosition, ...]
    currency: str
    rates: tuple[UsedRate, ...] = ()
    issues: tuple[Issue, ...] = ()


def most_common_currency(rows: Iterable[ImportedPosition]) -> str | None:
    """That of the most rows, the first of equals. None if no row says."""
    counts = Counter(row.currency for row in rows if row.currency)
    return counts.most_common(1)[0][0] if counts else None


def rates_in_rows(rows: Iterable[ImportedPosition]) -> tuple[Rate, ...]:
    """What rows imply that give a price in one currency and the value in another: the most
    valuable row tells for each pair, since the cents weigh least there."""
    telling = [row for row in rows if _tells_rate(row)]
    best: dict[tuple[str, str], ImportedPosition] = {}
    for row in sorted(telling, key=lambda row: abs(row.market_value or Decimal(0))):
        best[str(row.price_currency), str(row.currency)] = row
    return tuple(
        Rate(
            from_currency=origin,
            to_currency=target,
            value=rounded_quotient(
                row.market_value or Decimal(0),
                (row.quantity or Decimal(1)) * (row.price or Decimal(1)),
            ),
        )
        for (origin, target), row in best.items()
    )


def _tells_rate(row: ImportedPosition) -> bool:
    """Not options and bonds: their value is a hundred times, or a hundredth of, the product."""
    if row.price_currency is None or row.currency is None:
        return False
    known = row.quantity and row.price and row.market_value
    return bool(known) and row.asset_type not in (AssetType.OPTION, AssetType.BOND)


def convert_rows(rows: Sequence[ImportedPosition], currency: str, book: RateBook) -> ConvertedRows:
    """Values and costs to the cent. A row without a currency is taken to be in `currency`."""
    stated = {row.currency for row in rows} | {row.price_currency for row in rows}
    if stated <= {None, currency}:
        return ConvertedRows(rows=tuple(rows), currency=currency)
    foreign = Counter(c for row in rows for c in _currencies(row) if c != currency)
    found = {code: book.find(code, currency) for code in foreign}
    known = {code: used for code, used in found.items() if used}
    unknown = [_rate_unknown(code, currency, rows) for code in foreign if code not in known]
    told = [_converted(used, foreign[code]) for code, used in known.items()]
    return ConvertedRows(
        rows=tuple(_convert(row, currency, known) for row in rows),
        currency=currency,
        rates=tuple(known.values()),
        issues=(*unknown, *told),
    )


def _currencies(row: ImportedPosition) -> set[str]:
    """Of its amounts; cash and what has no price needs no rate for one."""
    priced = row.price_currency if row.price is not None else None
    return {code for code in (row.currency, priced) if code}


def _convert(row: ImportedPosition, currency: str, known: dict[str, UsedRate]) -> ImportedPosition:
    of_price = row.price_currency or row.currency
    if row.currency in known:
        rate = known[row.currency].value
        row = with_changes(
            row,
            market_value=_to_cents(row.market_value, rate),
            cost_basis=_to_cents(row.cost_basis, rate),
            currency=currency,
        )
    if of_price in known and row.price is not None:
        row = with_changes(row, price=row.price * known[of_price].value, price_currency=None)
    return row


def _to_cents(amount: Decimal | None, rate: Decimal) -> Decimal | None:
    return None if amount is None else (amount * rate).quantize(_CENT)


def _rate_unknown(code: str, currency: str, rows: Iterable[ImportedPosition]) -> Issue:
    first = next(row for row in rows if code in _currencies(row))
    return Issue(
        code=RATE_UNKNOWN,
        message=f"No rate from {code} to {currency} is known, so the amounts cannot be added up.",
        line=first.line,
        field="currency",
        suggested_fix=f"Add a rate from {code} to {currency} to your rates of exchange and read "
        "the file again, or choose another currency for the portfolio.",
    )


def _converted(used: UsedRate, count: int) -> Issue:
    how = _HOW_KNOWN[used.source]
    day = f" of {used.as_of.isoformat()}" if used.as_of else ""
    amounts = "One holding" if count == 1 else f"{count:,} holdings"
    is_default = used.source is RateSource.DEFAULT
    return Issue(
        code="CONVERTED",
        message=f"{amounts} in {used.from_currency} counted in {used.to_currency} at "
        f"{used.value.normalize():f}, {how}{day}.",
        severity=Severity.INFO,
        field="currency",
        suggested_fix="Set your own rate if this one is too rough." if is_default else None,
    )
