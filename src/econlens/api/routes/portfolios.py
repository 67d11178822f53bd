"""Portfolios."""

from typing import Final

from econlens.api import schemas as s
from econlens.api.routes.route import Function, RateClass, Route

PORTFOLIOS_ROUTES: Final = (
    Route(
        operation="listPortfolios",
        method="GET",
        path="/portfolios",
        function=Function.PORTFOLIOS,
        summary="List your portfolios",
        query=s.ListPortfoliosQuery,
        responses={200: s.PortfolioListResponse},
    ),
    Route(
        operation="createPortfolio",
        method="POST",
        path="/portfolios",
        function=Function.PORTFOLIOS,
        summary="Create a portfolio from typed-in assets",
        request=s.CreatePortfolioRequest,
        responses={201: s.PortfolioSavedResponse},
        rate=RateClass.WRITE,
        errors=(422,),
    ),
    Route(
        operation="getPortfolio",
        method="GET",
        path="/portfolios/{id}",
        function=Function.PORTFOLIOS,
        summary="One portfolio with its assets; the ETag header carries its version",
        responses={200: s.PortfolioResponse},
        errors=(404,),
    ),
    Route(
        operation="updatePortfolio",
        method="PUT",
        path="/portfolios/{id}",
        function=Function.PORTFOLIOS,
        summary="Replace a portfolio; send If-Match with its ETag to refuse lost updates",
        request=s.UpdatePortfolioRequest,
        responses={200: s.PortfolioSavedResponse},
        rate=RateClass.WRITE,
        errors=(404, 412, 422),
    ),
    Route(
        operation="exportPortfolio",
        method="GET",
        path="/portfolios/{id}/export",
        # For the sake of pdf, which holds the analysis.
        function=Function.ANALYSIS,
        summary="As a file: csv, which can be uploaded again unchanged, json, or its report as pdf",
        query=s.ExportQuery,
        responses={200: None},
        errors=(404,),
    ),
    Route(
        operation="searchAssets",
        method="GET",
        path="/assets",
        function=Function.PORTFOLIOS,
        summary="Look up a symbol or name: type, category, sector, region",
        query=s.SearchAssetsQuery,
        responses={200: s.FoundAssetsResponse},
    ),
    Route(
        operation="deletePortfolio",
        method="DELETE",
        path="/portfolios/{id}",
        function=Function.PORTFOLIOS,
        summary="Delete a portfolio and everything in it",
        responses={200: s.PortfolioDeletedResponse},
        rate=RateClass.WRITE,
        errors=(404, 412),
    ),
)
