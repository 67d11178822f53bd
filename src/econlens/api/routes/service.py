"""The service itself."""

from typing import Final

from econlens.api import schemas as s
from econlens.api.routes.route import Auth, Function, RateClass, Route

SERVICE_ROUTES: Final = (
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
