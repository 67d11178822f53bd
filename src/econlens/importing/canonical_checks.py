"""The rules of the contract for single rows in the canonical columns."""

from collections.abc import Iterator
from decimal import Decimal

from econlens.domain.assets import FUND_TYPES, AssetType
from econlens.importing.canonical_rows import Amounts, CanonicalRows
from econlens.importing.issue_log import IssueLog
from econlens.importing.words import Column

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_PRODUCT_TOLERANCE = Decimal("0.01")
_MOST_YIELD = Decimal(20)


def check_rows(rows: CanonicalRows, issues: IssueLog) -> None:
    """Rules that a row breaks by itself."""
    _check_symbols(rows, issues)
    _check_signs(rows, issues)
    if rows.stated >= {Column.QUANTITY, Column.UNIT_COST, Column.MARKET_VALUE}:
        _check_products(rows, issues)
    if not rows.stated.isdisjoint({Column.EXPENSE_RATIO, Column.DIVIDEND_YIELD}):
        _check_rates(rows, issues)


def _check_symbols(rows: CanonicalRows, issues: IssueLog) -> None:
    if all(rows.symbols):
        return
    for at, symbol in enumerate(rows.symbols):
        if not symbol:
            issues.error(
                "MISSING_SYMBOL",
                "The symbol is missing.",
                line=rows.lines[at],
                field="Symbol",
                fix="Write the ticker, such as AAPL; for money write CASH.",
            )


def _check_signs(rows: CanonicalRows, issues: IssueLog) -> None:
    """Shares and amount may be negative together: a short position. Money may be owed."""
    if not rows.signed:
        return
    for at, shares in _beside_negative(rows.amounts, rows.shares):
        is_short = shares is not None and shares < 0
        if not is_short and rows.asset_types[at] not in (AssetType.CASH, AssetType.OPTION):
            _tell_negative(Column.MARKET_VALUE, rows.amounts[at], rows.lines[at], issues)
    if Column.QUANTITY in rows.signed:
        _check_sign_of_shares(rows, issues)
    if Column.ALLOCATION in rows.signed:
        _check_sign_of_allocations(rows, issues)
    for column, values in (
        (Column.UNIT_COST, rows.prices),
        (Column.EXPENSE_RATIO, rows.expense_ratios),
    ):
        for at in _negative(values) if column in rows.signed else ():
            _tell_negative(column, values[at], rows.lines[at], issues)


def _check_sign_of_shares(rows: CanonicalRows, issues: IssueLog) -> None:
    for at, amount in _beside_negative(rows.shares, rows.amounts):
        if amount is not None and amount >= 0:
            _tell_negative(Column.QUANTITY, rows.shares[at], rows.lines[at], issues)


def _check_sign_of_allocations(rows: CanonicalRows, issues: IssueLog) -> None:
    for at, amount in _beside_negative(rows.allocations, rows.amounts):
        if amount is None or amount >= 0:
            _tell_negative(Column.ALLOCATION, rows.allocations[at], rows.lines[at], issues)


def _negative(values: Amounts) -> Iterator[int]:
    return (at for at, value in enumerate(values) if value is not None and value < _ZERO)


def _beside_negative(values: Amounts, others: Amounts) -> Iterator[tuple[int, Decimal | None]]:
    """The rows with a negative value, and what the other column says there."""
    pairs = enumerate(zip(values, others, strict=True))
    return ((at, other) for at, (value, other) in pairs if value is not None and value < _ZERO)


def _tell_negative(column: Column, value: Decimal | None, line: int, issues: IssueLog) -> None:
    issues.error(
        "NEGATIVE_NUMBER",
        f"{column} is {value:,}; it cannot be negative here.",
        line=line,
        field=column.value,
        fix="Remove the minus sign. A short position has both shares and amount negative.",
    )


def _check_products(rows: CanonicalRows, issues: IssueLog) -> None:
    columns = zip(rows.shares, rows.prices, rows.amounts, strict=True)
    for at, (shares, price, amount) in enumerate(columns):
        if shares is None or price is None or amount is None:
            continue
        product = shares * price
        if product == amount or abs(product - amount) <= _PRODUCT_TOLERANCE * abs(amount):
            continue
        if rows.asset_types[at] in _PRICED_OTHERWISE and _agrees_otherwise(product, amount):
            continue
        issues.error(
            "AMOUNT_MISMATCH",
            f"{shares:,} shares × {price:,} is {product:,}, more than 1 % off the amount of "
            f"{amount:,}.",
            line=rows.lines[at],
            field=Column.MARKET_VALUE.value,
            fix="Correct the shares, the price or the amount.",
        )


# Options count a hundred shares each; bonds are priced per hundred of face value.
_PRICED_OTHERWISE = {AssetType.OPTION, AssetType.BOND}


def _agrees_otherwise(product: Decimal, amount: Decimal) -> bool:
    factors = (_HUNDRED, _CENT)
    return any(
        abs(product * factor - amount) <= _PRODUCT_TOLERANCE * abs(amount) for factor in factors
    )


def _check_rates(rows: CanonicalRows, issues: IssueLog) -> None:
    for at, ratio in enumerate(rows.expense_ratios):
        kind = rows.asset_types[at]
        if ratio and kind is not None and kind not in FUND_TYPES:
            issues.warn(
                "EXPENSE_RATIO_ON_NON_FUND",
                f"{rows.symbols[at]} is no fund, yet it has an expense ratio.",
                line=rows.lines[at],
                field=Column.EXPENSE_RATIO.value,
                fix="Leave the expense ratio empty, or correct the asset type.",
            )
    for at, rate in enumerate(rows.yields):
        if rate is not None and not 0 <= rate <= _MOST_YIELD:
            issues.warn(
                "UNUSUAL_YIELD",
                f"A dividend yield of {rate:,} % is outside 0 to 20 %.",
                line=rows.lines[at],
                field=Column.DIVIDEND_YIELD.value,
                fix="Write the yearly yield in percent, such as 1.8.",
            )
