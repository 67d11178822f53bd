"""A file in the contract's own columns: read whole or refused whole, each bad line named."""

from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from itertools import chain, compress, groupby

from econlens.domain.assets import AssetType
from econlens.importing.canonical_checks import check_portfolio, check_rows
from econlens.importing.canonical_header import (
    CanonicalHeader,
    tell_missing_columns,
    tell_unknown_columns,
)
from econlens.importing.canonical_layout import DeclaredTotal, collect_rows
from econlens.importing.canonical_positions import positions_of
from econlens.importing.canonical_rows import CanonicalRows, read_rows, values_of
from econlens.importing.derived import DerivedValues
from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import merge_cash, merged, spoken_lines
from econlens.importing.packed import Packed
from econlens.importing.result import FileKind, ImportedCash, ImportedPosition, ImportResult
from econlens.importing.table import Table
from econlens.importing.words import Column

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_IF_TWO = 'If they are two holdings, tell them apart by the column "Account" or "Portfolio".'
Portfolios = dict[str, Sequence[int]]
_Holding = tuple[str, str | None, str]


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
    portfolios = _by_portfolio(rows)
    if not all(isinstance(members, range) for members in portfolios.values()):
        _unpack(rows)
    _derive_amounts(rows, portfolios, totals, issues)
    check_rows(rows, issues)
    for name, members in portfolios.items():
        check_portfolio(name, members, rows, issues)
    _check_totals(rows, portfolios, totals, issues)
    cash = merge_cash(_cash(rows), issues)
    positions: Sequence[ImportedPosition] = positions_of(rows)
    if _has_duplicates(rows, portfolios):
        positions = _merge_duplicates(positions, _repeated(rows), issues)
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


def _by_portfolio(rows: CanonicalRows) -> Portfolios:
    """Row numbers by the name in the Portfolio column; one portfolio without a name if none."""
    runs: dict[str, list[range]] = {}
    at = 0
    for name, run in groupby(rows.portfolios):
        end = at + len(list(run))
        runs.setdefault(name, []).append(range(at, end))
        at = end
    return {
        name: of_name[0] if len(of_name) == 1 else list(chain.from_iterable(of_name))
        for name, of_name in runs.items()
    }


def _unpack(rows: CanonicalRows) -> None:
    """What is looked up row by row: a portfolio of scattered rows would decode every block."""
    rows.symbols = list(rows.symbols)
    rows.amounts = list(rows.amounts)
    rows.allocations = list(rows.allocations)


def _derive_amounts(
    rows: CanonicalRows, portfolios: Portfolios, totals: Sequence[DeclaredTotal], issues: IssueLog
) -> None:
    """Missing amounts: shares × price, else allocation × total, else an error."""
    if type(None) not in set(map(type, rows.amounts)):  # `None in` asks each Decimal: slow
        return
    amounts = rows.amounts = list(rows.amounts)
    _amounts_from_shares(amounts, rows, issues)
    declared = {total.portfolio: total.value for total in reversed(totals)}
    for name, members in portfolios.items():
        missing = [at for at in members if amounts[at] is None]
        if missing:
            for_whole_file = declared.get("") if len(portfolios) == 1 else None
            total = declared.get(name, for_whole_file)
            total = _implied_total(members, rows) if total is None else total
            _amounts_from_allocations(missing, total, amounts, rows, issues)


def _amounts_from_shares(
    amounts: list[Decimal | None], rows: CanonicalRows, issues: IssueLog
) -> None:
    derived = DerivedValues("shares × price")
    factors = zip(rows.shares, rows.prices, strict=True)
    for at, (shares, price) in enumerate(factors):
        if amounts[at] is None and shares is not None and price is not None:
            amounts[at] = shares * price
            derived.add(rows.lines[at], rows.symbols[at])
    derived.tell(issues)


