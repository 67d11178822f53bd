"""account_ports.AccountSecurity on a Cognito user pool, with recovery codes of ours beside it.

Cognito tells the app's secret once, when it is set up; the recovery codes need it when the first
code has proved that the app has it. In between it waits in an attribute of the user that the app
client may not read. Cognito keeps the same secret anyway, so nobody new gets to see it.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import UUID

from econlens.account_ports import RecoveryCodeStore
from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.pool_users import PoolUsers, User, attributes_in
from econlens.adapters.aws.recovery_codes import (
    TRY_AGAIN,
    is_recovery_code,
    issue_recovery_codes,
    use_recovery_code,
)
from econlens.domain.errors import ConflictError, EconLensError, InvalidCodeError, WrongCodeError
from econlens.domain.sign_in import TotpSetup
from econlens.ports import Clock

TOTP: Final = "SOFTWARE_TOKEN_MFA"
ISSUER: Final = "EconLens"
# infra/stacks/auth.py declares it.
WAITING_SECRET: Final = "custom:totp_setup"  # noqa: S105 - the name of an attribute
CODE_REFUSALS: Final[Mapping[str, type[EconLensError]]] = {
    "CodeMismatchException": InvalidCodeError,
    "EnableSoftwareTokenMFAException": InvalidCodeError,
}


class CognitoSecurity:
    """client: for cognito-idp, allowed to read and change the users of the pool. store: of the
    user who is signed in."""

    def __init__(self, client: Any, pool_id: str, store: RecoveryCodeStore, clock: Clock) -> None:
        self._client = client
        self._users = PoolUsers(client, pool_id)
        self._store = store
        self._clock = clock

    def is_mfa_on(self, user_id: UUID) -> bool:
        return _is_on(self._users.get(user_id))

    def start_totp(self, user_id: UUID, *, access_token: str) -> TotpSetup:
        user = self._users.get(user_id)
        if _is_on(user):
            raise ConflictError("The second factor is on already. Switch it off first.")
        with refused_as({}):
            secret = self._client.associate_software_token(AccessToken=access_token)["SecretCode"]
        self._users.change(user, {WAITING_SECRET: secret})
        parameters = urlencode({"secret": secret, "issuer": ISSUER})
        uri = f"otpauth://totp/{ISSUER}:{quote(attributes_in(user)['email'])}?{parameters}"
        return TotpSetup(secret=secret, uri=uri)

    def enable_totp(self, user_id: UUID, code: str, *, access_token: str) -> tuple[str, ...]:
        user = self._users.get(user_id)
        secret = attributes_in(user).get(WAITING_SECRET)
        if _is_on(user) or not secret:
            raise ConflictError("There is nothing to switch on. Set the second factor up first.")
        self._check(code, access_token)
        codes = issue_recovery_codes(self._store, user_id, secret)
        self._prefer_totp(access_token, on=True)
        self._users.change(user, {WAITING_SECRET: ""})
        return codes

    def disable_totp(self, user_id: UUID, code: str, *, access_token: str) -> None:
        if is_recovery_code(code):
            self._check_recovery(user_id, code, access_token)
        else:
            self._check(code, access_token)
        self._prefer_totp(access_token, on=False)
        self._store.keep_recovery_codes({})

    def _check_recovery(self, user_id: UUID, code: str, access_token: str) -> None:
        try:
            of_the_app = use_recovery_code(self._store, user_id, code, self._clock.now())
        except WrongCodeError:
            raise InvalidCodeError from None
        try:
            self._check(of_the_app, access_token)
        except InvalidCodeError:
            raise InvalidCodeError(TRY_AGAIN) from None

    def _check(self, code: str, access_token: str) -> None:
        with refused_as(CODE_REFUSALS):
            self._client.verify_software_token(AccessToken=access_token, UserCode=code)

    def _prefer_totp(self, access_token: str, *, on: bool) -> None:
        with refused_as({}):
            self._client.set_user_mfa_preference(
                AccessToken=access_token,
                SoftwareTokenMfaSettings={"Enabled": on, "PreferredMfa": on},
            )


def _is_on(user: User) -> bool:
    return TOTP in user.get("UserMFASettingList", ())
