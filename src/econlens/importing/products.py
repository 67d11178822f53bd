"""Shares × price is the value: where it mostly is not, some column is not what it seems to be."""

from collections.abc import Sequence

from econlens.importing.decimal_sign import ROWS_ASKED, multiplier
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.money import price_currency, row_currency
from econlens.importing.sheet import Sheet
from econlens.importing.words import Column

_PRODUCT = (Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE)


class Products:
    """Looks at the first holdings of a table."""

    def __init__(self) -> None:
        self._known = 0
        self._wrong = 0

    def look_at(self, sheet: Sheet, rows: Sequence[int], usual_currency: str | None) -> None:
        """rows: those that are holdings. One whose price is in another currency tells nothing."""
        for at in rows[: ROWS_ASKED - self._known]:
            quantity, price, value = (sheet.number(at, column) for column in _PRODUCT)
            currency = row_currency(sheet, at, "", usual_currency)
            if quantity and price and value and price_currency(sheet, at, currency) is None:
                self._known += 1
                self._wrong += multiplier(quantity, price, value) is None

    def tell(self, table: HeldTable, issues: IssueLog) -> None:
        """Once, and then nothing has been seen."""
        if 2 * self._wrong > self._known:
            title = table.header.titles[table.header.index[Column.MARKET_VALUE]]
            issues.warn(
                "VALUES_DISAGREE",
                f"In {self._wrong} of {self._known} lines looked at, shares × price is more than "
                f'1 % off what stands under "{title}".',
                line=table.header_line,
                field=title,
                fix="Check which columns hold shares, price and value; if others do, map those.",
            )
        self._known = self._wrong = 0
