"""Accounts and sessions, by role; ports.IdentityProvider is who signs people in.

Directory, codes and security are the identity provider's: Cognito on AWS, our own tables locally.
The stores are in the database on both hosts, and ports.UserStore has them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from econlens.domain.sign_in import Device, KnownSession, TotpSetup
from econlens.domain.user import Profile


class SessionStore(Protocol):
    """Where one user is signed in, inside one transaction. A session has the id that its tokens
    state as origin_jti; once it has ended, none of them counts."""

    def list_devices(self) -> tuple[Device, ...]:
        """The one used last first."""
        ...

    def end_device(self, device_id: UUID) -> None:
        """Raises NotFoundError."""
        ...

    def note_session(
        self, session_id: UUID, refresh_token: str, *, device: str, at: datetime
    ) -> bool:
        """Record that tokens of this session were given out at this time; False, and nothing is
        recorded, when it has ended. device: what the browser calls itself, kept from the start."""
        ...

    def end_sessions(self) -> None:
        """All of the user's."""
        ...


class FindSession(Protocol):
    def __call__(self, refresh_token: str) -> KnownSession | None:
        """Also by a token that has been exchanged. None when it was never noted."""
        ...


class RecoveryCodeStore(Protocol):
    """Masked secrets of one user's second factor, inside one transaction: lookup → masked."""

    def keep_recovery_codes(self, masked: Mapping[bytes, bytes]) -> None:
        """In place of all that there were."""
        ...

    def take_recovery_code(self, lookup: bytes) -> bytes | None:
        """And forget it, if the transaction commits; meanwhile nobody else can take it."""
        ...


class AccountDirectory(Protocol):
    """The accounts of people who are signed in, kept by the identity provider.

    Every method raises NotFoundError when there is no such account any more.
    """

    def get_profile(self, user_id: UUID) -> Profile: ...

    def update_profile(self, user_id: UUID, profile: Profile) -> None:
        """Everything but the e-mail address. Tokens say so from the next refresh on."""
        ...

    def delete_account(self, user_id: UUID) -> None:
        """End every session and forget the account."""
        ...


class AccountCodes(Protocol):
    """Codes by e-mail. No answer tells whether there is an account."""

    def confirm(self, email: str, code: str) -> None:
        """Raises InvalidCodeError."""
        ...

    def resend(self, email: str) -> None: ...

    def forgot_password(self, email: str) -> None: ...

    def reset_password(self, email: str, code: str, password: str) -> None:
        """Ends every session. Raises InvalidCodeError."""
        ...


class AccountSecurity(Protocol):
    """Second factor. access_token is what Cognito asks for beside our own check of who is
    calling; the local provider has no need of it."""

    def is_mfa_on(self, user_id: UUID) -> bool: ...

    def start_totp(self, user_id: UUID, *, access_token: str) -> TotpSetup:
        """Raises ConflictError when it is on already."""
        ...

    def enable_totp(self, user_id: UUID, code: str, *, access_token: str) -> tuple[str, ...]:
        """Recovery codes, shown this once: each opens the account one time without the app.
        Raises InvalidCodeError, ConflictError."""
        ...

    def disable_totp(self, user_id: UUID, code: str, *, access_token: str) -> None:
        """code: of the app, or a recovery code. Raises InvalidCodeError."""
        ...
