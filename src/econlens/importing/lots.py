"""Several rows of one security in one account become one position; nothing is lost."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from msgspec import structs

from econlens.importing.issue_log import IssueLog
from econlens.importing.packed import Packed
from econlens.importing.result import ImportedCash, ImportedPosition

_Shared = tuple[str | None, str | None, str, str | None]


class Lots:
    """Positions as they are read, and then one for each security in an account."""

    def __init__(self) -> None:
        self._rows = Packed(ImportedPosition)
        # By hash: what they share would itself take more than the file.
        self._seen: set[int] = set()
        self._repeated: set[int] = set()

    def extend(self, rows: Sequence[ImportedPosition]) -> None:
        self._rows.extend(rows)
        for each in map(hash, map(_what_is_shared, rows)):
            (self._repeated if each in self._seen else self._seen).add(each)

    def merged(self, issues: IssueLog) -> Packed[ImportedPosition]:
        """Rows that agree in portfolio, account, symbol and currency are one, which is said."""
        self._seen = set()
        if not self._repeated:
            return self._rows
        lots: dict[_Shared, _OneSecurity] = {}
        for row in self._rows:
            if hash(shared := _what_is_shared(row)) in self._repeated:
                lots.setdefault(shared, _OneSecurity()).add(row)
        kept = Packed(ImportedPosition)
        for row in self._rows:
            if hash(shared := _what_is_shared(row)) not in self._repeated:
                kept.append(row)
            elif security := lots.pop(shared, None):
                kept.append(security.merged(issues))
        return kept


def _what_is_shared(row: ImportedPosition | ImportedCash) -> _Shared:
    return row.portfolio, row.account, row.symbol, row.currency


@dataclass(slots=True)
class _OneSecurity:
    """Its lots, added up as they come; at least one."""

    sums: list[ImportedPosition] = field(default_factory=list)
    lines: "array[int]" = field(default_factory=lambda: array("L"))

    def add(self, row: ImportedPosition) -> None:
        self.sums = [merged([*self.sums, row])]
        self.lines.append(row.line)

    def merged(self, issues: IssueLog) -> ImportedPosition:
        (position,) = self.sums
        lines = spoken_lines(self.lines)
        message = f"{position.symbol} is on lines {lines} of one account; the lines were added up."
        for line in self.lines[1:]:
            issues.info("LOTS_MERGED", message, line=line, field="Symbol")
        return position


def merge_cash(rows: Iterable[ImportedCash], issues: IssueLog) -> tuple[ImportedCash, ...]:
    sums: dict[_Shared, ImportedCash] = {}
    lines: dict[_Shared, array[int]] = {}
    for row in rows:
        shared = _what_is_shared(row)
        before = sums.get(shared)
        sums[shared] = structs.replace(before, amount=before.amount + row.amount) if before else row
        lines.setdefault(shared, array("L")).append(row.line)
    for several in (each for each in lines.values() if len(each) > 1):
        message = f"Cash on lines {spoken_lines(several)} was added up."
        for line in several[1:]:
            issues.info("CASH_MERGED", message, line=line)
    return tuple(sums.values())


def merged(lots: Iterable[ImportedPosition]) -> ImportedPosition:
    """Quantities, values and costs summed; a sum with an unknown part is unknown."""
    return reduce(_added, lots)


def _added(one: ImportedPosition, other: ImportedPosition) -> ImportedPosition:
    return ImportedPosition(
        symbol=one.symbol,
        line=one.line,
        name=one.name,
        quantity=_sum(one.quantity, other.quantity),
        price=one.price if one.price == other.price else None,
        market_value=_sum(one.market_value, other.market_value),
        cost_basis=_sum(one.cost_basis, other.cost_basis),
        currency=one.currency,
        price_currency=one.price_currency,
        account=one.account,
        portfolio=one.portfolio,
        asset_type=one.asset_type or other.asset_type,
        category=one.category or other.category,
        sector=one.sector or other.sector,
        region=one.region or other.region,
        allocation=_sum(one.allocation, other.allocation),
        expense_ratio=_stated(one.expense_ratio, other.expense_ratio),
        dividend_yield=_stated(one.dividend_yield, other.dividend_yield),
        isin=one.isin or other.isin,
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _stated(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one


def spoken_lines(lines: Sequence[int]) -> str:
    """As in "3 and 4", "3, 4 and 9"; a long list is cut."""
    shown = [str(line) for line in lines[:10]]
    if len(lines) > len(shown):
        return f"{', '.join(shown)} and {len(lines) - len(shown):,} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
