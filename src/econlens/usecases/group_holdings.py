"""Classify rows that are in one currency, and make holdings of them, portfolio by portfolio."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from econlens.domain.assets import AssetType, Category
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue, Severity
from econlens.importing.lots import merged
from econlens.importing.result import (
    FileKind,
    ImportedCash,
    ImportedPosition,
    ImportResult,
    with_changes,
)
from econlens.reference.classify import Classification, classify

_GroupKey = tuple[str | None, str | None]

NAMED_UNKNOWN_SYMBOLS = 20


class Grouping(Enum):
    """Which rows of a file belong in one portfolio."""

    WHOLE_FILE = "whole file"
    PORTFOLIO = "portfolio"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingGroup:
    """The holdings of one portfolio. name: that of the portfolio, where the file names one;
    account: that of its holdings, where each account is a portfolio."""

    name: str | None
    account: str | None
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedHoldings:
    """issues: VALUE_UNKNOWN is an error, SYMBOL_UNKNOWN is a warning."""

    groups: tuple[HoldingGroup, ...]
    issues: tuple[Issue, ...]


def rows_of(result: ImportResult) -> list[ImportedPosition]:
    """Positions, and cash as positions."""
    return [*result.positions, *(_position_of_cash(cash) for cash in result.cash)]


def group_holdings(
    rows: Iterable[ImportedPosition],
    kind: FileKind,
    grouping: Grouping = Grouping.PORTFOLIO,
    unlisted: frozenset[str] = frozenset(),
) -> GroupedHoldings:
    """Rows of one symbol in a group become one holding. unlisted: symbols that are not those of
    the reference table, though they look alike."""
    grouped = _grouped(rows, grouping)
    faults = _value_faults(row for members in grouped.values() for row in members)
    made = {key: _merge_all(members, kind, unlisted) for key, members in grouped.items()}
    unknown = [each for members in made.values() for each in members if not each.is_known]
    return GroupedHoldings(
        groups=tuple(
            HoldingGroup(name=name, account=account, holdings=tuple(m.holding for m in members))
            for (name, account), members in made.items()
        ),
        issues=(*faults, *_unknown_symbols(unknown)),
    )


def _position_of_cash(cash: ImportedCash) -> ImportedPosition:
    return ImportedPosition(
        symbol=cash.symbol,
        line=cash.line,
        name=cash.name,
        market_value=cash.amount,
        currency=cash.currency,
        account=cash.account,
        portfolio=cash.portfolio,
        asset_type=AssetType.CASH,
        category=Category.CASH_EQUIVALENTS,
    )


class _Merged(NamedTuple):
    holding: Holding
    first_line: int
    is_known: bool


def _value_faults(rows: Iterable[ImportedPosition]) -> list[Issue]:
    return [
        Issue(
            code="VALUE_UNKNOWN",
            message=f"{row.symbol} has neither a value nor a quantity with a price.",
            line=row.line,
            field="dollarAmount",
            suggested_fix="Give the dollar amount, or the shares and the price, on this line.",
        )
        for row in rows
        if row.market_value is None and _value(row) is None
    ]


def _value(row: ImportedPosition) -> Decimal | None:
    if row.market_value is not None:
        return row.market_value
    if row.quantity is None or row.price is None:
        return None
    return row.quantity * row.price


def _grouped(
    rows: Iterable[ImportedPosition], grouping: Grouping
) -> dict[_GroupKey, list[ImportedPosition]]:
    groups: dict[_GroupKey, list[ImportedPosition]] = {}
    for row in rows:
        name = None if grouping is Grouping.WHOLE_FILE else row.portfolio
        account = row.account if grouping is Grouping.ACCOUNT else None
        groups.setdefault((name, account), []).append(row)
    return groups


def _merge_all(
    rows: Sequence[ImportedPosition], kind: FileKind, unlisted: frozenset[str]
) -> list[_Merged]:
    if len({row.symbol for row in rows}) == len(rows):
        return [_classified(row, kind, unlisted) for row in rows]
    by_symbol: dict[str, list[ImportedPosition]] = {}
    for row in rows:
        by_symbol.setdefault(row.symbol, []).append(row)
    return [_classified(_as_one(same), kind, unlisted) for same in by_symbol.values()]


def _as_one(rows: Sequence[ImportedPosition]) -> ImportedPosition:
    """Each trait by the first row that states it; sums are unknown as soon as one part is."""
    if len(rows) == 1:
        return rows[0]
    valued = [with_changes(row, market_value=_value(row)) for row in rows]
    return with_changes(
        merged(valued),
        name=next((row.name for row in rows if row.name), ""),
        account=", ".join(dict.fromkeys(row.account for row in rows if row.account)) or None,
    )


def _classified(row: ImportedPosition, kind: FileKind, unlisted: frozenset[str]) -> _Merged:
    known = classify(
        "" if row.symbol in unlisted else row.symbol,
        row.name,
        asset_type=row.asset_type,
        category=row.category,
        sector=row.sector,
        region=row.region,
        expense_ratio=row.expense_ratio,
    )
    holding = Holding(
        symbol=row.symbol,
        name=_name(known, kind),
        asset_type=known.asset_type,
        market_value=_value(row) or Decimal(0),
        quantity=row.quantity,
        price=row.price,
        cost_basis=row.cost_basis,
        category=known.category,
        sector=known.sector,
        region=known.region,
        expense_ratio=known.expense_ratio,
        dividend_yield=row.dividend_yield,
        account=row.account,
        classification_source=known.source,
    )
    return _Merged(holding=holding, first_line=row.line, is_known=known.tells_risk)


def _name(known: Classification, kind: FileKind) -> str:
    """A broker's name is cut and in capitals, so the table's is better; a user's own name stays."""
    if kind is FileKind.CANONICAL:
        return known.name
    return known.reference_name or known.name


def _unknown_symbols(unknown: Sequence[_Merged]) -> list[Issue]:
    """The first few by name, the rest as one: thousands of warnings help nobody."""
    named = [_unknown_symbol(merged) for merged in unknown[:NAMED_UNKNOWN_SYMBOLS]]
    rest = len(unknown) - len(named)
    if not rest:
        return named
    more = Issue(
        code="SYMBOL_UNKNOWN",
        message=f"We do not know {rest:,} more symbols well enough to tell their risk.",
        severity=Severity.WARNING,
        field="symbol",
        suggested_fix="Check the symbols, or state their asset type and category.",
    )
    return [*named, more]


def _unknown_symbol(merged: _Merged) -> Issue:
    holding = merged.holding
    return Issue(
        code="SYMBOL_UNKNOWN",
        message=f"We do not know {holding.symbol} well enough to tell its risk.",
        severity=Severity.WARNING,
        line=merged.first_line,
        field="symbol",
        suggested_fix="Check the symbol, or state its asset type and category.",
    )
