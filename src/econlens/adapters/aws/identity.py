"""ports.IdentityProvider on a Cognito user pool.

It uses the public operations of an app client without a secret, so it needs no right of ours. The
pool takes addresses whatever their case and keeps a profile's attributes; its client rotates
refresh tokens without a grace period.
"""

import base64
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import msgspec

from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.profiles import attributes_of, listed, profile_in
from econlens.domain.errors import (
    EconLensError,
    EmailNotConfirmedError,
    EmailTakenError,
    InvalidChallengeError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    InvalidRequestError,
    PasswordResetRequiredError,
    WrongCodeError,
)
from econlens.domain.sign_in import NOWHERE, Client, MfaChallenge
from econlens.domain.user import Profile
from econlens.ports import LoginAnswer, Registration, SignedIn, Tokens

Refusals = Mapping[str, type[EconLensError]]
# How long Cognito waits for the code by default.
CHALLENGE_SECONDS = 180


class CognitoIdentity:
    """client: for cognito-idp. client_id: of the app client."""

    def __init__(self, client: Any, client_id: str) -> None:
        self._client = client
        self._client_id = client_id

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
        """Cognito slows guessing down by itself, so it has no need of client."""
        with refused_as(LOGIN_REFUSALS):
            answer = self._client.initiate_auth(
                ClientId=self._client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )
        if "AuthenticationResult" not in answer:
            session = packed(email, answer["Session"])
            return MfaChallenge(session=session, expires_in_seconds=CHALLENGE_SECONDS)
        return _signed_in(answer["AuthenticationResult"])

    def answer_challenge(self, session: str, code: str, *, client: Client = NOWHERE) -> SignedIn:
        email, cognito_session = unpacked(session)
        with refused_as(CHALLENGE_REFUSALS):
            answer = self._client.respond_to_auth_challenge(
                ClientId=self._client_id,
                ChallengeName="SOFTWARE_TOKEN_MFA",
                Session=cognito_session,
                ChallengeResponses={"USERNAME": email, "SOFTWARE_TOKEN_MFA_CODE": code},
            )
        return _signed_in(answer["AuthenticationResult"])

    def refresh(self, refresh_token: str, *, client: Client = NOWHERE) -> SignedIn:
        try:
            with refused_as(REFRESH_REFUSALS):
                answer = self._client.get_tokens_from_refresh_token(
                    ClientId=self._client_id, RefreshToken=refresh_token
                )
        except _ReusedTokenError:
            # Somebody has copied the token, so whatever descends from it must end as well.
            self.logout(refresh_token)
            raise
        return _signed_in(answer["AuthenticationResult"])

    def logout(self, refresh_token: str) -> None:
        try:
            with refused_as(LOGOUT_REFUSALS):
                self._client.revoke_token(ClientId=self._client_id, Token=refresh_token)
        except InvalidRefreshTokenError:
            return  # there is no such session to end


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


def _signed_in(result: Mapping[str, Any]) -> SignedIn:
    claims = _claims(result["IdToken"])
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
