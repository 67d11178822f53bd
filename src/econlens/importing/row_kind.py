"""What a row of a holdings table is: a holding, money, a total, or none of them."""

import re
from collections.abc import Iterable
from enum import Enum

from econlens.importing.markets import CURRENCIES
from econlens.importing.row_words import (
    CASH_NAMES,
    CASH_STARTS,
    CASH_TYPES,
    CASH_WORDS,
    PENDING_WORDS,
    TOTAL_STARTS,
    TOTAL_WORDS,
)
from econlens.importing.sheet import Sheet
from econlens.importing.symbols import is_money_market, normal_symbol, traits_of
from econlens.importing.words import Column, key

_SAYS_HOW_MUCH = (Column.QUANTITY, Column.MARKET_VALUE)
_DETAIL_KINDS = frozenset({"lot", "closedlot", "order", "execution"})
_SPECIAL_TYPES = _DETAIL_KINDS | CASH_TYPES
_SPECIAL_WORDS = TOTAL_WORDS | PENDING_WORDS | CASH_WORDS
_LONGEST_HINT = 200
_ONLY_COMPARED = {
    code: None for code in range(128) if not (chr(code).isalnum() or chr(code) in "%\n")
}
_HINTS_WITHIN = re.compile(
    rf"^(?:{'|'.join(map(re.escape, TOTAL_STARTS))})"
    rf"|{'|'.join(map(re.escape, CASH_NAMES))}|\*\*$|^\**[A-Z]{{3}}XX\**$",
    re.IGNORECASE | re.MULTILINE,
)

_PARTS_OF_HINTS = (*CASH_NAMES, *(f"\n{start}" for start in TOTAL_STARTS), "**\n", "xx\n", "xx*")


class RowKind(Enum):
    HOLDING = "holding"
    CASH = "cash"
    TOTAL = "total"
    PENDING = "pending"
    DETAIL = "detail"
    GROUP = "group"
    WITHOUT_AMOUNT = "without amount"
    WITHOUT_SYMBOL = "without symbol"
    NOTE = "note"


def row_kinds(sheet: Sheet) -> list[RowKind]:
    """What each row is. Most are holdings, and none of their texts hints at anything else."""
    names = (sheet.column(Column.SYMBOL), sheet.column(Column.NAME))
    firsts = [sheet.first_text(at) for at in range(len(sheet.rows))]
    types = (sheet.column(Column.ROW_KIND), sheet.column(Column.ASSET_TYPE))
    special = set().union(*(_hinting(set(texts)) for texts in (*names, firsts)))
    special |= {text for texts in types for text in set(texts) if key(text) in _SPECIAL_TYPES}
    hinted = zip(*names, firsts, *types, strict=True)
    quantities = sheet.amounts(Column.QUANTITY)
    ordinary = [
        bool(identifier) and quantity is not None and special.isdisjoint(texts)
        for identifier, quantity, texts in zip(sheet.identifiers, quantities, hinted, strict=True)
    ]
    return [
        RowKind.HOLDING if is_ordinary else _row_kind(sheet, at)
        for at, is_ordinary in enumerate(ordinary)
    ]


def _hinting(texts: Iterable[str]) -> set[str]:
    """Those that hint. Plain short ones are looked at together: hardly any of thousands does."""
    plain = [text for text in texts if text.isascii() and text.isprintable() and len(text) <= 80]
    joined = "\n".join(plain)
    words = joined.lower().translate(_ONLY_COMPARED).split("\n")
    maybe = {
        text
        for text, word in zip(plain, words, strict=False)
        if word in _SPECIAL_WORDS or text in CURRENCIES or word.startswith(CASH_STARTS)
    }
    if _may_hint_within(f"\n{joined.lower()}\n"):
        maybe.update(text for text in plain if _HINTS_WITHIN.search(text))
    return {text for text in maybe.union(set(texts).difference(plain)) if _hints(text)}


def _may_hint_within(lines: str) -> bool:
    """Whether it is worth the search line by line, which takes much longer."""
    return any(part in lines for part in _PARTS_OF_HINTS)


