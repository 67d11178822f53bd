"""API Gateway proxy event in, proxy answer out. The only place where the product knows HTTP.

API Gateway (or the local gateway) has matched the path already, so dispatch is one lookup.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import unquote
from uuid import UUID

import msgspec
from aws_lambda_powertools import Logger

from econlens.api.edge import PASSPHRASE_HEADER, Edge, header_of, with_lower_case_headers
from econlens.api.rate_limits import charge_of, limit_headers
from econlens.api.refresh_cookie import token_in
from econlens.api.routes.route import Auth, Route
from econlens.api.schemas import ErrorDetail, ErrorResponse, Response
from econlens.api.validation import decode_body, decode_query
from econlens.domain import errors
from econlens.domain.charge import Charge
from econlens.domain.issues import Issue
from econlens.domain.user import Caller, RiskTolerance

Event = Mapping[str, Any]
ProxyAnswer = dict[str, Any]
Handler = Callable[[Event, Any], ProxyAnswer]
B = TypeVar("B")
S = TypeVar("S")

MAX_BODY_BYTES = 1024 * 1024
LONGEST_DEVICE = 200
TOKEN = "token"  # noqa: S105 - the name of a path parameter
TOKEN_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
JSON = "application/json"

_STATUS: Mapping[type[errors.EconLensError], int] = {
    errors.InvalidRequestError: 400,
    errors.AuthenticationError: 401,
    errors.ForbiddenError: 403,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.VersionConflictError: 412,
    errors.TooLargeError: 413,
    errors.UnsupportedTypeError: 415,
    errors.RuleViolationError: 422,
    errors.RateLimitedError: 429,
    errors.ServiceUnavailableError: 503,
}
_RETRY_AFTER_SECONDS = "5"

logger = Logger(service="econlens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[B]):
    """A request, decoded. caller is None on routes that need no sign-in. address: where from.
    device: what the browser calls itself. token and passphrase are those of a share link."""

    body: B
    caller: Caller | None
    path: Mapping[str, UUID] = field(default_factory=dict)
    if_match: int | None = None
    address: str = ""
    device: str = ""
    access_token: str = field(default="", repr=False)
    refresh_cookie: str = field(default="", repr=False)
    is_https: bool = False
    token: str = ""
    passphrase: str = field(default="", repr=False)

    @property
    def user(self) -> Caller:
        if self.caller is None:
            raise errors.AuthenticationError
        return self.caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """body is a Response (sent as JSON), text or bytes with their content_type, or None."""

    status: int
    body: Response | str | bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Endpoint = Callable[[Call[Any], S], Answer]
Scope = Callable[[Caller | None, Charge | None], AbstractContextManager[S]]


def serve(
    routes: Iterable[Route],
    endpoints: Mapping[str, Endpoint[S]],
    scope: Scope[S],
    edge: Callable[[], Edge] = Edge,
    *,
    reading: Scope[S] | None = None,
) -> Handler:
    """A Lambda handler for the given operations. scope opens what an endpoint works with, such as
    the caller's transaction, counts the request, and closes it whatever happens; reading does so
    for GET, where that only reads. A malformed request is counted all the same."""
    scopes = {"GET": reading or scope}
    routes_by_key = {route.key: route for route in routes if route.operation in endpoints}

    def handler(event: Event, _context: object) -> ProxyAnswer:
        event = with_lower_case_headers(event)
        request_id = event["requestContext"]["requestId"]
        before = edge()
        headers = {"X-Request-Id": request_id, **before.cors_headers(event)}
        charge: Charge | None = None
        try:
            route = routes_by_key.get((event["httpMethod"], event["resource"]))
            if route is None:
                raise errors.NotFoundError
            headers |= route.headers
            caller = _caller_of(event) if route.auth is Auth.USER else None
            address = before.address_of(event)
            charge = charge_of(route, caller, address)
            with scopes.get(route.method, scope)(caller, charge) as tools:
                call = _decode(event, route, caller, address)
                answer = endpoints[route.operation](call, tools)
            return _encode(answer, route, headers | _limit_headers(charge))
        except errors.EconLensError as error:
            return error_answer(error, request_id, headers | _limit_headers(charge))
        except Exception:  # the outermost frame: whatever it was, answer in our error shape
            logger.exception("unhandled", extra={"correlation_id": request_id})
            return error_answer(_InternalError(), request_id, headers | _limit_headers(charge))

    return handler


class _InternalError(errors.EconLensError):
    code = "INTERNAL_ERROR"
    default_message = "Something broke on our side. Try again; if it stays, tell us the requestId."


def _limit_headers(charge: Charge | None) -> dict[str, str]:
    return limit_headers(charge.allowance) if charge and charge.allowance else {}


def status_of(error: errors.EconLensError) -> int:
    for kind in type(error).__mro__:
        if kind in _STATUS:
            return _STATUS[kind]
    return 500


def error_body(error: errors.EconLensError, request_id: str) -> ErrorResponse:
    return ErrorResponse(
        error=error.code,
        message=error.message,
        details=[detail_of(issue) for issue in error.issues],
        request_id=request_id,
    )


def detail_of(issue: Issue) -> ErrorDetail:
    return ErrorDetail(
        code=issue.code,
        message=issue.message,
        field=issue.field,
        line=issue.line,
        suggested_fix=issue.suggested_fix,
    )


def error_answer(
    error: errors.EconLensError, request_id: str, headers: Mapping[str, str]
) -> ProxyAnswer:
    body = msgspec.json.encode(error_body(error, request_id)).decode()
    return {
        "statusCode": status_of(error),
        "headers": {**headers, **error_headers(error)},
        "body": body,
        "isBase64Encoded": False,
    }


def error_headers(error: errors.EconLensError) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    if status_of(error) == 503:
        headers["Retry-After"] = _RETRY_AFTER_SECONDS
    if isinstance(error, errors.RateLimitedError):
        headers |= limit_headers(error.allowance)
    return headers


def _decode(event: Event, route: Route, caller: Caller | None, address: str) -> Call[Any]:
    return Call(
        body=_body_of(event, route),
        caller=caller,
        path=_path_of(event),
        if_match=_if_match_of(event),
        address=address,
        device=_device_of(event),
        access_token=header_of(event, "x-access-token"),
        refresh_cookie=token_in(header_of(event, "cookie")),
        is_https=header_of(event, "x-forwarded-proto") == "https",
        token=_token_of(event),
        # Percent-encoded UTF-8. In a header, since addresses end up in logs and histories.
        passphrase=unquote(header_of(event, PASSPHRASE_HEADER)),
    )


def _body_of(event: Event, route: Route) -> Any:
    if route.query is not None:
        return decode_query(event.get("queryStringParameters") or {}, route.query)
    if route.request is None:
        return None
    check_is_json(header_of(event, "content-type"))
    raw = event.get("body") or ""
    body = b64decode(raw) if event.get("isBase64Encoded") else raw.encode()
    if len(body) > MAX_BODY_BYTES:
        raise errors.TooLargeError("The body is larger than 1 MB. Upload a file instead.")
    return decode_body(body, route.request)


def check_is_json(content_type: str) -> None:
    """Raises UnsupportedTypeError. A body without a type is taken for JSON."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in ("", JSON):
        raise errors.UnsupportedTypeError(f"Send the body as {JSON}.")


