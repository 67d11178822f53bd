"""ministack with what the port contracts need and it lacks.

- A clock that can be moved, for SQS and Cognito: CLOCK_FILE holds how many seconds it is ahead.
- Addresses in any case, as in every pool that is not made case-sensitive.
- Refresh tokens that end in time and are rotated, as the Cognito manual says: an exchange gives a
  new one for what remains of the first one's time, and the old one is then refused as reused.

Each part replaces a private function; one that is gone fails here, at the start.
"""

import json
import os
import time
import types
from pathlib import Path

from ministack import app
from ministack.core.responses import error_response_json, new_uuid
from ministack.services import cognito, sqs

CLOCK = Path(os.environ["CLOCK_FILE"])

ahead = types.SimpleNamespace(**vars(time))
ahead.time = lambda: time.time() + float(CLOCK.read_text())
sqs.time = ahead
cognito.time = ahead

resolve = cognito._resolve_user


def resolve_in_any_case(pool: dict, username: str) -> tuple[dict | None, object]:
    for user in pool["_users"].values():
        email = cognito._attr_list_to_dict(user["Attributes"])["email"]
        if email.lower() == (username or "").lower():
            return user, None
    return resolve(pool, username)


cognito._resolve_user = resolve_in_any_case

exchanged: set[str] = set()
exchange = cognito._get_tokens_from_refresh_token


def exchange_once(data: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    token = data["RefreshToken"]
    if token in exchanged:
        return error_response_json("RefreshTokenReuseException", "Refresh token reused.", 400)
    status, headers, body = exchange(data)
    if status != 200:
        return status, headers, body
    exchanged.add(token)
    claims = {**cognito._token_claims(token), "jti": new_uuid()}
    if claims["exp"] <= ahead.time():
        return error_response_json("NotAuthorizedException", "Refresh Token has expired", 400)
    pool_id = claims["iss"].rpartition("/")[2]
    answer = json.loads(body)
    answer["AuthenticationResult"]["RefreshToken"] = cognito._signed_jwt(claims, pool_id, "access")
    return status, headers, json.dumps(answer).encode()


cognito._get_tokens_from_refresh_token = exchange_once
app.main()
