"""Lambda entry point for a portfolio's analysis."""

from typing import Any

from msgspec import convert

from econlens import bootstrap
from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.http import Answer, Call, serve
from econlens.api.schemas import SamplesLoadedResponse
from econlens.ports import UserStore
from econlens.usecases.assess_risk import assess_risk
from econlens.usecases.load_samples import load_samples as load_samples_of


def analyze_portfolio(call: Call[None], store: UserStore) -> Answer:
    report = assess_risk(store, call.user, call.path["id"])
    return Answer(status=200, body=convert(report, AnalysisResponse, from_attributes=True))


def load_samples(call: Call[None], store: UserStore) -> Answer:
    ids = [portfolio.id for portfolio in load_samples_of(store, call.user)]
    return Answer(status=201, body=SamplesLoadedResponse(portfolio_ids=ids))


ENDPOINTS: dict[str, Any] = {"analyzePortfolio": analyze_portfolio, "loadSamples": load_samples}
handler = serve(ENDPOINTS, bootstrap.transaction_scope, bootstrap.rate_limiter)
