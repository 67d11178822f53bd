"""ministack with what the port contracts need and it lacks.

- A clock that can be moved, for SQS and Cognito: CLOCK_FILE holds how many seconds it is ahead.
- Addresses in any case, as in every pool that is not made case-sensitive.
- One-time codes that count once.
- Refresh tokens that end in time and are rotated: tests/aws/rotated_refresh.py.

Each part replaces a private function; one that is gone fails here, at the start.
"""

import os
import time
import types
from pathlib import Path

from ministack import app
from ministack.services import cognito, sqs

from tests.aws.rotated_refresh import rotate_refresh_tokens

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

matches = cognito._totp_matches
taken: set[tuple[str, str]] = set()


def matches_once(secret: str, code: str) -> bool:
    """As Cognito: "Your software token has already been used once"."""
    if (secret, code) in taken or not matches(secret, code):
        return False
    taken.add((secret, code))
    return True


cognito._totp_matches = matches_once

rotate_refresh_tokens(ahead.time)
app.main()
