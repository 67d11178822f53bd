"""The signed policy of a presigned form: what may be posted, where to, and until when.

As with S3, a JSON document in base64, signed as a whole, which the browser sends back unread
beside the file.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from msgspec import DecodeError, Struct, json

from econlens.domain.errors import (
    ForbiddenError,
    InvalidRequestError,
    TooLargeError,
    UnsupportedTypeError,
)

FIELDS = frozenset({"key", "Content-Type", "policy", "signature"})


class PostPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exactly this key and content type, from min_bytes to max_bytes, before expiration."""

    expiration: datetime
    key: str
    content_type: str
    min_bytes: int
    max_bytes: int


def sign(policy: PostPolicy, signing_key: bytes) -> dict[str, str]:
    """The form fields that carry the policy."""
    document = base64.b64encode(json.encode(policy)).decode()
    return {
        "key": policy.key,
        "Content-Type": policy.content_type,
        "policy": document,
        "signature": _signature(document, signing_key),
    }


def verify(fields: Mapping[str, str], signing_key: bytes, now: datetime) -> PostPolicy:
    """The policy behind the form, once everything about it but the file is known to hold.

    Raises InvalidRequestError for a field missing or too many, ForbiddenError for a form we did
    not make or that has expired or names another key, UnsupportedTypeError for another type.
    """
    _check_names(fields)
    expected = _signature(fields["policy"], signing_key)
    if not hmac.compare_digest(expected.encode(), fields["signature"].encode()):
        raise ForbiddenError("This upload form was changed or is not ours. Start the upload again.")
    policy = _decode(fields["policy"])
    if now >= policy.expiration:
        raise ForbiddenError("This upload form has expired. Start the upload again.")
    if fields["key"] != policy.key:
        raise ForbiddenError("This upload form is for another file. Start the upload again.")
    if fields["Content-Type"] != policy.content_type:
        raise UnsupportedTypeError(f"The upload was announced as {policy.content_type}.")
    return policy


def check_size(policy: PostPolicy, size_bytes: int) -> None:
    if size_bytes > policy.max_bytes:
        raise TooLargeError(f"The file is larger than the {policy.max_bytes:,} bytes allowed.")
    if size_bytes < policy.min_bytes:
        raise InvalidRequestError("The file is empty. Choose the file that your broker gave you.")


def _check_names(fields: Mapping[str, str]) -> None:
    missing, unknown = FIELDS - fields.keys(), fields.keys() - FIELDS
    if missing or unknown:
        problem = f"lacks {sorted(missing)}" if missing else f"has unknown {sorted(unknown)}"
        raise InvalidRequestError(f"The upload form {problem}. Send its fields as they were given.")


def _decode(document: str) -> PostPolicy:
    """Only called for a signed document, so a failure means one of an older format."""
    try:
        return json.decode(base64.b64decode(document, validate=True), type=PostPolicy)
    except (binascii.Error, DecodeError):
        raise ForbiddenError("This upload form is out of date. Start the upload again.") from None


def _signature(document: str, signing_key: bytes) -> str:
    return hmac.new(signing_key, document.encode(), hashlib.sha256).hexdigest()
