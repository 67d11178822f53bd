"""account_ports.AccountCodes on a Cognito user pool, which sends the letters and keeps the codes.

The app client hides whether an address exists: Cognito answers as if it had sent a code.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.pool_users import PoolUsers, id_of
from econlens.domain.errors import (
    EconLensError,
    InvalidCodeError,
    InvalidRequestError,
    NotFoundError,
)
from econlens.ports import Transactions

CODE_REFUSALS: Final[Mapping[str, type[EconLensError]]] = {
    "CodeMismatchException": InvalidCodeError,
    "ExpiredCodeException": InvalidCodeError,
    "NotAuthorizedException": InvalidCodeError,  # confirmed already: there is no code to match
    "UserNotFoundException": InvalidCodeError,
    "InvalidPasswordException": InvalidRequestError,
}
# No such account, or none that waits for such a letter: whoever asked is not to know.
NO_LETTER: Final[Mapping[str, type[EconLensError]]] = {
    "InvalidParameterException": NotFoundError,
    "NotAuthorizedException": NotFoundError,
    "UserNotFoundException": NotFoundError,
}


class CognitoCodes:
    """public: a client for what anybody may do; client: one that may read a user of the pool and
    end their sessions."""

    def __init__(
        self, public: Any, client_id: str, client: Any, pool_id: str, transactions: Transactions
    ) -> None:
        self._public = public
        self._client_id = client_id
        self._client = client
        self._pool_id = pool_id
        self._users = PoolUsers(client, pool_id)
        self._transactions = transactions

    def confirm(self, email: str, code: str) -> None:
        with refused_as(CODE_REFUSALS):
            self._public.confirm_sign_up(
                ClientId=self._client_id, Username=email, ConfirmationCode=code
            )

    def resend(self, email: str) -> None:
        with suppress(NotFoundError), refused_as(NO_LETTER):
            self._public.resend_confirmation_code(ClientId=self._client_id, Username=email)

    def forgot_password(self, email: str) -> None:
        with suppress(NotFoundError), refused_as(NO_LETTER):
            self._public.forgot_password(ClientId=self._client_id, Username=email)

    def reset_password(self, email: str, code: str, password: str) -> None:
        with refused_as(CODE_REFUSALS):
            self._public.confirm_forgot_password(
                ClientId=self._client_id, Username=email, ConfirmationCode=code, Password=password
            )
        # Cognito itself would let refresh tokens of the old password live on.
        with refused_as({}):
            self._client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=email)
        with self._transactions(id_of(self._users.named(email))) as store:
            store.end_sessions()
