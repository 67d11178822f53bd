"""ports.IdentityProvider on a Cognito user pool.

It uses the public operations of an app client without a secret, which need no right of ours; only a
recovery code has it look up whose it is. The pool takes addresses whatever their case and keeps a
profile's attributes; its client rotates refresh tokens without a grace period. Cognito tells nobody
which sessions there are, so each is noted with what its user owns.
"""

import base64
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from econlens.account_ports import FindSession
from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.pool_users import PoolUsers, id_of
from econlens.adapters.aws.profiles import attributes_of, listed, profile_in
from econlens.adapters.aws.recovery_codes import (
    TRY_AGAIN,
    is_recovery_code,
    use_recovery_code,
)
from econlens.domain.errors import (
    EconLensError,
    EmailNotConfirmedError,
    EmailTakenError,
    InvalidChallengeError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    InvalidRequestError,
    NotFoundError,
    PasswordResetRequiredError,
    WrongCodeError,
)
from econlens.domain.sign_in import NOWHERE, Client, MfaChallenge
from econlens.domain.user import Profile
from econlens.ports import Clock, LoginAnswer, Registration, SignedIn, Tokens, Transactions

Refusals = Mapping[str, type[EconLensError]]
_Result = dict[str, Any]
# How long Cognito waits for the code by default.
CHALLENGE_SECONDS = 180


class CognitoIdentity:
    """client: for cognito-idp. client_id: of the app client. users: read by a right of ours."""

    def __init__(
        self,
        client: Any,
        client_id: str,
        *,
        users: PoolUsers,
        transactions: Transactions,
        find_session: FindSession,
        clock: Clock,
    ) -> None:
        self._client = client
        self._client_id = client_id
        self._users = users
        self._transactions = transactions
        self._find_session = find_session
        self._clock = clock

    def register(self, profile: Profile, password: str) -> Registration:
        with refused_as(REGISTER_REFUSALS):
            answer = self._client.sign_up(
                ClientId=self._client_id,
                Username=profile.email,
                Password=password,
                UserAttributes=listed(attributes_of(profile)),
            )
        user_id = UUID(answer["UserSub"])
        return Registration(user_id=user_id, verification_required=not answer["UserConfirmed"])

    def login(self, email: str, password: str, *, client: Client = NOWHERE) -> LoginAnswer:
        """Cognito slows guessing down by itself, so client only names the device."""
        with refused_as(LOGIN_REFUSALS):
            answer = self._client.initiate_auth(
                ClientId=self._client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )
        if "AuthenticationResult" not in answer:
            session = packed(email, answer["Session"])
            return MfaChallenge(session=session, expires_in_seconds=CHALLENGE_SECONDS)
        return self._noted(answer["AuthenticationResult"], client)

    def answer_challenge(self, session: str, code: str, *, client: Client = NOWHERE) -> SignedIn:
        email, cognito_session = unpacked(session)
        if is_recovery_code(code):
            result = self._respond_with_recovery(email, cognito_session, code)
        else:
            result = self._respond(email, cognito_session, code)
        return self._noted(result, client)

    def refresh(self, refresh_token: str, *, client: Client = NOWHERE) -> SignedIn:
        known = self._find_session(refresh_token)
        if known and not known.is_open:
            self._revoke(refresh_token)
            raise InvalidRefreshTokenError
        try:
            with refused_as(REFRESH_REFUSALS):
                answer = self._client.get_tokens_from_refresh_token(
                    ClientId=self._client_id, RefreshToken=refresh_token
                )
        except _ReusedTokenError:
            # Somebody has copied the token, so whatever descends from it must end as well.
            self.logout(refresh_token)
            raise
        return self._noted(answer["AuthenticationResult"], client)

    def logout(self, refresh_token: str) -> None:
        known = self._find_session(refresh_token)
        if known:
            with suppress(NotFoundError), self._transactions(known.user_id) as store:
                store.end_device(known.id)
        self._revoke(refresh_token)

    def _respond(self, email: str, cognito_session: str, code: str) -> _Result:
        with refused_as(CHALLENGE_REFUSALS):
            answer = self._client.respond_to_auth_challenge(
                ClientId=self._client_id,
                ChallengeName="SOFTWARE_TOKEN_MFA",
                Session=cognito_session,
                ChallengeResponses={"USERNAME": email, "SOFTWARE_TOKEN_MFA_CODE": code},
            )
        result: _Result = answer["AuthenticationResult"]
        return result

    def _respond_with_recovery(self, email: str, cognito_session: str, code: str) -> _Result:
        """The recovery code is used up only if Cognito lets its owner in."""
        try:
            user_id = id_of(self._users.named(email))
        except NotFoundError:
            raise InvalidChallengeError from None
        with self._transactions(user_id) as store:
            of_the_app = use_recovery_code(store, user_id, code, self._clock.now())
            try:
                return self._respond(email, cognito_session, of_the_app)
            except WrongCodeError:
                raise WrongCodeError(TRY_AGAIN) from None

    def _noted(self, result: _Result, client: Client) -> SignedIn:
        """Tokens count while their session is noted and open. One that somebody has ended stays so,
        whatever Cognito says."""
        claims = _claims(result["IdToken"])
        answer = _signed_in(result, claims)
        with self._transactions(answer.user_id) as store:
            is_open = store.note_session(
                UUID(claims["origin_jti"]),
                answer.tokens.refresh_token,
                device=client.device,
                at=datetime.fromtimestamp(claims["iat"], UTC),
            )
        if not is_open:
            self._revoke(answer.tokens.refresh_token)
            raise InvalidRefreshTokenError
        return answer

    def _revoke(self, refresh_token: str) -> None:
        # A token that Cognito does not know has no session to end.
        with suppress(InvalidRefreshTokenError), refused_as(LOGOUT_REFUSALS):
            self._client.revoke_token(ClientId=self._client_id, Token=refresh_token)


