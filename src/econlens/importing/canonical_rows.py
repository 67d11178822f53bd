"""Rows of a canonical file as columns of typed values; every bad cell is told with its line."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.issues import Severity
from econlens.importing.accounts import AccountNames
from econlens.importing.canonical_numbers import number_columns
from econlens.importing.canonical_table import CanonicalTable, Texts, blocks_of, by_block
from econlens.importing.issue_log import IssueLog
from econlens.importing.markets import SHARE_CLASSES
from econlens.importing.row_words import ASSET_TYPES
from econlens.importing.symbols import normal_symbol
from econlens.importing.words import Column, key

LONGEST_SYMBOL = 40
LONGEST_NAME = 200
_CLEAN_COLUMN = re.compile(r"(?:[A-Z0-9.]{1,12}+(?:\n|\Z))*+")
_SYMBOL = re.compile(r"[A-Z0-9.\-/]{1,40}")
_DESCRIPTION = re.compile(r"[A-Z0-9.\-/ '$]{1,40}", re.IGNORECASE)
_NEUTRALISED = re.compile(r"'+[=+\-@]")
_SHORT_ACCOUNT = r"[A-Z0-9]{1,4}(?:-[0-9]{1,3})?"
_SHORT_ACCOUNTS = re.compile(rf"{_SHORT_ACCOUNT}(?:, {_SHORT_ACCOUNT})*")
_E = TypeVar("_E", bound=StrEnum)
Amounts = Sequence[Decimal | None]


@dataclass(slots=True)
class CanonicalRows:
    """Row i of every column belongs together. None: not stated, or told as an issue.

    Columns that the file does not have are one and the same tuple.
    stated: the number columns that are not empty. signed: those that may hold a negative number.
    unreadable: 1 for each row with a number that could not be read, else 0.
    """

    lines: Sequence[int]
    symbols: Texts
    names: Texts
    asset_types: Sequence[AssetType | None]
    categories: Sequence[Category | None]
    sectors: Sequence[Sector | None]
    regions: Sequence[Region | None]
    amounts: Amounts
    allocations: Amounts
    shares: Amounts
    prices: Amounts
    expense_ratios: Amounts
    yields: Amounts
    costs: Amounts
    accounts: Sequence[str | None]
    portfolios: Texts
    stated: frozenset[Column]
    signed: frozenset[Column]
    unreadable: bytearray


def read_rows(table: CanonicalTable, issues: IssueLog) -> CanonicalRows:
    nothing = (None,) * len(table.lines)
    asset_types = _enums(table, Column.ASSET_TYPE, AssetType, issues, _asset_type_meant) or nothing
    numbers, unreadable = number_columns(table, issues)

    def values(column: Column) -> Amounts:
        return numbers[column].values if column in numbers else nothing

    return CanonicalRows(
        lines=table.lines,
        symbols=_symbols(table, asset_types, issues),
        names=_names(table, issues),
        asset_types=asset_types,
        categories=_enums(table, Column.CATEGORY, Category, issues) or nothing,
        sectors=_enums(table, Column.SECTOR, Sector, issues) or nothing,
        regions=_enums(table, Column.REGION, Region, issues) or nothing,
        amounts=values(Column.MARKET_VALUE),
        allocations=values(Column.ALLOCATION),
        shares=values(Column.QUANTITY),
        prices=values(Column.UNIT_COST),
        expense_ratios=values(Column.EXPENSE_RATIO),
        yields=values(Column.DIVIDEND_YIELD),
        costs=values(Column.COST_BASIS),
        accounts=_accounts(table) or nothing,
        portfolios=_portfolios(table, issues),
        stated=frozenset(numbers),
        signed=frozenset(column for column, read in numbers.items() if read.may_be_negative),
        unreadable=unreadable,
    )


def are_clean(symbols: Iterable[str]) -> bool:
    """Whether all are plain tickers in capitals: the usual case, seen in one pass."""
    return _CLEAN_COLUMN.fullmatch("\n".join(symbols)) is not None


def _symbols(
    table: CanonicalTable, asset_types: Sequence[AssetType | None], issues: IssueLog
) -> Texts:
    def normal(written: list[str], start: int) -> list[str]:
        rows = slice(start, start + len(written))
        return _normal_symbols(written, asset_types[rows], table.lines[rows], issues)

    return by_block(table.texts(Column.SYMBOL), normal)


def _normal_symbols(
    written: list[str],
    asset_types: Sequence[AssetType | None],
    lines: Sequence[int],
    issues: IssueLog,
) -> list[str]:
    distinct = set(written)
    if are_clean(distinct) and SHARE_CLASSES.keys().isdisjoint(distinct):
        return written
    written = [_as_typed(text) for text in written]
    distinct = set(written)
    bad = {text for text in distinct if text and not _SYMBOL.fullmatch(text.upper())}
    for at, text in enumerate(written) if bad else ():
        if text in bad and not _is_description(text, asset_types[at]):
            _tell_bad_symbol(text, lines[at], issues)
    normal = {text: _normal(text) for text in distinct}
    return [
        text if text in bad and kind is AssetType.OTHER else normal[text]
        for text, kind in zip(written, asset_types, strict=True)
    ]


def _normal(text: str) -> str:
    return normal_symbol(text) if len(text) <= LONGEST_SYMBOL else text.upper()


def _is_description(text: str, asset_type: AssetType | None) -> bool:
    """Options, and things without a ticker, go by a description."""
    return (
        asset_type in (AssetType.OPTION, AssetType.OTHER)
        and _DESCRIPTION.fullmatch(text) is not None
    )


def _tell_bad_symbol(text: str, line: int, issues: IssueLog) -> None:
    if len(text) > LONGEST_SYMBOL:
        message = f"The symbol has {len(text):,} characters; at most {LONGEST_SYMBOL} are allowed."
        issues.error("SYMBOL_TOO_LONG", message, line=line, field="Symbol", fix="Write the ticker.")
        return
    cleaned = "".join(ch for ch in _normal(text) if _SYMBOL.fullmatch(ch))
    issues.error(
        "INVALID_SYMBOL",
        f'The symbol "{text}" may hold only letters, digits and . - /',
        line=line,
        field="Symbol",
        fix=f'Write "{cleaned}".' if cleaned else "Write the ticker, such as AAPL or BRK.B.",
    )


def _names(table: CanonicalTable, issues: IssueLog) -> Texts:
    def short(names: list[str], start: int) -> list[str]:
        return _short_names(names, table.lines[start : start + len(names)], issues)

    return by_block(table.texts(Column.NAME), short)


def _short_names(names: list[str], lines: Sequence[int], issues: IssueLog) -> list[str]:
    if "'" in "".join(names):
        names = [_as_typed(name) for name in names]
    if max(map(len, names), default=0) <= LONGEST_NAME:
        return names
    for at, name in enumerate(names):
        if len(name) > LONGEST_NAME:
            message = f"The name was cut to {LONGEST_NAME} characters."
            issues.warn(
                "NAME_SHORTENED",
                message,
                line=lines[at],
                field=Column.NAME.value,
                fix=f"Use at most {LONGEST_NAME} characters.",
            )
            names[at] = name[:LONGEST_NAME]
    return names


def _portfolios(table: CanonicalTable, issues: IssueLog) -> Texts:
    names = table.texts(Column.PORTFOLIO)
    at = 0
    for block in blocks_of(names):
        if max(map(len, block)) > LONGEST_NAME:
            _tell_long_portfolio_names(block, table.lines[at : at + len(block)], issues)
        at += len(block)
    return names


def _tell_long_portfolio_names(names: list[str], lines: Sequence[int], issues: IssueLog) -> None:
    for name, line in zip(names, lines, strict=True):
        if len(name) > LONGEST_NAME:
            issues.error(
                "PORTFOLIO_NAME_TOO_LONG",
                f"The portfolio's name has {len(name):,} characters.",
                line=line,
                field=Column.PORTFOLIO.value,
                fix=f"Use at most {LONGEST_NAME} characters.",
            )


def _accounts(table: CanonicalTable) -> list[str | None]:
    """Short names; those that our own export has written stay as they are. Empty: no column."""
    if not table.has(Column.ACCOUNT):
        return []
    names = AccountNames()
    found: list[str | None] = []
    for block in blocks_of(table.texts(Column.ACCOUNT)):
        short = {
            text: names.kept(text) if _SHORT_ACCOUNTS.fullmatch(text) else names.short(text)
            for text in dict.fromkeys(block)
        }
        found.extend(map(short.__getitem__, block))
    return found


def _as_typed(text: str) -> str:
    """Without the apostrophe that exports put before = + - @ to keep spreadsheets from obeying."""
    return text[1:] if _NEUTRALISED.match(text) else text


def _enums(
    table: CanonicalTable,
    column: Column,
    kind: type[_E],
    issues: IssueLog,
    meant: Callable[[str], str | None] = lambda _: None,
) -> list[_E | None]:
    """Members by any way of writing them: US Large Cap, us_large_cap, us-large-cap.

    Empty: no such column.
    """
    if not table.has(column):
        return []
    members = {key(member.value): member for member in kind}
    found: list[_E | None] = []
    for block in blocks_of(table.texts(column)):
        meanings = {text: members.get(key(text)) for text in set(block)}
        unknown = {text for text, member in meanings.items() if text and not member}
        for at, text in enumerate(block, start=len(found)) if unknown else ():
            if text in unknown:
                _tell_bad_enum(text, meant, kind, column, table.lines[at], issues)
        found.extend(map(meanings.__getitem__, block))
    return found


def _tell_bad_enum(
    text: str,
    meant: Callable[[str], str | None],
    kind: Iterable[StrEnum],
    column: Column,
    line: int,
    issues: IssueLog,
) -> None:
    is_shown = issues.would_keep(Severity.ERROR, line)
    nearest = meant(text) or _nearest(text, kind) if is_shown else None
    valid = ", ".join(member.value for member in kind)
    issues.error(
        f"INVALID_{column.name}",
        f'"{text[:40]}" is no {column.value.lower()} that EconLens knows.',
        line=line,
        field=column.value,
        fix=f'Did you mean "{nearest}"?' if nearest else f"Use one of: {valid}.",
    )


def _nearest(text: str, kind: Iterable[StrEnum]) -> str | None:
    values = {key(member.value): member.value for member in kind}
    close = difflib.get_close_matches(key(text), values, n=1, cutoff=0.5)
    return values[close[0]] if close else None


def _asset_type_meant(text: str) -> str | None:
    """What the brokers' words mean: "equity" is a stock, though it does not look like one."""
    found = ASSET_TYPES.get(key(text))
    return found.value if found else None
