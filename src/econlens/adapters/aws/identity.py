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
    ForbiddenError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    InvalidRequestError,
    PasswordResetRequiredError,
)
from econlens.domain.user import Profile
from econlens.ports import Registration, SignedIn, Tokens

Refusals = Mapping[str, type[EconLensError]]


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

    def login(self, email: str, password: str, *, address: str = "") -> SignedIn:
        with refused_as(LOGIN_REFUSALS):
            answer = self._client.initiate_auth(
                ClientId=self._client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )
        if "AuthenticationResult" not in answer:
            raise ForbiddenError("This account asks for a second factor, which is not offered yet.")
        return _signed_in(answer["AuthenticationResult"])

    def refresh(self, refresh_token: str) -> SignedIn:
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
