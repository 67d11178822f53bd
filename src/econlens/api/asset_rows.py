"""Assets of a request as rows of the canonical columns, and problems of rows as fields again."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from econlens.api.schemas import AssetRequest
from econlens.domain.issues import Issue
from econlens.importing.words import Column

# Column → field of AssetRequest, and its name on the wire.
_FIELDS: Final = {
    Column.SYMBOL: ("symbol", "symbol"),
    Column.NAME: ("name", "name"),
    Column.ASSET_TYPE: ("asset_type", "assetType"),
    Column.ALLOCATION: ("allocation_percent", "allocationPercent"),
    Column.MARKET_VALUE: ("dollar_amount", "dollarAmount"),
    Column.CATEGORY: ("category", "category"),
    Column.SECTOR: ("sector", "sector"),
    Column.REGION: ("region", "region"),
    Column.QUANTITY: ("shares", "shares"),
    Column.UNIT_COST: ("avg_price", "avgPrice"),
    Column.EXPENSE_RATIO: ("expense_ratio", "expenseRatio"),
    Column.DIVIDEND_YIELD: ("dividend_yield", "dividendYield"),
    Column.COST_BASIS: ("cost_basis", "costBasis"),
}
_WIRE_NAMES: Final = {column.value: wire for column, (_, wire) in _FIELDS.items()}
# Longer written out than any real amount; in short form the number rules refuse it by name.
_MOST_DIGITS = 30


def row_of(asset: AssetRequest) -> Mapping[Column, str]:
    """What the asset says; columns that it leaves out are left out."""
    values = ((column, getattr(asset, field)) for column, (field, _) in _FIELDS.items())
    return {column: _text(value) for column, value in values if value is not None}


def field_issue(issue: Issue) -> Issue:
    """Line 2, column "Dollar Amount" → assets[1].dollarAmount, without a line."""
    if issue.line is None:
        return issue
    name = _WIRE_NAMES.get(issue.field or "", issue.field)
    path = f"assets[{issue.line - 1}]" + (f".{name}" if name else "")
    return replace(issue, line=None, field=path)


def _text(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS:
        return f"{value:f}"
    return str(value)
