"""A file in the contract's own columns: read whole or refused whole, each bad line named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from econlens.domain.assets import AssetType
from econlens.importing.canonical_amounts import derive_amounts
from econlens.importing.canonical_checks import check_rows
from econlens.importing.canonical_header import (
    CanonicalHeader,
    tell_missing_columns,
    tell_unknown_columns,
)
from econlens.importing.canonical_layout import DeclaredTotal, collect_rows
from econlens.importing.canonical_portfolios import find_portfolios, rows_by_portfolio
from econlens.importing.canonical_positions import positions_of
from econlens.importing.canonical_rows import CanonicalRows, read_rows
from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import merge_cash, merge_duplicates
from econlens.importing.portfolio_checks import check_portfolio
from econlens.importing.result import FileKind, ImportedCash, ImportedPosition, ImportResult
from econlens.importing.table import Table
from econlens.importing.words import Column

_CENT = Decimal("0.01")


def read_canonical(
    blocks: Iterable[Table], header: CanonicalHeader, issues: IssueLog
) -> ImportResult:
    """Rows checked one by one and together. Positions and cash are there even if it is refused.

    blocks: the whole file, the header in the first of them.
    """
    rows, totals = _typed_rows(blocks, header, issues)
    if not rows.lines:
        _tell_no_rows(header, issues)
        return ImportResult(kind=FileKind.CANONICAL, issues=issues.finish())
    portfolios = find_portfolios(rows, issues)
    derive_amounts(rows, portfolios.counts, totals, issues)
    check_rows(rows, issues)
    has_duplicates = False
    for portfolio in rows_by_portfolio(rows, portfolios):
        check_portfolio(portfolio, issues)
        has_duplicates |= len(set(portfolio.symbols)) < len(portfolio.symbols)
    _check_totals(rows, totals, issues)
    cash = merge_cash(_cash(rows), issues)
    positions: Sequence[ImportedPosition] = positions_of(rows)
    if has_duplicates:
        positions = merge_duplicates(positions, issues)
    return ImportResult(
        kind=FileKind.CANONICAL,
        positions=positions,
        cash=cash,
        issues=issues.finish(),
    )


def _typed_rows(
    blocks: Iterable[Table], header: CanonicalHeader, issues: IssueLog
) -> tuple[CanonicalRows, Sequence[DeclaredTotal]]:
    """The cells themselves are gone when this returns."""
    table, totals = collect_rows(blocks, header, issues)
    tell_missing_columns(header, issues)
    tell_unknown_columns(header, issues)
    return read_rows(table, issues), totals


def _tell_no_rows(header: CanonicalHeader, issues: IssueLog) -> None:
    issues.error(
        "NO_ROWS",
        "The file has a header but no holdings under it.",
        line=header.line,
        fix="Add one line for each holding.",
    )


def _check_totals(rows: CanonicalRows, totals: Sequence[DeclaredTotal], issues: IssueLog) -> None:
    if not totals:
        return
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for name, amount in zip(rows.portfolios, rows.amounts, strict=True):
        sums[name] += amount or 0
    whole_file = sum(sums.values(), Decimal(0))
    for total in totals:
        added = sums.get(total.portfolio, whole_file)
        if abs(added - total.value) <= _CENT:
            message = f"The amounts add up to the total of {total.value:,} stated here."
            issues.info("TOTAL_MATCHES", message, line=total.line)
            continue
        issues.error(
            "TOTAL_MISMATCH",
            f"The file states a total of {total.value:,}, but the amounts add up to {added:,}.",
            line=total.line,
            field=Column.MARKET_VALUE.value,
            fix="Correct the total or the amounts, or leave the total line out.",
        )


def _cash(rows: CanonicalRows) -> Iterator[ImportedCash]:
    has_cash = AssetType.CASH in rows.asset_types
    for at, kind in enumerate(rows.asset_types) if has_cash else ():
        if kind is AssetType.CASH and (amount := rows.amounts[at]) is not None:
            yield ImportedCash(
                symbol=rows.symbols[at],
                amount=amount,
                line=rows.lines[at],
                name=rows.names[at],
                account=rows.accounts[at],
                portfolio=rows.portfolios[at] or None,
            )
