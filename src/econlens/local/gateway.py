"""What API Gateway, CloudFront and S3's door do on AWS, for one machine.

Each API request becomes a proxy event for the very handler that runs on Lambda. This module checks
first what API Gateway checks: token, body, size. The functions count requests themselves.
"""

import time
from base64 import b64decode
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPMethod, HTTPStatus
from importlib import import_module
from typing import Any
from uuid import uuid4

import msgspec
from anyio import to_thread
from aws_lambda_powertools import Logger
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from econlens import bootstrap
from econlens.api import route_table as table
from econlens.api.edge import EXPOSED_HEADERS, PASSPHRASE_HEADER
from econlens.api.http import (
    MAX_BODY_BYTES,
    Event,
    Handler,
    check_is_json,
    error_body,
    error_headers,
    status_of,
)
from econlens.api.validation import decode_body
from econlens.domain import errors
from econlens.local.object_door import object_routes
from econlens.local.operator_page import operator_routes, request_counts
from econlens.local.outbox_page import outbox_routes
from econlens.local.provider_sign_in import provider_routes, shown_providers
from econlens.local.request_counts import REFUSED
from econlens.local.security_headers import SecurityHeaders
from econlens.local.web_files import WebFiles

Reply = Callable[[Request], Awaitable[Response]]
logger = Logger(service="econlens", child=True)


class MethodNotAllowedError(errors.EconLensError):
    code = "METHOD_NOT_ALLOWED"
    default_message = "This address does not take this method."


_OWN_STATUS: dict[type[errors.EconLensError], int] = {MethodNotAllowedError: 405}
_TAKEN_HEADERS = [
    *("Authorization", "Content-Type", "If-Match"),
    *("X-Access-Token", PASSPHRASE_HEADER),
]


def create_app() -> Starlette:
    """The whole local server as one ASGI application; settings come from the environment."""
    settings = bootstrap.settings()
    return Starlette(
        routes=[
            Mount(table.BASE_PATH, routes=_api_routes()),
            *object_routes(),
            *outbox_routes(),
            *operator_routes(),
            *provider_routes(),
            Route("/identity/.well-known/jwks.json", _jwks),
            Route("/config.json", _config),
            Mount("/", WebFiles(settings.web_dir)),
        ],
        middleware=[
            Middleware(SecurityHeaders, base_url=settings.base_url),
            Middleware(
                CORSMiddleware,
                allow_origins=[
                    settings.base_url,
                    settings.base_url.replace("127.0.0.1", "localhost"),
                ],
                allow_methods=["GET", "POST", "PUT", "DELETE"],
                allow_headers=_TAKEN_HEADERS,
                expose_headers=EXPOSED_HEADERS,
                max_age=600,
            ),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
        exception_handlers={
            errors.EconLensError: _refuse,
            HTTPException: _refuse_http,
            Exception: _refuse_unknown,
        },
    )


def _api_routes() -> list[Route]:
    """One for each path, whatever the method; fixed paths before paths with an id, as API Gateway
    prefers them."""
    paths: dict[str, dict[str, Reply]] = {}
    for route in table.ROUTES:
        paths.setdefault(route.path, {})[route.method] = _reply_of(route)
    return [_api_route(path, paths[path]) for path in sorted(paths, key=lambda p: p.count("{"))]


def _api_route(path: str, replies: dict[str, Reply]) -> Route:
    allowed = {"Allow": ", ".join(sorted(replies))}

    async def reply(request: Request) -> Response:
        if request.method not in replies:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, headers=allowed)
        return await replies[request.method](request)

    return Route(path, reply, methods=[method.value for method in HTTPMethod])


def _reply_of(route: table.Route) -> Reply:
    handler: Handler = import_module(f"econlens.functions.{route.function}").handler

    async def reply(request: Request) -> Response:
        started = time.perf_counter()
        request.state.request_id = str(uuid4())
        claims = _authorize(request) if route.auth is table.Auth.USER else None
        body = await _body(request, route)
        event = _event(request, route, body, claims)
        answer = await to_thread.run_sync(handler, event, None)
        headers = {**answer["headers"], "X-Request-Id": request.state.request_id}
        _log(route, answer["statusCode"], request.state.request_id, started)
        body = b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"]
        return Response(body, status_code=answer["statusCode"], headers=headers)

    return reply


