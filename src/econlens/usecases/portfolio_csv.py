"""A portfolio as the CSV file that EconLens itself imports back unchanged."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from typing import Final

from econlens.domain.assets import AssetType
from econlens.domain.holding import Holding
from econlens.importing.words import Column

COLUMNS: Final = (
    Column.SYMBOL,
    Column.NAME,
    Column.ASSET_TYPE,
    Column.ALLOCATION,
    Column.MARKET_VALUE,
    Column.CATEGORY,
    Column.SECTOR,
    Column.REGION,
    Column.QUANTITY,
    Column.UNIT_COST,
    Column.EXPENSE_RATIO,
    Column.DIVIDEND_YIELD,
    Column.COST_BASIS,
    Column.ACCOUNT,
)
# Excel takes a CSV file for UTF-8 only when it begins with this mark.
BYTE_ORDER_MARK: Final = "\ufeff"
# Spreadsheets run a cell that begins with one of these as a formula.
_FORMULA_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")
# So fine that the shares of 5,000 holdings still add up to 100.00.
_ALLOCATION_STEP: Final = Decimal("0.00000001")
_TOLERANCE: Final = Decimal("0.01")
# An option is for a hundred shares; a bond's price is for a hundred of face value.
_PRICED_OTHERWISE: Final = {AssetType.OPTION: (100,), AssetType.BOND: (Decimal("0.01"),)}


def portfolio_csv(holdings: Iterable[Holding]) -> str:
    """One line per holding under the canonical header. Text that a spreadsheet would obey is
    preceded by an apostrophe, which the importer takes away again."""
    holdings = tuple(holdings)
    total = sum((holding.market_value for holding in holdings), Decimal(0))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.value for column in COLUMNS])
    writer.writerows(_cells(holding, total) for holding in holdings)
    return BYTE_ORDER_MARK + text.getvalue()


def _cells(holding: Holding, total: Decimal) -> list[str]:
    return [
        _harmless(holding.symbol),
        _harmless(holding.name),
        holding.asset_type.value,
        _number(_allocation(holding, total)),
        _number(holding.market_value),
        holding.category or "",
        holding.sector or "",
        holding.region or "",
        _number(holding.quantity),
        _number(holding.price if _price_agrees(holding) else None),
        _number(holding.expense_ratio),
        _number(holding.dividend_yield),
        _number(holding.cost_basis),
        _harmless(holding.account or ""),
    ]


def _harmless(text: str) -> str:
    """A text that has an apostrophe there already gets a second one, for the importer to take."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_BEGINS) else text


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _allocation(holding: Holding, total: Decimal) -> Decimal | None:
    """In percent; None where shares of the total mean nothing."""
    if total <= 0:
        return None
    return (100 * holding.market_value / total).quantize(_ALLOCATION_STEP)


def _price_agrees(holding: Holding) -> bool:
    """A broker's stale price may be off the amount by more than the importer allows."""
    if holding.price is None or holding.quantity is None:
        return True
    product, amount = holding.quantity * holding.price, holding.market_value
    factors = (1, *_PRICED_OTHERWISE.get(holding.asset_type, ()))
    return any(abs(product * factor - amount) <= _TOLERANCE * abs(amount) for factor in factors)
