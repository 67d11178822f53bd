"""Recognise a header row: which column means what, and what kind of table it heads."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain

from econlens.importing.markets import CURRENCIES
from econlens.importing.words import COLUMN_WORDS, Column, key, keys

_LONGEST_TITLE = 80
_NAMES_A_HOLDING = (Column.SYMBOL, Column.ISIN, Column.LOCAL_ID, Column.NAME)
_SAYS_HOW_MUCH = (Column.QUANTITY, Column.MARKET_VALUE)
# Market value first: a bare "Amount" is money unless another column is the market value.
_ORDER = (Column.MARKET_VALUE, *(c for c in Column if c is not Column.MARKET_VALUE))
_RANKS = {c: {word: rank for rank, word in enumerate(words)} for c, words in COLUMN_WORDS.items()}
_NAME_WORDS = frozenset(word for c in _NAMES_A_HOLDING for word in COLUMN_WORDS[c])
_AMOUNT_WORDS = frozenset(word for c in _SAYS_HOW_MUCH for word in COLUMN_WORDS[c])
_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
# "+/- value" is what has been gained, though its key is that of the value.
_CHANGE = re.compile(r"\s*(?:\+\s?/\s?[-−–]|[-−–]\s?/\s?\+|±)")
_IN_CURRENCY = re.compile(r"(?:\s(?:in|en|em)\s|\s|\()([A-Z]{3}|Euro)\)?\s*$|\(?([€£])\)?")
_SIGNS = {"€": "EUR", "£": "GBP", "Euro": "EUR"}
# A table with one of these tells what was sold and is held no more.
_CLOSED = frozenset(
    keys(
        *("close date", "closed date", "date sold", "sold date", "sell date", "date of sale"),
        *("sale date", "close rate", "date closed", "sale proceeds", "verkaufsdatum"),
    )
)
TITLE_WORDS = frozenset(word for words in COLUMN_WORDS.values() for word in words)


class TableKind(Enum):
    HOLDINGS = "holdings"
    ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True)
class Header:
    """index: where each known column stands. currency: the one named in a column's title."""

    titles: tuple[str, ...]
    index: dict[Column, int]
    currency: dict[Column, str]
    kind: TableKind

    def __contains__(self, column: Column) -> bool:
        return column in self.index


def match_header(cells: Sequence[str]) -> Header | None:
    """The header that this row is, or None. A header names a holding and says how much of it."""
    if len(cells) < 2 or sum(map(bool, cells)) < 2:
        return None
    if known_titles(cells) < 2 or not _may_be_enough(cells):
        return None
    index = map_columns(cells)
    return header_of(cells, index) if is_enough(index) else None


def header_of(cells: Sequence[str], index: dict[Column, int]) -> Header:
    """index: where each column stands, as map_columns or the user says."""
    currency = {c: code for c, at in index.items() if (code := title_currency(cells[at]))}
    return Header(titles=tuple(cells), index=index, currency=currency, kind=_kind(index))


def is_enough(index: Container[Column]) -> bool:
    """Whether these columns name a holding and say how much of it there is."""
    names = any(column in index for column in _NAMES_A_HOLDING)
    return names and any(column in index for column in _SAYS_HOW_MUCH)


def _may_be_enough(cells: Sequence[str]) -> bool:
    """Cheaper than to map the columns, and false of most lines that are no header."""
    words = set(chain.from_iterable(map(_forms, cells)))
    return not (words.isdisjoint(_NAME_WORDS) or words.isdisjoint(_AMOUNT_WORDS))


def known_columns(cells: Sequence[str]) -> int:
    """How many columns of a holdings table this row would name, were it a header."""
    return len(map_columns(cells)) if known_titles(cells) > 1 else 0


def known_titles(cells: Sequence[str]) -> int:
    """How many cells are a title that we know: cheaper than to map them."""
    if any(cell and key(cell) in _CLOSED for cell in cells):
        return 0
    return sum(not TITLE_WORDS.isdisjoint(_forms(cell)) for cell in cells)


def title_currency(title: str) -> str | None:
    """EUR of "Wert in EUR" or "Value (€)"; a bare $ says nothing certain."""
    found = _IN_CURRENCY.search(title)
    if not found:
        return None
    code = found[1] or found[2]
    code = _SIGNS.get(code, code)
    return code if code in CURRENCIES else None


def map_columns(cells: Sequence[str]) -> dict[Column, int]:
    """Where each column stands by its title; of several that fit, the most telling one."""
    forms = [_forms(cell) for cell in cells]
    index: dict[Column, int] = {}
    taken: set[int] = set()
    pairs: list[int] = []
    for column in _ORDER:
        ranks = _RANKS[column]
        matches = [
            (ranks[form], nth, at)
            for at, title_forms in enumerate(forms)
            if at not in taken
            for nth, form in enumerate(title_forms)
            if form in ranks
        ]
        if column is Column.MARKET_VALUE:
            alone = _without_pairs(matches, cells)
            # Of a pair, the first column says in which currency the second one is.
            pairs = [match[2] for match in matches if match not in alone]
            matches = alone
        if matches:
            index[column] = min(matches)[2]
            taken.add(index[column])
    if pairs and Column.CURRENCY not in index:
        index[Column.CURRENCY] = pairs[0]
    return index


def _without_pairs(
    matches: list[tuple[int, int, int]], cells: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Of "Wert,,Wert in EUR" only the last: the first is a currency, its amount beside it."""
    if not any(title_currency(cells[at]) for _, _, at in matches):
        return matches
    alone = [match for match in matches if "".join(cells[match[2] + 1 : match[2] + 2]).strip()]
    last = [match for match in matches if match[2] == len(cells) - 1]
    return alone + last or matches


def _forms(title: str) -> tuple[str, ...]:
    """Ways to read a title: whole, without brackets, the brackets alone, without a currency."""
    return _forms_of(title) if len(title) <= _LONGEST_TITLE else ()


@lru_cache(maxsize=1_024)
def _forms_of(title: str) -> tuple[str, ...]:
    if not title or _CHANGE.match(title):
        return ()
    forms = [key(title)]
    if bracket := _BRACKETS.search(title):
        forms += [key(title[: bracket.start()]), key(bracket[1])]
    if title_currency(title):
        forms.append(key(_IN_CURRENCY.sub("", title)))
    return tuple(form for form in forms if form)


def _kind(index: dict[Column, int]) -> TableKind:
    """Transactions have a type, or a fee and a date, and no current price beside the one paid."""
    is_lot_table = Column.UNIT_COST in index or Column.COST_BASIS in index
    if is_lot_table:
        return TableKind.HOLDINGS
    has_day = Column.DATE in index or Column.TRADE_DATE in index
    told = Column.FEE in index or Column.ORDER_ID in index
    if Column.TRANSACTION in index or (told and has_day):
        return TableKind.ACTIVITIES
    return TableKind.HOLDINGS