def packed(email: str, session: str) -> str:
    """What Cognito wants back with the code, as one token for the browser to keep."""
    return base64.urlsafe_b64encode(msgspec.json.encode((email, session))).decode()


def unpacked(token: str) -> tuple[str, str]:
    """Raises InvalidChallengeError for what packed has not made."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(token), type=tuple[str, str])
    except (ValueError, msgspec.DecodeError):
        raise InvalidChallengeError from None


class _ReusedTokenError(InvalidRefreshTokenError):
    """The token was exchanged before."""


REGISTER_REFUSALS: Final[Refusals] = {
    "UsernameExistsException": EmailTakenError,
    "InvalidPasswordException": InvalidRequestError,
    "InvalidParameterException": InvalidRequestError,
}
LOGIN_REFUSALS: Final[Refusals] = {
    "NotAuthorizedException": InvalidCredentialsError,
    "UserNotFoundException": InvalidCredentialsError,
    "UserNotConfirmedException": EmailNotConfirmedError,
    "PasswordResetRequiredException": PasswordResetRequiredError,
}
CHALLENGE_REFUSALS: Final[Refusals] = {
    "CodeMismatchException": WrongCodeError,
    "ExpiredCodeException": WrongCodeError,
    "NotAuthorizedException": InvalidChallengeError,
    "InvalidParameterException": InvalidChallengeError,
    "UserNotFoundException": InvalidChallengeError,
}
REFRESH_REFUSALS: Final[Refusals] = {
    "NotAuthorizedException": InvalidRefreshTokenError,
    "InvalidParameterException": InvalidRefreshTokenError,
    "RefreshTokenReuseException": _ReusedTokenError,
}
LOGOUT_REFUSALS: Final[Refusals] = {
    "NotAuthorizedException": InvalidRefreshTokenError,
    "InvalidParameterException": InvalidRefreshTokenError,
    "UnsupportedTokenTypeException": InvalidRefreshTokenError,
}


def _signed_in(result: _Result, claims: Mapping[str, Any]) -> SignedIn:
    return SignedIn(
        user_id=UUID(claims["sub"]),
        profile=profile_in(claims),
        tokens=Tokens(
            access_token=result["AccessToken"],
            id_token=result["IdToken"],
            refresh_token=result["RefreshToken"],
            expires_in_seconds=result["ExpiresIn"],
        ),
    )


def _claims(id_token: str) -> dict[str, Any]:
    """What the token says. It comes from Cognito itself, so nobody else can have signed it."""
    payload = id_token.split(".")[1]
    text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return msgspec.json.decode(text, type=dict[str, Any])
