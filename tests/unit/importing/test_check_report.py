"""The JSON that `econlens check FILE --json` prints."""

import json
from datetime import date
from decimal import Decimal

from econlens.domain.assets import AssetType
from econlens.domain.issues import Issue, Severity
from econlens.importing.check_report import check_report
from econlens.importing.result import FileKind, ImportedCash, ImportedPosition, ImportResult

RESULT = ImportResult(
    kind=FileKind.POSITIONS,
    broker="fidelity",
    currency="USD",
    as_of=date(2025, 3, 14),
    positions=(
        ImportedPosition(
            symbol="AAPL",
            line=3,
            name="Apple",
            quantity=Decimal("1E+3"),
            market_value=Decimal("0.00000001"),
            currency="USD",
            account="1111",
            asset_type=AssetType.STOCK,
        ),
    ),
    cash=(ImportedCash(symbol="SPAXX", amount=Decimal("1250.55"), line=2),),
    issues=(Issue(code="X", message="m", severity=Severity.INFO, line=4, field="Symbol"),),
)
REPORT = """
{
  "kind": "positions", "broker": "fidelity", "currency": "USD", "asOf": "2025-03-14",
  "positions": [
    {"symbol": "AAPL", "name": "Apple", "quantity": "1000", "price": null,
     "marketValue": "0.00000001", "costBasis": null, "currency": "USD", "account": "1111",
     "assetType": "stock", "line": 3}
  ],
  "cash": [
    {"symbol": "SPAXX", "amount": "1250.55", "currency": null, "account": null, "line": 2}
  ],
  "issues": [
    {"line": 4, "field": "Symbol", "code": "X", "severity": "info", "message": "m",
     "suggestedFix": null}
  ]
}
"""


def test_the_report_has_the_agreed_keys_and_plain_values() -> None:
    assert json.loads(json.dumps(check_report(RESULT))) == json.loads(REPORT)


def test_what_is_unknown_is_null() -> None:
    report = check_report(ImportResult(kind=FileKind.UNKNOWN))
    assert (report["broker"], report["currency"], report["asOf"]) == (None, None, None)