def _amounts_from_allocations(
    missing: Iterable[int],
    total: Decimal | None,
    amounts: list[Decimal | None],
    rows: CanonicalRows,
    issues: IssueLog,
) -> None:
    if total is not None and total < 0:
        rows.signed |= {Column.MARKET_VALUE}
    derived = DerivedValues("allocation × total")
    for at in missing:
        allocation = rows.allocations[at]
        if allocation is not None and total is not None:
            amounts[at] = total * allocation / _HUNDRED
            derived.add(rows.lines[at], rows.symbols[at])
        elif at not in rows.unreadable:
            issues.error(
                "MISSING_AMOUNT",
                "The dollar amount is missing and cannot be worked out.",
                line=rows.lines[at],
                field=Column.MARKET_VALUE.value,
                fix="Write the amount, or shares and price, or add a line TOTAL with the total.",
            )
    derived.tell(issues)


def _implied_total(members: Sequence[int], rows: CanonicalRows) -> Decimal | None:
    """What the rows with both amount and allocation imply for the whole portfolio."""
    both = [
        (amount, allocation)
        for at in members
        if (amount := rows.amounts[at]) is not None and (allocation := rows.allocations[at])
    ]
    allocated = sum((allocation for _, allocation in both), Decimal(0))
    if allocated <= 0:
        return None
    return sum((amount for amount, _ in both), Decimal(0)) * _HUNDRED / allocated


def _check_totals(
    rows: CanonicalRows, portfolios: Portfolios, totals: Sequence[DeclaredTotal], issues: IssueLog
) -> None:
    if not totals:
        return
    sums = {
        name: sum((amount or Decimal(0) for amount in values_of(members, rows.amounts)), Decimal(0))
        for name, members in portfolios.items()
    }
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


def _cash(rows: CanonicalRows) -> list[ImportedCash]:
    if AssetType.CASH not in rows.asset_types:
        return []
    return [
        ImportedCash(
            symbol=rows.symbols[at],
            amount=amount,
            line=rows.lines[at],
            name=rows.names[at],
            account=rows.accounts[at],
            portfolio=rows.portfolios[at] or None,
        )
        for at, kind in enumerate(rows.asset_types)
        if kind is AssetType.CASH and (amount := rows.amounts[at]) is not None
    ]


def _has_duplicates(rows: CanonicalRows, portfolios: Portfolios) -> bool:
    return any(
        len(set(values_of(members, rows.symbols))) < len(members) for members in portfolios.values()
    )


def _merge_duplicates(
    positions: Iterable[ImportedPosition], repeated: Container[int], issues: IssueLog
) -> Packed[ImportedPosition]:
    """A symbol twice in one account of a portfolio becomes one position; the user is warned.

    repeated: hashes of the holdings that have several rows.
    """
    lots: dict[_Holding, list[ImportedPosition]] = {}
    for position in positions:
        if hash(holding := _holding(position)) in repeated:
            lots.setdefault(holding, []).append(position)
    kept = Packed(ImportedPosition)
    for position in positions:
        if hash(holding := _holding(position)) not in repeated:
            kept.append(position)
        elif of_holding := lots.pop(holding, None):
            kept.append(_one_of(of_holding, issues))
    return kept


def _holding(position: ImportedPosition) -> _Holding:
    return position.portfolio or "", position.account, position.symbol


def _repeated(rows: CanonicalRows) -> set[int]:
    """By hash: the names themselves would outweigh the file."""
    are_kept = (kind is not AssetType.CASH for kind in rows.asset_types)
    holdings = zip(rows.portfolios, rows.accounts, rows.symbols, strict=True)
    seen: set[int] = set()
    repeated: set[int] = set()
    for each in map(hash, compress(holdings, are_kept)):
        (repeated if each in seen else seen).add(each)
    return repeated


def _one_of(lots: Sequence[ImportedPosition], issues: IssueLog) -> ImportedPosition:
    if len(lots) == 1:
        return lots[0]
    lines = spoken_lines([lot.line for lot in lots])
    message = f"{lots[0].symbol} is on lines {lines}; the lines were added up."
    for lot in lots[1:]:
        issues.warn("DUPLICATE_SYMBOL", message, line=lot.line, field="Symbol", fix=_IF_TWO)
    return merged(lots)