def _path_of(event: Event) -> dict[str, UUID]:
    parameters = event.get("pathParameters")
    if not parameters:
        return {}
    try:
        return {name: UUID(text) for name, text in parameters.items() if name != TOKEN}
    except ValueError:
        raise errors.NotFoundError from None


def _token_of(event: Event) -> str:
    """The token in the path of a public route; what cannot be one is not found."""
    text: str | None = (event.get("pathParameters") or {}).get(TOKEN)
    if text is not None and not TOKEN_SHAPE.fullmatch(text):
        raise errors.NotFoundError
    return text or ""


def _device_of(event: Event) -> str:
    name = header_of(event, "user-agent")
    if not name.isprintable():
        name = "".join(ch for ch in name if ch.isprintable())
    return name[:LONGEST_DEVICE]


def _if_match_of(event: Event) -> int | None:
    header = header_of(event, "if-match")
    if not header:
        return None
    tag = header.strip().removeprefix("W/").strip('"')
    if tag == "*":
        return None
    # A tag that is none of ours matches no version.
    return int(tag) if tag.isascii() and tag.isdigit() and len(tag) < 10 else -1


class _Claims(msgspec.Struct):
    """What an identity token states. Without the name of its session nobody could end it, and both
    hosts state one."""

    sub: UUID
    token_use: Literal["id"]
    origin_jti: UUID
    risk_tolerance: RiskTolerance = msgspec.field(
        name="custom:risk_tolerance", default=RiskTolerance.MODERATE
    )


def _caller_of(event: Event) -> Caller:
    """The claims that the authorizer has verified; that they are of an identity token, we do."""
    try:
        claims = msgspec.convert(event["requestContext"]["authorizer"]["claims"], _Claims)
    except (KeyError, TypeError, msgspec.ValidationError):
        raise errors.AuthenticationError from None
    return Caller(
        user_id=claims.sub, risk_tolerance=claims.risk_tolerance, session_id=claims.origin_jti
    )


def _encode(answer: Answer, route: Route, common: Mapping[str, str]) -> ProxyAnswer:
    cacheable = f"public, max-age={route.cache_seconds}" if route.cache_seconds else "no-store"
    headers = {"Cache-Control": cacheable, **common, **answer.headers}
    body = answer.body
    if body is not None:
        headers["Content-Type"] = answer.content_type
    return {
        "statusCode": answer.status,
        "headers": headers,
        "body": _text_of(body),
        "isBase64Encoded": isinstance(body, bytes),
    }


def _text_of(body: Response | str | bytes | None) -> str:
    """A proxy answer is JSON, so bytes travel in base64."""
    match body:
        case str():
            return body
        case bytes():
            return b64encode(body).decode()
        case None:
            return ""
        case _:
            return msgspec.json.encode(body).decode()
