"""Signed tokens with the claims that Cognito's have, so that no handler can tell the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Self
from uuid import UUID, uuid4

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from econlens.adapters.local.secret_file import load_or_create_secret
from econlens.domain.errors import AuthenticationError
from econlens.domain.user import Profile
from econlens.ports import Clock

ALGORITHM = "RS256"
IDENTITY = "id"  # what Cognito calls it in token_use
KEY_BITS = 2048
LIFETIME = timedelta(minutes=60)
REQUIRED_CLAIMS = ["sub", "iss", "aud", "exp", "iat", "token_use"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One login: what its access and identity tokens share."""

    id: UUID
    user_id: UUID
    started_at: datetime


class TokenSigner:
    def __init__(self, key: RSAPrivateKey, *, issuer: str, client_id: str, clock: Clock) -> None:
        self._key = key
        self._public_key = key.public_key()
        self._key_id = _key_id(key)
        self._issuer = issuer
        self._client_id = client_id
        self._clock = clock

    @classmethod
    def load_or_create(cls, folder: Path, *, issuer: str, client_id: str, clock: Clock) -> Self:
        """Read folder/token-signing.pem; the first start makes it."""
        pem = load_or_create_secret(folder / "token-signing.pem", _new_key_pem)
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("token-signing.pem holds no RSA key. Remove it to have one made.")
        return cls(key, issuer=issuer, client_id=client_id, clock=clock)

    def id_token(self, session: Session, profile: Profile) -> str:
        """Who the user is. Nobody has checked that the address is theirs: there is no mail here."""
        return self._sign(
            session,
            {
                "token_use": IDENTITY,
                "aud": self._client_id,
                "cognito:username": str(session.user_id),
                "email": profile.email,
                "email_verified": False,
                "given_name": profile.first_name,
                "family_name": profile.last_name,
                "custom:user_type": profile.user_type.value,
                "custom:investment_experience": profile.investment_experience.value,
                "custom:risk_tolerance": profile.risk_tolerance.value,
            },
        )

    def access_token(self, session: Session) -> str:
        return self._sign(
            session,
            {
                "token_use": "access",
                "client_id": self._client_id,
                "scope": "aws.cognito.signin.user.admin",
                "username": str(session.user_id),
            },
        )

    def verify_id_token(self, token: str) -> dict[str, Any]:
        """The claims. Raises AuthenticationError for a token that is expired, foreign, meant for
        another audience, or no identity token."""
        try:
            claims = jwt.decode(
                token,
                self._public_key,
                algorithms=[ALGORITHM],
                audience=self._client_id,
                issuer=self._issuer,
                options={"require": REQUIRED_CLAIMS},
            )
        except jwt.ExpiredSignatureError:
            raise AuthenticationError(
                "The token has expired. Refresh it or sign in again."
            ) from None
        except jwt.InvalidTokenError:
            raise AuthenticationError("The token is not valid. Sign in again.") from None
        if claims["token_use"] != IDENTITY:
            raise AuthenticationError("Send the identity token, not the access token.")
        return claims

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The public key, for anybody who wants to check a token (RFC 7517)."""
        key = RSAAlgorithm.to_jwk(self._public_key, as_dict=True)
        del key["key_ops"]
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": ALGORITHM}]}

    def _sign(self, session: Session, claims: Mapping[str, Any]) -> str:
        now = self._clock.now()
        common = {
            "sub": str(session.user_id),
            "iss": self._issuer,
            "origin_jti": str(session.id),
            "jti": str(uuid4()),
            "auth_time": int(session.started_at.timestamp()),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        headers = {"kid": self._key_id}
        return jwt.encode({**common, **claims}, self._key, algorithm=ALGORITHM, headers=headers)


def _new_key_pem() -> bytes:
    return generate_private_key(public_exponent=65537, key_size=KEY_BITS).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _key_id(key: RSAPrivateKey) -> str:
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return sha256(public).hexdigest()[:16]
