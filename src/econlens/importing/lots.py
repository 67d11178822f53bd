"""Several rows of one security in one account become one position; nothing is lost."""

from array import array
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from itertools import chain

from msgspec import structs

from econlens.importing.issue_log import IssueLog
from econlens.importing.packed import Packed
from econlens.importing.partitions import Partitions
from econlens.importing.result import ImportedCash, ImportedPosition

_IF_TWO = 'If they are two holdings, tell them apart by the column "Account" or "Portfolio".'
_PASSES = 16


def same_security(row: ImportedPosition | ImportedCash) -> tuple[str | None, ...]:
    """What the lots of one position, or amounts of one sum of money, agree in."""
    return row.portfolio, row.account, row.symbol, row.currency


class Lots:
    """Positions as they are read, and then one for each security in an account."""

    def __init__(self) -> None:
        self._rows = Packed(ImportedPosition)
        # What they share, by hash: in words it would itself take more than the file.
        self._shared = array("q")

    def extend(self, rows: Sequence[ImportedPosition]) -> None:
        self._rows.extend(rows)
        self._shared.extend(map(hash, map(same_security, rows)))

    def merged(self, issues: IssueLog) -> Packed[ImportedPosition]:
        """The lots of a security added up; which lines that were is said."""
        if not _repeats(self._shared):
            return self._rows

        def tell(position: ImportedPosition, lines: Sequence[int]) -> None:
            of_lines = f"{position.symbol} is on lines {spoken_lines(lines)} of one account"
            message = f"{of_lines}; the lines were added up."
            for line in lines[1:]:
                issues.info("LOTS_MERGED", message, line=line, field="Symbol")

        rows = chain.from_iterable(self._rows.drain())
        return Partitions(ImportedPosition, same_security, rows).merged(_added, tell)


def _repeats(numbers: Iterable[int]) -> bool:
    """Whether one of them comes twice; a set of all would take ten times as much as they."""
    for rest in range(_PASSES):
        some = [number for number in numbers if number % _PASSES == rest]
        if len(set(some)) < len(some):
            return True
    return False


def merge_duplicates(
    rows: Iterable[ImportedPosition], issues: IssueLog
) -> Packed[ImportedPosition]:
    """A symbol twice in one account of a portfolio becomes one position; the user is warned."""

    def tell(position: ImportedPosition, lines: Sequence[int]) -> None:
        of_lines = f"{position.symbol} is on lines {spoken_lines(lines)}"
        message = f"{of_lines}; the lines were added up."
        for line in lines[1:]:
            issues.warn("DUPLICATE_SYMBOL", message, line=line, field="Symbol", fix=_IF_TWO)

    return Partitions(ImportedPosition, same_security, rows).merged(_added, tell)


def merge_cash(rows: Iterable[ImportedCash], issues: IssueLog) -> Packed[ImportedCash]:
    def tell(_: ImportedCash, lines: Sequence[int]) -> None:
        message = f"Cash on lines {spoken_lines(lines)} was added up."
        for line in lines[1:]:
            issues.info("CASH_MERGED", message, line=line)

    return Partitions(ImportedCash, same_security, rows).merged(_more_money, tell)


def merged(lots: Iterable[ImportedPosition]) -> ImportedPosition:
    """Quantities, values and costs summed; a sum with an unknown part is unknown."""
    return reduce(_added, lots)


def _more_money(one: ImportedCash, other: ImportedCash) -> ImportedCash:
    return structs.replace(one, amount=one.amount + other.amount)


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
