"""What needs the analysis."""

from typing import Final

from econlens.api import schemas as s
from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.compare_schemas import CompareRequest, CompareResponse
from econlens.api.rebalance_schemas import RebalanceRequest, RebalanceResponse
from econlens.api.routes.route import Function, RateClass, Route

ANALYSIS_ROUTES: Final = (
    Route(
        operation="loadSamples",
        method="POST",
        path="/portfolios/samples",
        function=Function.ANALYSIS,
        summary="Load the three sample portfolios into your account",
        responses={201: s.SamplesLoadedResponse},
        rate=RateClass.WRITE,
    ),
    Route(
        operation="analyzePortfolio",
        method="GET",
        path="/portfolios/{id}/analysis",
        function=Function.ANALYSIS,
        summary="Concentration, diversification, estimated risk and the score with its parts",
        responses={200: AnalysisResponse},
        errors=(404,),
    ),
    Route(
        operation="rebalancePortfolio",
        method="POST",
        path="/portfolios/{id}/rebalance",
        function=Function.ANALYSIS,
        summary="Suggested adjustments towards a target, each with its reason; nothing is changed",
        request=RebalanceRequest,
        responses={200: RebalanceResponse},
        errors=(404, 422),
    ),
    Route(
        operation="comparePortfolios",
        method="POST",
        path="/portfolios/compare",
        function=Function.ANALYSIS,
        summary="Two to ten portfolios side by side",
        request=CompareRequest,
        responses={200: CompareResponse},
        errors=(404, 422),
    ),
)
