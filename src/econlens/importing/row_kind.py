"""What a row of a holdings table is: a holding, money, a total, or none of them."""

from enum import Enum
from functools import lru_cache

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
from econlens.importing.symbols import is_money_market, is_option, normal_symbol
from econlens.importing.words import Column, key

_IDENTIFIERS = (Column.SYMBOL, Column.ISIN, Column.LOCAL_ID)
_SAYS_HOW_MUCH = (Column.QUANTITY, Column.MARKET_VALUE)
_SPECIAL_WORDS = TOTAL_WORDS | PENDING_WORDS | CASH_WORDS
_LONGEST_HINT = 200
_DETAIL_KINDS = frozenset({"lot", "closedlot", "order", "execution"})


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


def row_kind(sheet: Sheet, at: int) -> RowKind:
    """Judged by words first, by the numbers that are there second."""
    if key(sheet.text(at, Column.ROW_KIND)) in _DETAIL_KINDS:
        return RowKind.DETAIL
    symbol, name = sheet.text(at, Column.SYMBOL), sheet.text(at, Column.NAME)
    first = sheet.first_text(at)
    has_amount = any(sheet.number(at, c) is not None for c in _SAYS_HOW_MUCH)
    if has_amount and identifier(sheet, at) and not _is_special(symbol, name, first):
        is_cash = key(sheet.text(at, Column.ASSET_TYPE)) in CASH_TYPES
        return RowKind.CASH if is_cash else _holding_or_group(sheet, at)
    words = {key(symbol), key(name)} - {""} or {key(first)}
    if _is_total(sheet, at, words):
        return RowKind.TOTAL
    if words & PENDING_WORDS:
        return RowKind.PENDING
    if not has_amount and not any(sheet.problem(at, c) for c in _SAYS_HOW_MUCH):
        return RowKind.WITHOUT_AMOUNT if identifier(sheet, at) else RowKind.NOTE
    if _is_cash(sheet, at, words):
        return RowKind.CASH
    return _holding_or_group(sheet, at) if identifier(sheet, at) else RowKind.WITHOUT_SYMBOL


def _holding_or_group(sheet: Sheet, at: int) -> RowKind:
    return RowKind.GROUP if _is_group(sheet, at) else RowKind.HOLDING


def _is_special(symbol: str, name: str, first: str) -> bool:
    """Whether any text of the row hints at a total, money or something pending."""
    return (
        _hints(symbol[:_LONGEST_HINT])
        or _hints(name[:_LONGEST_HINT])
        or (first is not symbol and _hints(first[:_LONGEST_HINT]))
    )


# Nearly all rows of a large file are holdings, and their texts repeat.
@lru_cache(maxsize=4_096)
def _hints(text: str) -> bool:
    word, plain = key(text), text.casefold()
    return (
        word in _SPECIAL_WORDS
        or plain.startswith(TOTAL_STARTS)
        or word.startswith(CASH_STARTS)
        or text.endswith("**")
        or any(part in plain for part in CASH_NAMES)
        or is_money_market(normal_symbol(text))
    )


def identifier(sheet: Sheet, at: int) -> str:
    """Ticker, else ISIN, else CUSIP or WKN; empty where the row has none."""
    written = (sheet.text(at, column) for column in _IDENTIFIERS)
    return next((text for text in written if key(text) and text.upper() != "N/A"), "")


def _is_total(sheet: Sheet, at: int, words: set[str]) -> bool:
    first = sheet.first_text(at)
    if key(first) in TOTAL_WORDS or words & TOTAL_WORDS:
        return True
    has_quantity = sheet.number(at, Column.QUANTITY) is not None
    return first.casefold().startswith(TOTAL_STARTS) and not has_quantity


def _is_cash(sheet: Sheet, at: int, words: set[str]) -> bool:
    symbol = sheet.text(at, Column.SYMBOL)
    if _is_company_called_cash(sheet, at, symbol):
        return False
    if symbol.endswith("**") or words & CASH_WORDS:
        return True
    if any(word.startswith(CASH_STARTS) for word in words):
        return True
    if key(sheet.text(at, Column.ASSET_TYPE)) in CASH_TYPES:
        return True
    name = sheet.text(at, Column.NAME).casefold()
    return is_money_market(normal_symbol(symbol)) or any(word in name for word in CASH_NAMES)


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
    return at + 1 < len(sheet.rows) and needs_parent(sheet.text(at + 1, Column.SYMBOL))


def needs_parent(symbol: str) -> bool:
    """An option line that leaves out its underlying: "100 16 OCT 26 365 CALL"."""
    return symbol[:1].isdigit() and is_option(symbol)
