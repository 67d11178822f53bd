"""What `econlens check FILE --json` prints: one import as plain JSON values."""

from decimal import Decimal

from econlens.domain.issues import Issue
from econlens.importing.result import ImportedCash, ImportedPosition, ImportResult

Json = dict[str, object]


def check_report(result: ImportResult) -> Json:
    """Decimals as plain strings without exponent, dates as ISO 8601, unknown as None."""
    return {
        "kind": result.kind.value,
        "broker": result.broker,
        "currency": result.currency,
        "asOf": result.as_of.isoformat() if result.as_of else None,
        "positions": [_position(position) for position in result.positions],
        "cash": [_cash(cash) for cash in result.cash],
        "issues": [_issue(issue) for issue in result.issues],
    }


def _position(position: ImportedPosition) -> Json:
    return {
        "symbol": position.symbol,
        "name": position.name,
        "quantity": _plain(position.quantity),
        "price": _plain(position.price),
        "marketValue": _plain(position.market_value),
        "costBasis": _plain(position.cost_basis),
        "currency": position.currency,
        "account": position.account,
        "assetType": position.asset_type.value if position.asset_type else None,
        "line": position.line,
    }


def _cash(cash: ImportedCash) -> Json:
    return {
        "symbol": cash.symbol,
        "amount": _plain(cash.amount),
        "currency": cash.currency,
        "account": cash.account,
        "line": cash.line,
    }


def _issue(issue: Issue) -> Json:
    return {
        "line": issue.line,
        "field": issue.field,
        "code": issue.code,
        "severity": issue.severity.value,
        "message": issue.message,
        "suggestedFix": issue.suggested_fix,
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
