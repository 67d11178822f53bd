"""The one table: every route of the API, once.

The OpenAPI document, API Gateway's resources, the local gateway's routing, the TypeScript client's
types, the contract tests and the docs are all made from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from econlens.api import schemas as s
from econlens.api.analysis_schemas import AnalysisResponse

BASE_PATH: Final = "/v1"


class Auth(StrEnum):
    USER = "user"
    NONE = "none"


class RateClass(StrEnum):
    """How often one caller may use a route. SERVICE routes are not counted per caller."""

    AUTH = "auth"
    READ = "read"
    WRITE = "write"
    UPLOAD = "upload"
    SERVICE = "service"


class Function(StrEnum):
    """The function (and package) that serves a route: econlens.functions.<value>."""

    AUTH = "auth"
    PORTFOLIOS = "portfolios"
    UPLOADS = "uploads"
    ANALYSIS = "analysis"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation.

    responses maps a status of success to its body type (None: not JSON of ours); errors lists the
    statuses this route can answer beside those that every route can.
    """

    operation: str
    method: str
    path: str
    function: Function
    summary: str
    responses: Mapping[int, type[s.Response] | None]
    request: type[s.Request] | None = None
    query: type[s.Query] | None = None
    auth: Auth = Auth.USER
    rate: RateClass = RateClass.READ
    errors: tuple[int, ...] = ()
    cache_seconds: int = 0
    key: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", (self.method, BASE_PATH + self.path))


ROUTES: Final = (
    Route(
        operation="register",
        method="POST",
        path="/auth/register",
        function=Function.AUTH,
        summary="Create an account",
        request=s.RegisterRequest,
        responses={201: s.RegisterResponse},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
        errors=(409,),
    ),
    Route(
        operation="login",
        method="POST",
        path="/auth/login",
        function=Function.AUTH,
        summary="Sign in with e-mail and password",
        request=s.LoginRequest,
        responses={200: s.SignedInResponse},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
        errors=(401,),
    ),
    Route(
        operation="refresh",
        method="POST",
        path="/auth/refresh",
        function=Function.AUTH,
        summary="Exchange a refresh token for new tokens; each works once",
        request=s.RefreshRequest,
        responses={200: s.SignedInResponse},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
        errors=(401,),
    ),
    Route(
        operation="logout",
        method="POST",
        path="/auth/logout",
        function=Function.AUTH,
        summary="End a session",
        request=s.LogoutRequest,
        responses={204: None},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
    ),
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
        operation="loadSamples",
        method="POST",
        path="/portfolios/samples",
        function=Function.ANALYSIS,
        summary="Load the three sample portfolios into your account",
        responses={201: s.SamplesLoadedResponse},
        rate=RateClass.WRITE,
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
        operation="deletePortfolio",
        method="DELETE",
        path="/portfolios/{id}",
        function=Function.PORTFOLIOS,
        summary="Delete a portfolio and everything in it",
        responses={200: s.PortfolioDeletedResponse},
        rate=RateClass.WRITE,
        errors=(404, 412),
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
        operation="startUpload",
        method="POST",
        path="/portfolios/upload",
        function=Function.UPLOADS,
        summary="Start an upload that makes a new portfolio",
        request=s.UploadCreateRequest,
        responses={201: s.UploadCreatedResponse},
        rate=RateClass.UPLOAD,
        errors=(413, 415),
    ),
    Route(
        operation="startUploadInto",
        method="POST",
        path="/portfolios/{id}/upload",
        function=Function.UPLOADS,
        summary="Start an upload into this portfolio",
        request=s.UploadCreateRequest,
        responses={201: s.UploadCreatedResponse},
        rate=RateClass.UPLOAD,
        errors=(404, 413, 415),
    ),
    Route(
        operation="getUploadStatus",
        method="GET",
        path="/upload/{id}/status",
        function=Function.UPLOADS,
        summary="How far an upload is, what came of it, and what is wrong line by line",
        responses={200: s.UploadStatusResponse},
        errors=(404,),
    ),
    Route(
        operation="health",
        method="GET",
        path="/health",
        function=Function.SERVICE,
        summary="Whether the service and its database answer",
        responses={200: s.HealthResponse},
        auth=Auth.NONE,
        rate=RateClass.SERVICE,
    ),
    Route(
        operation="openapi",
        method="GET",
        path="/openapi.json",
        function=Function.SERVICE,
        summary="This contract as an OpenAPI document",
        responses={200: None},
        auth=Auth.NONE,
        rate=RateClass.SERVICE,
        cache_seconds=300,
    ),
    Route(
        operation="docs",
        method="GET",
        path="/docs",
        function=Function.SERVICE,
        summary="This contract as a page to read",
        responses={200: None},
        auth=Auth.NONE,
        rate=RateClass.SERVICE,
        cache_seconds=300,
    ),
)

ROUTES_BY_KEY: Final = {route.key: route for route in ROUTES}

# Statuses that any route can answer, whatever its own list says.
COMMON_ERRORS: Final = (400, 401, 413, 415, 429, 500, 503)
