"""What API Gateway answers by itself, in the same shape as every other error of ours."""

import json
from typing import Final

from aws_cdk import aws_apigateway as apigateway
from constructs import Construct

from econlens.domain import errors

Types = apigateway.ResponseType
TOO_MANY: Final = ("TOO_MANY_REQUESTS", "Too many requests. Wait a moment, then try again.")
BROKEN: Final = (
    "INTERNAL_ERROR",
    "Something broke on our side. Try again; if it stays, tell us the requestId.",
)
SLOW: Final = ("TIMEOUT", "This took too long. Try again in a few seconds.")
KEY: Final = ("API_KEY_REQUIRED", "Send your API key in the header x-api-key.")
QUOTA: Final = ("QUOTA_EXCEEDED", "Your plan's requests for today are used up. Try again tomorrow.")


def _of(kind: type[errors.EconLensError]) -> tuple[str, str]:
    return kind.code, kind.default_message


# Type, status, (code, message), seconds until a retry makes sense.
ANSWERS: Final = (
    (Types.DEFAULT_4_XX, None, _of(errors.InvalidRequestError), None),
    (Types.DEFAULT_5_XX, None, BROKEN, 5),
    (Types.UNAUTHORIZED, "401", _of(errors.AuthenticationError), None),
    (Types.EXPIRED_TOKEN, "401", _of(errors.AuthenticationError), None),
    (Types.ACCESS_DENIED, "403", _of(errors.ForbiddenError), None),
    (Types.INVALID_SIGNATURE, "403", _of(errors.ForbiddenError), None),
    (Types.WAF_FILTERED, "403", _of(errors.ForbiddenError), None),
    (Types.INVALID_API_KEY, "403", KEY, None),
    # API Gateway's word for a path or a method that it does not know.
    (Types.MISSING_AUTHENTICATION_TOKEN, "404", _of(errors.NotFoundError), None),
    (Types.RESOURCE_NOT_FOUND, "404", _of(errors.NotFoundError), None),
    (Types.BAD_REQUEST_PARAMETERS, "400", _of(errors.InvalidRequestError), None),
    (Types.BAD_REQUEST_BODY, "400", _of(errors.InvalidRequestError), None),
    (Types.REQUEST_TOO_LARGE, "413", _of(errors.TooLargeError), None),
    (Types.UNSUPPORTED_MEDIA_TYPE, "415", _of(errors.UnsupportedTypeError), None),
    (Types.THROTTLED, "429", TOO_MANY, 1),
    (Types.QUOTA_EXCEEDED, "429", QUOTA, 3600),
    (Types.AUTHORIZER_FAILURE, "500", BROKEN, None),
    (Types.AUTHORIZER_CONFIGURATION_ERROR, "500", BROKEN, None),
    (Types.API_CONFIGURATION_ERROR, "500", BROKEN, None),
    (Types.INTEGRATION_FAILURE, "503", _of(errors.ServiceUnavailableError), 5),
    (Types.INTEGRATION_TIMEOUT, "504", SLOW, 5),
)


def add_gateway_responses(
    scope: Construct, api: apigateway.RestApi, *, allowed_origin: str | None
) -> None:
    """Give api every answer above. allowed_origin may read them from another address."""
    for kind, status, (code, message), retry_after in ANSWERS:
        name = kind.response_type
        apigateway.GatewayResponse(
            scope,
            f"Answer{name.title().replace('_', '')}",
            rest_api=api,
            type=kind,
            status_code=status,
            response_headers=_headers(allowed_origin, retry_after),
            templates={"application/json": _body(name, code, message)},
        )


def _headers(allowed_origin: str | None, retry_after: int | None) -> dict[str, str]:
    headers = {"X-Request-Id": "context.requestId", "Cache-Control": "'no-store'"}
    if retry_after is not None:
        headers["Retry-After"] = f"'{retry_after}'"
    if allowed_origin is not None:
        headers["Access-Control-Allow-Origin"] = f"'{allowed_origin}'"
        headers["Access-Control-Expose-Headers"] = "'X-Request-Id,Retry-After'"
    return headers


def _body(name: str, code: str, message: str) -> str:
    """API Gateway fills in $context variables, and knows nothing else here."""
    shape = {"error": code, "message": message, "details": [], "requestId": "$context.requestId"}
    if not name.startswith("BAD_REQUEST"):
        return json.dumps(shape)
    detail = {"code": "INVALID_VALUE", "message": "REASON", "field": "body"}
    # messageString comes with its own quotes; the longer explanation breaks JSON by its quotes.
    text = json.dumps({**shape, "details": [detail]})
    return text.replace('"REASON"', "$context.error.messageString")