def _hints(text: str) -> bool:
    """Whether this text may belong to a total, to money or to something pending."""
    word, plain = key(text), text[:_LONGEST_HINT].casefold()
    return (
        word in _SPECIAL_WORDS
        or plain.startswith(TOTAL_STARTS)
        or word.startswith(CASH_STARTS)
        or text.endswith("**")
        or text in CURRENCIES
        or any(part in plain for part in CASH_NAMES)
        or is_money_market(text.strip("*").upper())
    )


def _row_kind(sheet: Sheet, at: int) -> RowKind:
    """Judged by words first, by the numbers that are there second."""
    if key(sheet.text(at, Column.ROW_KIND)) in _DETAIL_KINDS:
        return RowKind.DETAIL
    words = {key(sheet.text(at, c)) for c in (Column.SYMBOL, Column.NAME)} - {""}
    words = words or {key(sheet.first_text(at))}
    if _is_total(sheet, at, words):
        return RowKind.TOTAL
    if words & PENDING_WORDS:
        return RowKind.PENDING
    if not any(sheet.number(at, c) is not None or sheet.problem(at, c) for c in _SAYS_HOW_MUCH):
        return RowKind.WITHOUT_AMOUNT if sheet.identifiers[at] else RowKind.NOTE
    if _is_cash(sheet, at, words):
        return RowKind.CASH
    if not sheet.identifiers[at]:
        return RowKind.WITHOUT_SYMBOL
    return RowKind.GROUP if _is_group(sheet, at) else RowKind.HOLDING


def _is_total(sheet: Sheet, at: int, words: set[str]) -> bool:
    first = sheet.first_text(at)
    if key(first) in TOTAL_WORDS or words & TOTAL_WORDS:
        return not _is_company_called_total(sheet, at)
    has_quantity = sheet.number(at, Column.QUANTITY) is not None
    return first.casefold().startswith(TOTAL_STARTS) and not has_quantity


def _is_company_called_total(sheet: Sheet, at: int) -> bool:
    """A symbol of its own, shares and a price; not the sum of the lots above it."""
    symbol = sheet.text(at, Column.SYMBOL)
    amounts = (sheet.number(at, column) for column in (Column.QUANTITY, Column.PRICE))
    named = bool(symbol) and key(symbol) not in TOTAL_WORDS and symbol != sheet.symbol_over(at)
    return named and all(amounts)


def _is_cash(sheet: Sheet, at: int, words: set[str]) -> bool:
    symbol = sheet.text(at, Column.SYMBOL)
    if _is_company_called_cash(sheet, at, symbol):
        return False
    if symbol.endswith("**") or words & CASH_WORDS:
        return True
    if any(word.startswith(CASH_STARTS) for word in words):
        return True
    if _is_currency(sheet, at):
        return True
    if key(sheet.text(at, Column.ASSET_TYPE)) in CASH_TYPES:
        return True
    name = sheet.text(at, Column.NAME).casefold()
    return is_money_market(normal_symbol(symbol)) or any(word in name for word in CASH_NAMES)


def _is_currency(sheet: Sheet, at: int) -> bool:
    """A currency's code where a security should be named, and no price but one."""
    price = sheet.number(at, Column.PRICE)
    names = {sheet.text(at, Column.SYMBOL), sheet.text(at, Column.NAME)} - {""}
    return price in (None, 1) and len(names) == 1 and names <= CURRENCIES


def _is_company_called_cash(sheet: Sheet, at: int, symbol: str) -> bool:
    """CASH is also a share on the NASDAQ: it has a name of its own and a price that is not one."""
    name = key(sheet.text(at, Column.NAME))
    price = sheet.number(at, Column.PRICE)
    has_quantity = bool(sheet.number(at, Column.QUANTITY))
    named = bool(name) and "cash" not in name
    return symbol.upper() == "CASH" and named and has_quantity and price not in (None, 1)


def _is_group(sheet: Sheet, at: int) -> bool:
    """A parent line that only sums the option lines under it."""
    if sheet.number(at, Column.QUANTITY) is not None or Column.QUANTITY not in sheet.header:
        return False
    return traits_of(sheet.symbol_under(at)).needs_parent
