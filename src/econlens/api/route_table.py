"""The one table: every route of the API, once. A function loads its own part of it (api.routes).

The OpenAPI document, API Gateway's resources, the local gateway's routing, the TypeScript client's
types, the contract tests and the docs are all made from it.
"""

from typing import Final

from econlens.api.routes.analysis import ANALYSIS_ROUTES
from econlens.api.routes.portfolios import PORTFOLIOS_ROUTES
from econlens.api.routes.route import BASE_PATH, Auth, Function, RateClass, Route
from econlens.api.routes.service import SERVICE_ROUTES
from econlens.api.routes.sharing import SHARING_ROUTES
from econlens.api.routes.sign_in import SIGN_IN_ROUTES
from econlens.api.routes.uploads import UPLOADS_ROUTES
from econlens.api.routes.users import USERS_ROUTES

__all__ = [
    "BASE_PATH",
    "COMMON_ERRORS",
    "ROUTES",
    "ROUTES_BY_KEY",
    "Auth",
    "Function",
    "RateClass",
    "Route",
]

ROUTES: Final = (
    *SIGN_IN_ROUTES,
    *USERS_ROUTES,
    *PORTFOLIOS_ROUTES,
    *ANALYSIS_ROUTES,
    *UPLOADS_ROUTES,
    *SHARING_ROUTES,
    *SERVICE_ROUTES,
)

ROUTES_BY_KEY: Final = {route.key: route for route in ROUTES}

# Statuses that any route can answer, whatever its own list says.
COMMON_ERRORS: Final = (400, 401, 413, 415, 429, 500, 503)
