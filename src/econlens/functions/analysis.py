"""Lambda entry point for a portfolio's analysis."""

from typing import Any

from msgspec import convert

from econlens import bootstrap
from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.http import Answer, Call, serve
from econlens.ports import PortfolioStore
from econlens.usecases.assess_risk import assess_risk


def analyze_portfolio(call: Call[None], store: PortfolioStore) -> Answer:
    report = assess_risk(store, call.user, call.path["id"])
    return Answer(status=200, body=convert(report, AnalysisResponse, from_attributes=True))


ENDPOINTS: dict[str, Any] = {"analyzePortfolio": analyze_portfolio}
handler = serve(ENDPOINTS, bootstrap.transaction_scope)
