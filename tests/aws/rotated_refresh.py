"""Refresh tokens that are rotated, which ministack's Cognito lacks.

As the Cognito manual says: an exchange gives a new token for what remains of the first one's time,
and the old one is then refused as reused. Each part replaces something private of ministack; HOOKS
names all of it.
"""

import json
from collections.abc import Callable
from types import ModuleType

from ministack.core.responses import error_response_json, new_uuid
from ministack.services import cognito

HOOKS: tuple[tuple[ModuleType, str], ...] = (
    (cognito, "_get_tokens_from_refresh_token"),
    (cognito, "_signed_jwt"),
    (cognito, "_token_claims"),
)


def rotate_refresh_tokens(now: Callable[[], float]) -> None:
    """now says the time by which tokens end."""
    exchange = cognito._get_tokens_from_refresh_token
    used: set[str] = set()

    def exchange_once(data: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        token = data["RefreshToken"]
        if token in used:
            return error_response_json("RefreshTokenReuseException", "Refresh token reused.", 400)
        status, headers, body = exchange(data)
        if status != 200:
            return status, headers, body
        used.add(token)
        claims = {**cognito._token_claims(token), "jti": new_uuid()}
        if claims["exp"] <= now():
            return error_response_json("NotAuthorizedException", "Refresh Token has expired", 400)
        pool = claims["iss"].rpartition("/")[2]
        answer = json.loads(body)
        answer["AuthenticationResult"]["RefreshToken"] = cognito._signed_jwt(claims, pool, "access")
        return status, headers, json.dumps(answer).encode()

    cognito._get_tokens_from_refresh_token = exchange_once
