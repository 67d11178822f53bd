"""What a user should know about a holding that was read: options, shorts, odd identifiers."""

from decimal import Decimal

from econlens.domain.assets import AssetType
from econlens.importing.issue_log import IssueLog
from econlens.importing.packed import Packed
from econlens.importing.result import ImportedPosition
from econlens.importing.symbols import is_cusip, is_isin, is_wkn


def without_sold(positions: Packed[ImportedPosition], issues: IssueLog) -> Packed[ImportedPosition]:
    """Drops what is held no more, its lots being sold again, and says so."""
    if not any(map(_is_sold, positions)):
        return positions
    held = Packed(ImportedPosition)
    for each in positions:
        if _is_sold(each):
            message = f"{each.symbol} has a quantity of zero, so it is not held and was left out."
            issues.info("NOT_HELD", message, line=each.line, field="Shares")
        else:
            held.append(each)
    return held


def _is_sold(position: ImportedPosition) -> bool:
    return position.quantity == 0 and not position.market_value


def remark(position: ImportedPosition, issues: IssueLog) -> None:
    quantity, value = position.quantity or Decimal(0), position.market_value
    if position.asset_type is AssetType.OPTION:
        side = "short option" if quantity < 0 else "option"
        message = f"{position.symbol} is a {side}; its value counts, its leverage is not modelled."
        fix = "Compare its value with your broker's."
        issues.warn("OPTION", message, line=position.line, field="Symbol", fix=fix)
    elif quantity < 0 or (value or 0) < 0:
        message = f"{position.symbol} is held short; it lowers the value of the portfolio."
        fix = "Remove the minus sign if you own it."
        issues.warn("SHORT_POSITION", message, line=position.line, field="Shares", fix=fix)
    if value is None:
        issues.warn(
            "VALUE_UNKNOWN",
            f"The file states no value for {position.symbol}, nor a price to work it out.",
            line=position.line,
            field="Dollar Amount",
            fix="Enter its value by hand.",
        )
    if what := _other_identifier(position.symbol):
        issues.info(
            "NOT_A_TICKER",
            f"{position.symbol} is a {what}, not a ticker; you may have to choose its class.",
            line=position.line,
            field="Symbol",
        )


def _other_identifier(symbol: str) -> str | None:
    if len(symbol) == 12 and is_isin(symbol):
        return "ISIN"
    if len(symbol) == 9 and is_cusip(symbol):
        return "CUSIP"
    return "WKN" if len(symbol) == 6 and is_wkn(symbol) else None
