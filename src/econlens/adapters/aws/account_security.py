"""account_ports.AccountSecurity on a Cognito user pool.

Cognito has no recovery codes (an administrator helps whoever loses the app) and keeps no list
of sessions, so both are empty here.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import UUID

from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.pool_users import PoolUsers
from econlens.domain.errors import ConflictError, EconLensError, InvalidCodeError, NotFoundError
from econlens.domain.sign_in import Device, TotpSetup

TOTP: Final = "SOFTWARE_TOKEN_MFA"
ISSUER: Final = "EconLens"
CODE_REFUSALS: Final[Mapping[str, type[EconLensError]]] = {
    "CodeMismatchException": InvalidCodeError,
    "EnableSoftwareTokenMFAException": InvalidCodeError,
}


class CognitoSecurity:
    """client: for cognito-idp, allowed to read the users of the pool."""

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client = client
        self._users = PoolUsers(client, pool_id)

    def is_mfa_on(self, user_id: UUID) -> bool:
        return TOTP in self._users.get(user_id).get("UserMFASettingList", ())

    def start_totp(self, user_id: UUID, *, access_token: str) -> TotpSetup:
        user = self._users.get(user_id)
        if TOTP in user.get("UserMFASettingList", ()):
            raise ConflictError("The second factor is on already. Switch it off first.")
        with refused_as({}):
            secret = self._client.associate_software_token(AccessToken=access_token)["SecretCode"]
        email = next(item["Value"] for item in user["UserAttributes"] if item["Name"] == "email")
        parameters = urlencode({"secret": secret, "issuer": ISSUER})
        uri = f"otpauth://totp/{ISSUER}:{quote(email)}?{parameters}"
        return TotpSetup(secret=secret, uri=uri)

    def enable_totp(self, user_id: UUID, code: str, *, access_token: str) -> tuple[str, ...]:
        self._check(code, access_token)
        self._prefer_totp(access_token, on=True)
        return ()

    def disable_totp(self, user_id: UUID, code: str, *, access_token: str) -> None:
        self._check(code, access_token)
        self._prefer_totp(access_token, on=False)

    def list_devices(self, user_id: UUID) -> tuple[Device, ...]:
        return ()

    def end_device(self, user_id: UUID, device_id: UUID) -> None:
        raise NotFoundError

    def _check(self, code: str, access_token: str) -> None:
        with refused_as(CODE_REFUSALS):
            self._client.verify_software_token(AccessToken=access_token, UserCode=code)

    def _prefer_totp(self, access_token: str, *, on: bool) -> None:
        with refused_as({}):
            self._client.set_user_mfa_preference(
                AccessToken=access_token,
                SoftwareTokenMfaSettings={"Enabled": on, "PreferredMfa": on},
            )
