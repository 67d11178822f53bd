"""The rules of the contract for rows and for whole portfolios in the canonical columns."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from econlens.domain.assets import FUND_TYPES, AssetType, Category
from econlens.importing.canonical_rows import Amounts, CanonicalRows, values_of
from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import spoken_lines
from econlens.importing.words import Column

MAX_HOLDINGS = 5_000
_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_PRODUCT_TOLERANCE = Decimal("0.01")
_LARGE = Decimal("0.8")
_SMALL = Decimal("0.001")
_MUCH_CASH = Decimal("0.5")
_ONE_CATEGORY = Decimal("0.7")
_MOST_YIELD = Decimal(20)
_NAMED_SMALL_POSITIONS = 20
_IF_WRONG = "Correct the line if it is wrong; if it is right, there is nothing to do."


def check_rows(rows: CanonicalRows, issues: IssueLog) -> None:
    """Rules that a row breaks by itself."""
    _check_symbols(rows, issues)
    _check_signs(rows, issues)
    if rows.stated >= {Column.QUANTITY, Column.UNIT_COST, Column.MARKET_VALUE}:
        _check_products(rows, issues)
    if not rows.stated.isdisjoint({Column.EXPENSE_RATIO, Column.DIVIDEND_YIELD}):
        _check_rates(rows, issues)


def check_portfolio(
    name: str, members: Sequence[int], rows: CanonicalRows, issues: IssueLog
) -> None:
    """Rules that rows break together. members: the rows of this portfolio."""
    of = f' of portfolio "{name[:60]}"' if name else ""
    if len(members) > MAX_HOLDINGS:
        issues.error(
            "TOO_MANY_HOLDINGS",
            f"The holdings{of} are {len(members):,}; a portfolio may have {MAX_HOLDINGS:,}.",
            line=rows.lines[members[MAX_HOLDINGS]],
            field=Column.SYMBOL.value,
            fix='Split them over several portfolios with the column "Portfolio".',
        )
    if Column.ALLOCATION in rows.stated:
        _check_allocation_sum(of, members, rows, issues)
    types = set(values_of(members, rows.asset_types))
    amounts = [amount for amount in values_of(members, rows.amounts) if amount is not None]
    total = sum(amounts, Decimal(0))
    if total > 0:
        if min(amounts) < total * _SMALL or max(amounts) > total * _LARGE:
            _check_weights(of, members, rows, total, issues)
        if AssetType.CASH in types:
            _check_cash(of, members, rows, total, issues)
        _check_categories(of, members, rows, total, issues)
    if len(types) == 1 and None not in types:
        message = f"All holdings{of} are of one asset type."
        _warn("ONE_ASSET_TYPE", message, rows.lines[members[0]], Column.ASSET_TYPE, issues)


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


def _negative(values: Amounts) -> list[int]:
    return [at for at, value in enumerate(values) if value is not None and value < _ZERO]


def _beside_negative(values: Amounts, others: Amounts) -> list[tuple[int, Decimal | None]]:
    """The rows with a negative value, and what the other column says there."""
    pairs = enumerate(zip(values, others, strict=True))
    return [(at, other) for at, (value, other) in pairs if value is not None and value < _ZERO]


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


def _check_allocation_sum(
    of: str, members: Sequence[int], rows: CanonicalRows, issues: IssueLog
) -> None:
    stated = [value for value in values_of(members, rows.allocations) if value is not None]
    total = sum(stated, Decimal(0))
    if not stated or abs(total - _HUNDRED) <= _CENT:
        return
    gap = _HUNDRED - total
    issues.error(
        "ALLOCATION_SUM",
        f"The allocations{of} add up to {total:,} %, not to 100 %.",
        line=rows.lines[members[0]],
        field=Column.ALLOCATION.value,
        fix=f"Change the allocations by {gap:+,} in total, or leave the column out.",
    )


def _check_weights(
    of: str, members: Sequence[int], rows: CanonicalRows, total: Decimal, issues: IssueLog
) -> None:
    large, small = total * _LARGE, total * _SMALL
    amounts = values_of(members, rows.amounts)
    tiny = []
    for at, amount in zip(members, amounts, strict=True):
        if amount is None or small <= amount <= large:
            continue
        if amount > large:
            _tell_large_position(of, at, rows, total, issues)
        elif amount >= 0:
            tiny.append(at)
    _tell_small_positions(of, tiny, rows, total, issues)


def _tell_large_position(
    of: str, at: int, rows: CanonicalRows, total: Decimal, issues: IssueLog
) -> None:
    kind, amount = rows.asset_types[at], rows.amounts[at]
    if amount is None or kind is None or kind in FUND_TYPES or kind is AssetType.CASH:
        return
    message = f"{rows.symbols[at]} makes up {_percent(amount, total)}{of}."
    _warn("LARGE_POSITION", message, rows.lines[at], Column.MARKET_VALUE, issues)


def _tell_small_positions(
    of: str, tiny: Sequence[int], rows: CanonicalRows, total: Decimal, issues: IssueLog
) -> None:
    named, rest = tiny[:_NAMED_SMALL_POSITIONS], tiny[_NAMED_SMALL_POSITIONS:]
    for at in named:
        share = _percent(rows.amounts[at] or Decimal(0), total)
        message = f"{rows.symbols[at]} makes up only {share}{of}, less than 0.1 %."
        _warn("SMALL_POSITION", message, rows.lines[at], Column.MARKET_VALUE, issues)
    if rest:
        lines = spoken_lines([rows.lines[at] for at in rest])
        message = f"{len(rest):,} more positions{of} are below 0.1 %: lines {lines}."
        _warn("SMALL_POSITION", message, rows.lines[rest[0]], Column.MARKET_VALUE, issues)


def _check_cash(
    of: str, members: Sequence[int], rows: CanonicalRows, total: Decimal, issues: IssueLog
) -> None:
    held = [at for at in members if rows.asset_types[at] is AssetType.CASH]
    cash = sum([amount for at in held if (amount := rows.amounts[at]) is not None], Decimal(0))
    if cash > total * _MUCH_CASH:
        message = f"Cash makes up {_percent(cash, total)}{of}, more than half."
        _warn("MUCH_CASH", message, rows.lines[held[0]], Column.ASSET_TYPE, issues)


def _check_categories(
    of: str, members: Sequence[int], rows: CanonicalRows, total: Decimal, issues: IssueLog
) -> None:
    categories = values_of(members, rows.categories)
    if not any(categories):
        return
    sums: dict[Category, Decimal] = defaultdict(Decimal)
    for of_row, part in zip(categories, values_of(members, rows.amounts), strict=True):
        if of_row:
            sums[of_row] += part or 0
    for category, amount in sums.items():
        if amount > total * _ONE_CATEGORY:
            message = f"{category} makes up {_percent(amount, total)}{of}, more than 70 %."
            first = next(at for at in members if rows.categories[at] is category)
            _warn("ONE_CATEGORY", message, rows.lines[first], Column.CATEGORY, issues)


def _warn(code: str, message: str, line: int, column: Column, issues: IssueLog) -> None:
    """Of something unusual, which may be as it is."""
    issues.warn(code, message, line=line, field=column.value, fix=_IF_WRONG)


def _percent(part: Decimal, total: Decimal) -> str:
    return f"{float(100 * part / total):.3g} %"
