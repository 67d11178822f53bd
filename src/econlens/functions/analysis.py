"""Lambda entry point for what needs the analysis."""

from typing import Any

from msgspec import convert

from econlens import bootstrap
from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.compare_schemas import CompareRequest, CompareResponse
from econlens.api.http import Answer, Call, serve
from econlens.api.rebalance_schemas import RebalanceRequest, RebalanceResponse
from econlens.api.routes.analysis import ANALYSIS_ROUTES
from econlens.api.routes.portfolios import PORTFOLIOS_ROUTES
from econlens.api.schemas import SamplesLoadedResponse
from econlens.domain.rebalancing import PolicyWishes
from econlens.functions.portfolio_file import export_portfolio
from econlens.ports import UserStore
from econlens.usecases.assess_risk import assess_risk
from econlens.usecases.compare_portfolios import compare_portfolios as compare
from econlens.usecases.load_samples import load_samples as load_samples_of
from econlens.usecases.rebalance_portfolio import rebalance_portfolio as rebalance


def analyze_portfolio(call: Call[None], store: UserStore) -> Answer:
    report = assess_risk(store, call.user, call.path["id"])
    return Answer(status=200, body=convert(report, AnalysisResponse, from_attributes=True))


def load_samples(call: Call[None], store: UserStore) -> Answer:
    ids = [portfolio.id for portfolio in load_samples_of(store, call.user)]
    return Answer(status=201, body=SamplesLoadedResponse(portfolio_ids=ids))


def rebalance_portfolio(call: Call[RebalanceRequest], store: UserStore) -> Answer:
    wishes = convert(call.body, PolicyWishes, from_attributes=True)
    plan = rebalance(store, call.user, call.path["id"], wishes)
    return Answer(status=200, body=convert(plan, RebalanceResponse, from_attributes=True))


def compare_portfolios(call: Call[CompareRequest], store: UserStore) -> Answer:
    report = compare(store, call.body.portfolio_ids)
    return Answer(status=200, body=convert(report, CompareResponse, from_attributes=True))


ENDPOINTS: dict[str, Any] = {
    "analyzePortfolio": analyze_portfolio,
    "comparePortfolios": compare_portfolios,
    "exportPortfolio": export_portfolio,
    "loadSamples": load_samples,
    "rebalancePortfolio": rebalance_portfolio,
}
handler = serve(
    (*ANALYSIS_ROUTES, *PORTFOLIOS_ROUTES),
    ENDPOINTS,
    bootstrap.transaction_scope,
    bootstrap.edge,
)
