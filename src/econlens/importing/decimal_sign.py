"""Settle whether a column writes 1.5 or 1,5: by its own cells, by arithmetic, by its neighbours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from econlens.importing.numbers import NumberError, parse, sign_evidence
from econlens.importing.words import Column

_PRODUCT = (Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE)
# Shares; options on a hundred shares; bonds and pence, priced per hundred.
MULTIPLIERS = (Decimal(1), Decimal(100), Decimal("0.01"))
_TOLERANCE = Decimal("0.01")
_ROWS_ASKED = 500

Columns = Mapping[Column, Sequence[str]]


@dataclass(frozen=True, slots=True)
class DecimalSigns:
    """The sign of each column; guessed: those that nothing in the file could settle."""

    signs: dict[Column, str]
    guessed: tuple[Column, ...] = ()


def settle_signs(columns: Columns, fallback: str) -> DecimalSigns:
    """Decide per column over the whole file, never per cell.

    Order: cells of the column that can be read in one way only; quantity × price = value; what the
    other columns of the file use; `fallback`, and then the column counts as guessed.
    """
    proofs = {column: sign_evidence(cells) for column, cells in columns.items()}
    signs = {column: sign for column, (sign, _) in proofs.items() if sign}
    doubtful = [column for column, (sign, doubt) in proofs.items() if doubt and not sign]
    signs |= _settle_by_product(columns, signs, doubtful)
    usual = Counter(signs.values()).most_common(1)
    guessed = () if usual else tuple(doubtful)
    common = usual[0][0] if usual else fallback
    return DecimalSigns({column: signs.get(column, common) for column in columns}, guessed)


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
    rows = list(zip(*(columns[column][:_ROWS_ASKED] for column in _PRODUCT), strict=True))
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
