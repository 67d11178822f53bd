"""The wire of codes, second factors and devices."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from econlens.api.schemas import Email, Password, Request, Response, Token

EmailCode = Annotated[str, Meta(min_length=1, max_length=20)]
# Six digits of an app, or a recovery code.
OneTimeCode = Annotated[str, Meta(min_length=1, max_length=40)]


class EmailRequest(Request):
    email: Email


class ConfirmRequest(Request):
    email: Email
    code: EmailCode


class ResetRequest(Request):
    email: Email
    code: EmailCode
    password: Password


class MfaChallengeResponse(Response):
    """Send session and a one-time code to POST /auth/mfa within expiresIn seconds."""

    session: str
    expires_in: int


class MfaAnswerRequest(Request):
    session: Token
    code: OneTimeCode
    cookie: bool = False


class OneTimeCodeRequest(Request):
    code: OneTimeCode


class MfaSetupResponse(Response):
    """uri is what the QR code holds; secret is the same to type in."""

    secret: str
    uri: str


class MfaEnabledResponse(Response):
    """Shown this once: each opens the account one time when the app is lost."""

    recovery_codes: list[str]


class DeviceResponse(Response):
    id: UUID
    name: str
    signed_in_at: datetime
    used_at: datetime
    current: bool


class DeviceListResponse(Response):
    """The one used last first. A revoked device is out at its next request."""

    devices: list[DeviceResponse]
