"""Amounts that a canonical file leaves to be worked out: shares × price, or a part of a total."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from econlens.importing.canonical_layout import DeclaredTotal
from econlens.importing.canonical_numbers import packed_numbers
from econlens.importing.canonical_rows import CanonicalRows
from econlens.importing.derived import DerivedValues
from econlens.importing.issue_log import IssueLog
from econlens.importing.words import Column

_HUNDRED = Decimal(100)
_Totals = Mapping[str, Decimal | None]


def derive_amounts(
    rows: CanonicalRows, names: Iterable[str], totals: Iterable[DeclaredTotal], issues: IssueLog
) -> None:
    """Missing amounts: shares × price, else allocation × total, else an error.

    names: of all portfolios. totals: what the file states.
    """
    if not _some_are_missing(rows):
        return
    rows.amounts = packed_numbers(_from_shares(rows, issues))
    if _some_are_missing(rows):
        of_portfolio = _totals(rows, list(names), totals)
        if any(total is not None and total < 0 for total in of_portfolio.values()):
            rows.signed |= {Column.MARKET_VALUE}
        rows.amounts = packed_numbers(_from_allocations(rows, of_portfolio, issues))


def _some_are_missing(rows: CanonicalRows) -> bool:
    return type(None) in set(map(type, rows.amounts))  # `None in` asks each Decimal: slow


def _from_shares(rows: CanonicalRows, issues: IssueLog) -> Iterator[Decimal | None]:
    derived = DerivedValues("shares × price")
    columns = zip(rows.amounts, rows.shares, rows.prices, strict=True)
    for at, (amount, shares, price) in enumerate(columns):
        if amount is None and shares is not None and price is not None:
            derived.add(rows.lines[at], rows.symbols[at])
            yield shares * price
        else:
            yield amount
    derived.tell(issues)


def _from_allocations(
    rows: CanonicalRows, totals: _Totals, issues: IssueLog
) -> Iterator[Decimal | None]:
    derived = DerivedValues("allocation × total")
    columns = zip(rows.amounts, rows.allocations, rows.portfolios, strict=True)
    for at, (amount, allocation, name) in enumerate(columns):
        total = totals[name]
        if amount is None and allocation is not None and total is not None:
            derived.add(rows.lines[at], rows.symbols[at])
            yield total * allocation / _HUNDRED
            continue
        if amount is None and not rows.unreadable[at]:
            _tell_missing(rows.lines[at], issues)
        yield amount
    derived.tell(issues)


def _tell_missing(line: int, issues: IssueLog) -> None:
    issues.error(
        "MISSING_AMOUNT",
        "The dollar amount is missing and cannot be worked out.",
        line=line,
        field=Column.MARKET_VALUE.value,
        fix="Write the amount, or shares and price, or add a line TOTAL with the total.",
    )


def _totals(rows: CanonicalRows, names: list[str], stated: Iterable[DeclaredTotal]) -> _Totals:
    """Of each portfolio: as the file states it, else as its rows imply it; None: unknown.

    A total without a portfolio's name speaks for the whole file, so for its only portfolio.
    """
    totals = _implied(rows)
    for_whole_file = names[0] if len(names) == 1 else ""
    is_stated = set()
    for total in stated:
        name = total.portfolio or for_whole_file
        if name in totals and name not in is_stated:
            totals[name] = total.value
            is_stated.add(name)
    return totals


@dataclass(slots=True)
class _Known:
    """Sums over the rows of a portfolio that have both."""

    amount: Decimal = Decimal(0)
    allocation: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal | None:
        """What they imply for the whole portfolio."""
        return self.amount * _HUNDRED / self.allocation if self.allocation > 0 else None


def _implied(rows: CanonicalRows) -> dict[str, Decimal | None]:
    known: dict[str, _Known] = {}
    for name, amount, allocation in zip(
        rows.portfolios, rows.amounts, rows.allocations, strict=True
    ):
        sums = known.setdefault(name, _Known())
        if amount is not None and allocation:
            sums.amount += amount
            sums.allocation += allocation
    return {name: sums.total for name, sums in known.items()}