def _authorize(request: Request) -> dict[str, Any]:
    """What API Gateway's Cognito authorizer does: the claims of a valid identity token."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise errors.AuthenticationError("Sign in: this call needs an Authorization header.")
    return bootstrap.tokens().verify_id_token(token.strip())


async def _body(request: Request, route: table.Route) -> bytes:
    body = await read_limited(request, MAX_BODY_BYTES)
    if route.request is None:
        return body
    check_is_json(request.headers.get("content-type", ""))
    decode_body(body, route.request)
    return body


async def read_limited(request: Request, max_bytes: int) -> bytes:
    """The body, or TooLargeError as soon as it is known to be larger."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise errors.TooLargeError(f"The body is larger than {max_bytes // 1024} KB.")
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > max_bytes:
            raise errors.TooLargeError(f"The body is larger than {max_bytes // 1024} KB.")
        chunks.append(chunk)
    return b"".join(chunks)


def _event(
    request: Request, route: table.Route, body: bytes, claims: dict[str, Any] | None
) -> Event:
    """An API Gateway REST proxy event (payload version 1.0)."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise errors.InvalidRequestError("The body is not UTF-8 text.") from None
    return {
        "resource": table.BASE_PATH + route.path,
        "path": request.url.path,
        "httpMethod": request.method,
        "headers": dict(request.headers),
        "multiValueHeaders": {k: request.headers.getlist(k) for k in request.headers},
        "queryStringParameters": dict(request.query_params) or None,
        "multiValueQueryStringParameters": None,
        "pathParameters": dict(request.path_params) or None,
        "stageVariables": None,
        "requestContext": {
            "requestId": request.state.request_id,
            "stage": "local",
            "httpMethod": request.method,
            "resourcePath": table.BASE_PATH + route.path,
            "path": request.url.path,
            "identity": {"sourceIp": request.client.host if request.client else ""},
            "authorizer": {"claims": claims} if claims else None,
        },
        "body": text or None,
        "isBase64Encoded": False,
    }


def _log(route: table.Route, status: int, request_id: str, started: float) -> None:
    milliseconds = 1000 * (time.perf_counter() - started)
    request_counts().record(route.function, route.operation, status, milliseconds)
    logger.info(
        "request",
        extra={
            "operation": route.operation,
            "status": status,
            "request_id": request_id,
            "milliseconds": round(milliseconds, 1),
        },
    )


async def _jwks(_request: Request) -> Response:
    return JSONResponse(bootstrap.tokens().jwks())


async def _config(_request: Request) -> Response:
    """What the web app needs to know about this host; on AWS a file made at deploy time."""
    settings = bootstrap.settings()
    demo = None
    if settings.demo_password:
        demo = {"email": settings.demo_email, "password": settings.demo_password}
    config = {
        "apiBase": table.BASE_PATH,
        "host": settings.host,
        "demo": demo,
        "providers": shown_providers(settings),
    }
    return JSONResponse(config, headers={"Cache-Control": "no-store"})


async def _refuse(request: Request, error: Exception) -> Response:
    if not isinstance(error, errors.EconLensError):
        raise error
    return _refusal(request, error, {})


async def _refuse_http(request: Request, error: Exception) -> Response:
    """Starlette's own refusals, in our shape."""
    if not isinstance(error, HTTPException):
        raise error
    kinds: dict[int, Callable[[], errors.EconLensError]] = {
        404: errors.NotFoundError,
        405: MethodNotAllowedError,
    }
    made = kinds.get(error.status_code, partial(errors.InvalidRequestError, str(error.detail)))()
    return _refusal(request, made, dict(error.headers or {}))


async def _refuse_unknown(request: Request, error: Exception) -> Response:
    logger.error("unhandled in the gateway", exc_info=error)
    return _refusal(request, errors.EconLensError(), {})


def _refusal(request: Request, error: errors.EconLensError, headers: dict[str, str]) -> Response:
    request_id = getattr(request.state, "request_id", None) or str(uuid4())
    body = msgspec.json.encode(error_body(error, request_id))
    status = _OWN_STATUS.get(type(error)) or status_of(error)
    all_headers = {**error_headers(error), **headers, "X-Request-Id": request_id}
    request_counts().record("gateway", REFUSED, status, 0)
    logger.info("refused", extra={"status": status, "request_id": request_id, "code": error.code})
    return Response(body, status_code=status, headers=all_headers)
