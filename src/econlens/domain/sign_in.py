"""What signing in is about beside passwords: from where, with which second factor."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Where a sign-in comes from: the network address, and what the browser calls itself."""

    address: str = ""
    device: str = ""


NOWHERE = Client()


@dataclass(frozen=True, slots=True, kw_only=True)
class MfaChallenge:
    """The password was right; a one-time code must follow, with session, before it expires."""

    session: str = field(repr=False)
    expires_in_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalPerson:
    """Somebody whom an OpenID provider vouches for. issuer and subject never change, names may."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotpSetup:
    """What an authenticator app needs: the secret to type in, or the URI as a QR code."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A login that has not ended."""

    id: UUID
    name: str
    signed_in_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSession:
    """Whose session a refresh token belongs to; is_open: it has neither ended nor expired."""

    id: UUID
    user_id: UUID
    is_open: bool
