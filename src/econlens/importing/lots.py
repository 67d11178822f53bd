"""Several rows of one security in one account become one position; nothing is lost."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from econlens.importing.issue_log import IssueLog
from econlens.importing.result import ImportedCash, ImportedPosition

_T = TypeVar("_T")


def merge_positions(
    rows: Iterable[ImportedPosition], issues: IssueLog
) -> tuple[ImportedPosition, ...]:
    """Merges rows that agree in portfolio, account, symbol and currency, and says so."""
    rows = tuple(rows)
    same = [(row.portfolio, row.account, row.symbol, row.currency) for row in rows]
    if len(set(same)) == len(rows):
        return rows
    groups: dict[tuple[str | None, ...], list[ImportedPosition]] = {}
    for each, row in zip(same, rows, strict=True):
        groups.setdefault(each, []).append(row)
    return tuple(
        lots[0] if len(lots) == 1 else _merged_with_note(lots, issues) for lots in groups.values()
    )


def merge_cash(rows: Iterable[ImportedCash], issues: IssueLog) -> tuple[ImportedCash, ...]:
    groups: dict[tuple[str | None, ...], list[ImportedCash]] = {}
    for row in rows:
        groups.setdefault((row.portfolio, row.account, row.symbol, row.currency), []).append(row)
    return tuple(
        lots[0] if len(lots) == 1 else _merged_cash(lots, issues) for lots in groups.values()
    )


def merged(lots: Sequence[ImportedPosition]) -> ImportedPosition:
    """Quantities, values and costs summed; a sum with an unknown part is unknown."""
    first = lots[0]
    prices = {lot.price for lot in lots}
    return ImportedPosition(
        symbol=first.symbol,
        line=first.line,
        name=first.name,
        quantity=_sum([lot.quantity for lot in lots]),
        price=first.price if len(prices) == 1 else None,
        market_value=_sum([lot.market_value for lot in lots]),
        cost_basis=_sum([lot.cost_basis for lot in lots]),
        currency=first.currency,
        price_currency=first.price_currency,
        account=first.account,
        portfolio=first.portfolio,
        asset_type=_first([lot.asset_type for lot in lots]),
        category=_first([lot.category for lot in lots]),
        sector=_first([lot.sector for lot in lots]),
        region=_first([lot.region for lot in lots]),
        allocation=_sum([lot.allocation for lot in lots]),
        expense_ratio=_first([lot.expense_ratio for lot in lots]),
        dividend_yield=_first([lot.dividend_yield for lot in lots]),
    )


def spoken_lines(lines: Sequence[int]) -> str:
    """As in "3 and 4", "3, 4 and 9"; a long list is cut."""
    shown = [str(line) for line in lines[:10]]
    if len(lines) > len(shown):
        return f"{', '.join(shown)} and {len(lines) - len(shown):,} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _merged_with_note(lots: Sequence[ImportedPosition], issues: IssueLog) -> ImportedPosition:
    lines = spoken_lines([lot.line for lot in lots])
    message = f"{lots[0].symbol} is on lines {lines} of one account; the lines were added up."
    for lot in lots[1:]:
        issues.info("LOTS_MERGED", message, line=lot.line, field="Symbol")
    return merged(lots)


def _merged_cash(lots: Sequence[ImportedCash], issues: IssueLog) -> ImportedCash:
    first = lots[0]
    lines = spoken_lines([lot.line for lot in lots])
    for lot in lots[1:]:
        issues.info("CASH_MERGED", f"Cash on lines {lines} was added up.", line=lot.line)
    return ImportedCash(
        symbol=first.symbol,
        amount=sum((lot.amount for lot in lots), Decimal(0)),
        line=first.line,
        name=first.name,
        currency=first.currency,
        account=first.account,
        portfolio=first.portfolio,
    )


def _sum(parts: Sequence[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _first(values: Sequence[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)
