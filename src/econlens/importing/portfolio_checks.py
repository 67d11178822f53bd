"""The rules of the contract for whole portfolios in the canonical columns."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from econlens.domain.assets import FUND_TYPES, AssetType, Category
from econlens.importing.canonical_portfolios import PortfolioRows, of_portfolio
from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import spoken_lines
from econlens.importing.words import Column

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_LARGE = Decimal("0.8")
_SMALL = Decimal("0.001")
_MUCH_CASH = Decimal("0.5")
_ONE_CATEGORY = Decimal("0.7")
_NAMED_SMALL_POSITIONS = 20
_IF_WRONG = "Correct the line if it is wrong; if it is right, there is nothing to do."


def check_portfolio(rows: PortfolioRows, issues: IssueLog) -> None:
    """Rules that rows break together."""
    of = of_portfolio(rows.name)
    _check_allocation_sum(of, rows, issues)
    amounts = [amount for amount in rows.amounts if amount is not None]
    total = sum(amounts, Decimal(0))
    types = set(rows.asset_types)
    if total > 0:
        if min(amounts) < total * _SMALL or max(amounts) > total * _LARGE:
            _check_weights(of, rows, total, issues)
        if AssetType.CASH in types:
            _check_cash(of, rows, total, issues)
        _check_categories(of, rows, total, issues)
    if len(types) == 1 and None not in types:
        message = f"All holdings{of} are of one asset type."
        _warn("ONE_ASSET_TYPE", message, rows.lines[0], Column.ASSET_TYPE, issues)


def _check_allocation_sum(of: str, rows: PortfolioRows, issues: IssueLog) -> None:
    stated = [value for value in rows.allocations if value is not None]
    total = sum(stated, Decimal(0))
    if not stated or abs(total - _HUNDRED) <= _CENT:
        return
    gap = _HUNDRED - total
    issues.error(
        "ALLOCATION_SUM",
        f"The allocations{of} add up to {total:,} %, not to 100 %.",
        line=rows.lines[0],
        field=Column.ALLOCATION.value,
        fix=f"Change the allocations by {gap:+,} in total, or leave the column out.",
    )


def _check_weights(of: str, rows: PortfolioRows, total: Decimal, issues: IssueLog) -> None:
    large, small = total * _LARGE, total * _SMALL
    tiny = []
    for at, amount in enumerate(rows.amounts):
        if amount is None or small <= amount <= large:
            continue
        if amount > large:
            _tell_large_position(of, at, rows, total, issues)
        elif amount >= 0:
            tiny.append(at)
    _tell_small_positions(of, tiny, rows, total, issues)


def _tell_large_position(
    of: str, at: int, rows: PortfolioRows, total: Decimal, issues: IssueLog
) -> None:
    kind, amount = rows.asset_types[at], rows.amounts[at]
    if amount is None or kind is None or kind in FUND_TYPES or kind is AssetType.CASH:
        return
    message = f"{rows.symbols[at]} makes up {_percent(amount, total)}{of}."
    _warn("LARGE_POSITION", message, rows.lines[at], Column.MARKET_VALUE, issues)


def _tell_small_positions(
    of: str, tiny: Sequence[int], rows: PortfolioRows, total: Decimal, issues: IssueLog
) -> None:
    named, rest = tiny[:_NAMED_SMALL_POSITIONS], tiny[_NAMED_SMALL_POSITIONS:]
    for at in named:
        share = _percent(rows.amounts[at] or Decimal(0), total)
        message = f"{rows.symbols[at]} makes up only {share}{of}, less than 0.1 %."
        _warn("SMALL_POSITION", message, rows.lines[at], Column.MARKET_VALUE, issues)
    if rest:
        lines = spoken_lines([rows.lines[at] for at in rest])
        message = f"{len(rest):,} more positions{of} are below 0.1 %: lines {lines}."
        _warn("SMALL_POSITION", message, rows.lines[rest[0]], Column.MARKET_VALUE, issues)


def _check_cash(of: str, rows: PortfolioRows, total: Decimal, issues: IssueLog) -> None:
    held = [at for at, kind in enumerate(rows.asset_types) if kind is AssetType.CASH]
    cash = sum([amount for at in held if (amount := rows.amounts[at]) is not None], Decimal(0))
    if cash > total * _MUCH_CASH:
        message = f"Cash makes up {_percent(cash, total)}{of}, more than half."
        _warn("MUCH_CASH", message, rows.lines[held[0]], Column.ASSET_TYPE, issues)


def _check_categories(of: str, rows: PortfolioRows, total: Decimal, issues: IssueLog) -> None:
    if not any(rows.categories):
        return
    sums: dict[Category, Decimal] = defaultdict(Decimal)
    for of_row, part in zip(rows.categories, rows.amounts, strict=True):
        if of_row:
            sums[of_row] += part or 0
    for category, amount in sums.items():
        if amount > total * _ONE_CATEGORY:
            message = f"{category} makes up {_percent(amount, total)}{of}, more than 70 %."
            first = rows.categories.index(category)
            _warn("ONE_CATEGORY", message, rows.lines[first], Column.CATEGORY, issues)


def _warn(code: str, message: str, line: int, column: Column, issues: IssueLog) -> None:
    """Of something unusual, which may be as it is."""
    issues.warn(code, message, line=line, field=column.value, fix=_IF_WRONG)


def _percent(part: Decimal, total: Decimal) -> str:
    return f"{float(100 * part / total):.3g} %"
