"""Lambda entry point for the service itself: health, contract, docs."""

from typing import Any

import msgspec

from econlens import __version__, bootstrap
from econlens.api.docs_page import docs_page
from econlens.api.http import Answer, Call, serve
from econlens.api.openapi import document
from econlens.api.routes.service import SERVICE_ROUTES
from econlens.api.schemas import HealthResponse
from econlens.function_tools import HealthCheck


def health(_call: Call[None], check_database: HealthCheck) -> Answer:
    check_database()
    return Answer(status=200, body=HealthResponse(status="ok", database="ok", version=__version__))


def openapi(_call: Call[None], _check_database: HealthCheck) -> Answer:
    return Answer(status=200, body=msgspec.json.encode(document()).decode())


def docs(_call: Call[None], _check_database: HealthCheck) -> Answer:
    return Answer(status=200, body=docs_page(document()), content_type="text/html; charset=utf-8")


ENDPOINTS: dict[str, Any] = {"health": health, "openapi": openapi, "docs": docs}
handler = serve(SERVICE_ROUTES, ENDPOINTS, bootstrap.health_scope, bootstrap.edge)
