"""Settle whether a column writes 1.5 or 1,5: by its own cells, by arithmetic, by its neighbours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from econlens.importing.numbers import NumberError, SignEvidence, parse
from econlens.importing.words import Column

_PRODUCT = (Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE)
# Shares; options on a hundred shares; bonds and pence, priced per hundred.
MULTIPLIERS = (Decimal(1), Decimal(100), Decimal("0.01"))
_TOLERANCE = Decimal("0.01")
ROWS_ASKED = 500

Columns = Mapping[Column, Sequence[str]]


@dataclass(frozen=True, slots=True)
class DecimalSigns:
    """The sign of each column; guessed: those that nothing in the file could settle."""

    signs: dict[Column, str]
    guessed: tuple[Column, ...] = ()


def settle_signs(columns: Columns, fallback: str) -> DecimalSigns:
    """Decide per column over the whole file, never per cell; the file is in one piece."""
    evidence = {column: SignEvidence(cells) for column, cells in columns.items()}
    return settle(evidence, columns, fallback)


def settle(
    evidence: Mapping[Column, SignEvidence], first_rows: Columns, fallback: str
) -> DecimalSigns:
    """evidence: of each column, from the whole file. first_rows: its first cells, 500 or more.

    Order: cells of the column that can be read in one way only; quantity × price = value; what the
    other columns of the file use; `fallback`, and then the column counts as guessed.
    """
    signs = {column: sign for column, seen in evidence.items() if (sign := seen.sign)}
    doubtful = [column for column, seen in evidence.items() if seen.doubtful and not seen.sign]
    signs |= _settle_by_product(first_rows, signs, doubtful)
    usual = Counter(signs.values()).most_common(1)
    guessed = () if usual else tuple(doubtful)
    common = usual[0][0] if usual else fallback
    return DecimalSigns({column: signs.get(column, common) for column in evidence}, guessed)


def multiplier(quantity: Decimal, price: Decimal, value: Decimal) -> Decimal | None:
    """The factor by which quantity × price gives value within 1 %; None if none of ours does."""
    product, allowed = quantity * price, abs(value) * _TOLERANCE
    for factor in MULTIPLIERS:
        if abs(product * factor - value) <= allowed:
            return factor
    return None


def _settle_by_product(
    columns: Columns, known: dict[Column, str], doubtful: list[Column]
) -> dict[Column, str]:
    asked = [column for column in _PRODUCT if column in doubtful]
    if not asked or any(column not in columns for column in _PRODUCT):
        return {}
    rows = list(zip(*(columns[column][:ROWS_ASKED] for column in _PRODUCT), strict=True))
    scored = []
    for choice in product(".,", repeat=len(asked)):
        trial = known | dict(zip(asked, choice, strict=True))
        marks = [trial.get(column, choice[0]) for column in _PRODUCT]
        scored.append((sum(_agrees(row, marks) for row in rows), choice))
    scored.sort(reverse=True)
    if scored[0][0] == scored[1][0]:
        return {}
    return dict(zip(asked, scored[0][1], strict=True))


def _agrees(row: tuple[str, ...], marks: list[str]) -> bool:
    try:
        quantity, price, value = (parse(cell, mark) for cell, mark in zip(row, marks, strict=True))
    except NumberError:
        return False
    if quantity is None or price is None or not value:
        return False
    return multiplier(quantity, price, value) is not None
