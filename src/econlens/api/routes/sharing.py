"""Share links: their owner's side, and the public side."""

from typing import Final

from econlens.api import sharing_schemas as sh
from econlens.api.routes.route import Auth, Function, RateClass, Route

# The token is in the address: no search engine may list it, no other site may be told of it.
PRIVATE_LINK: Final = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}

SHARING_ROUTES: Final = (
    Route(
        operation="sharePortfolio",
        method="POST",
        path="/portfolios/{id}/share",
        function=Function.SHARING,
        summary="Make a read-only link to a portfolio; its token is shown this once",
        request=sh.ShareRequest,
        responses={201: sh.ShareCreatedResponse},
        rate=RateClass.WRITE,
        errors=(404,),
    ),
    Route(
        operation="listShares",
        method="GET",
        path="/portfolios/{id}/shares",
        function=Function.SHARING,
        summary="The links to a portfolio, with how often each was viewed",
        responses={200: sh.ShareListResponse},
        errors=(404,),
    ),
    Route(
        operation="revokeShare",
        method="DELETE",
        path="/shares/{id}",
        function=Function.SHARING,
        summary="Revoke a link at once",
        responses={204: None},
        rate=RateClass.WRITE,
        errors=(404,),
    ),
    Route(
        operation="getShared",
        method="GET",
        path="/shared/{token}",
        function=Function.SHARED,
        summary="The portfolio behind a link, without what the link hides",
        responses={200: sh.SharedPortfolioResponse},
        auth=Auth.NONE,
        errors=(404,),
        headers=PRIVATE_LINK,
    ),
    Route(
        operation="analyzeShared",
        method="GET",
        path="/shared/{token}/analysis",
        function=Function.SHARED,
        summary="The analysis of the portfolio behind a link, if the link includes it",
        responses={200: sh.SharedAnalysisResponse},
        auth=Auth.NONE,
        errors=(403, 404),
        headers=PRIVATE_LINK,
    ),
)
