"""Turn what a file says into classified holdings, or into what must be mended first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from econlens.domain.assets import AssetType, Category
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue, Severity
from econlens.domain.rates import Rate, RateBook, UsedRate
from econlens.importing.result import (
    FileKind,
    ImportedCash,
    ImportedPosition,
    ImportResult,
    with_changes,
)
from econlens.reference.classify import Classification, classify
from econlens.reference.exchange_rates import default_rates
from econlens.usecases.convert_currency import (
    ConvertedRows,
    convert_rows,
    most_common_currency,
    rates_in_rows,
)

_T = TypeVar("_T")
_GroupKey = tuple[str | None, str | None]

NAMED_UNKNOWN_SYMBOLS = 20


class Grouping(Enum):
    """Which rows of a file belong in one portfolio."""

    WHOLE_FILE = "whole file"
    PORTFOLIO = "portfolio"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user wants, for all that a file leaves open.

    currency: of the portfolio; None: that of the file. usual_currency: where the file names none.
    own_rates: the user's, which count before the default ones.
    """

    grouping: Grouping = Grouping.PORTFOLIO
    currency: str | None = None
    usual_currency: str = "USD"
    own_rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingGroup:
    """The holdings of one portfolio. name: that of the portfolio, where the file names one;
    account: that of its holdings, where each account is a portfolio."""

    name: str | None
    account: str | None
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHoldings:
    """Amounts in `currency`, converted by `rates`. groups is empty as soon as anything is an error:
    a file is taken whole or not at all."""

    groups: tuple[HoldingGroup, ...]
    currency: str
    rates: tuple[UsedRate, ...]
    issues: tuple[Issue, ...]


NO_WISHES = Wishes()


def holdings_from_file(result: ImportResult, wishes: Wishes = NO_WISHES) -> FileHoldings:
    """Classify and group the rows of a file; rows of one symbol in a group become one holding.

    issues are the new ones only: RATE_UNKNOWN and VALUE_UNKNOWN are errors, SYMBOL_UNKNOWN is a
    warning, CONVERTED tells a rate that was used. Those of the import itself stay in result.issues.
    """
    converted = _in_one_currency(result, wishes)
    issues = [*converted.issues, *_value_faults(converted.rows)]
    refused = not result.accepted or any(issue.severity is Severity.ERROR for issue in issues)
    grouped = [
        (key, _merge_all(members, result.kind))
        for key, members in _grouped(converted.rows, wishes.grouping).items()
    ]
    issues += _unknown_symbols([m for _, merged in grouped for m in merged if not m.is_known])
    groups = tuple(
        HoldingGroup(name=name, account=account, holdings=tuple(m.holding for m in merged))
        for (name, account), merged in grouped
    )
    return FileHoldings(
        groups=() if refused else groups,
        currency=converted.currency,
        rates=converted.rates,
        issues=tuple(issues),
    )


def _in_one_currency(result: ImportResult, wishes: Wishes) -> ConvertedRows:
    """The user's wish, else the file's own currency, else the most common one of its rows."""
    rows = [*result.positions, *(_position_of_cash(cash) for cash in result.cash)]
    of_file = result.currency or most_common_currency(rows)
    if result.currency:
        rows = [
            row if row.currency else with_changes(row, currency=result.currency) for row in rows
        ]
    book = RateBook(
        default=default_rates(), file=(*result.rates, *rates_in_rows(rows)), own=wishes.own_rates
    )
    return convert_rows(rows, wishes.currency or of_file or wishes.usual_currency, book)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merged:
    holding: Holding
    first_line: int
    is_known: bool


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
        if _value(row) is None
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


def _merge_all(rows: Iterable[ImportedPosition], kind: FileKind) -> list[_Merged]:
    by_symbol: dict[str, list[ImportedPosition]] = {}
    for row in rows:
        by_symbol.setdefault(row.symbol, []).append(row)
    return [_merge(same, kind) for same in by_symbol.values()]


def _merge(rows: Sequence[ImportedPosition], kind: FileKind) -> _Merged:
    first = rows[0]
    known = _classify(rows)
    holding = Holding(
        symbol=first.symbol,
        name=_name(known, kind),
        asset_type=known.asset_type,
        market_value=sum((_value(row) or Decimal(0) for row in rows), Decimal(0)),
        quantity=_sum(row.quantity for row in rows),
        price=first.price if len({row.price for row in rows}) == 1 else None,
        cost_basis=_sum(row.cost_basis for row in rows),
        category=known.category,
        sector=known.sector,
        region=known.region,
        expense_ratio=known.expense_ratio,
        dividend_yield=_first(row.dividend_yield for row in rows),
        account=", ".join(dict.fromkeys(row.account for row in rows if row.account)) or None,
        classification_source=known.source,
    )
    return _Merged(holding=holding, first_line=first.line, is_known=known.tells_risk)


def _classify(rows: Sequence[ImportedPosition]) -> Classification:
    """By the first row that states each trait."""
    return classify(
        rows[0].symbol,
        next((row.name for row in rows if row.name), ""),
        asset_type=_first(row.asset_type for row in rows),
        category=_first(row.category for row in rows),
        sector=_first(row.sector for row in rows),
        region=_first(row.region for row in rows),
        expense_ratio=_first(row.expense_ratio for row in rows),
    )


def _name(known: Classification, kind: FileKind) -> str:
    """A broker's name is cut and in capitals, so the table's is better; a user's own name stays."""
    if kind is FileKind.CANONICAL:
        return known.name
    return known.reference_name or known.name


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Unknown as soon as one part is."""
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total


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
