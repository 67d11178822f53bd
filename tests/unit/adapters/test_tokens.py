"""Attacks on the local identity tokens, and the claims that handlers rely on."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from econlens.adapters.local.tokens import Session, TokenSigner
from econlens.domain.errors import AuthenticationError
from econlens.domain.user import RiskTolerance
from tests.factories import a_profile
from tests.fakes import FixedClock

USER = UUID("11111111-2222-4333-8444-555555555555")
ISSUER = "http://localhost:8000/identity"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NOW = datetime.now(UTC)
SESSION = Session(id=UUID(int=7), user_id=USER, started_at=NOW)


def signer(**changes: Any) -> TokenSigner:
    key = changes.pop("key", KEY)
    given = {"issuer": ISSUER, "client_id": "web", "clock": FixedClock(NOW)} | changes
    return TokenSigner(key, **given)


def id_token(**changes: Any) -> str:
    return signer(**changes).id_token(SESSION, a_profile())


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def test_an_identity_token_has_the_claims_that_cognito_gives() -> None:
    profile = a_profile(risk_tolerance=RiskTolerance.AGGRESSIVE)
    claims = signer().verify_id_token(signer().id_token(SESSION, profile))
    UUID(claims.pop("jti"))

    assert claims == {
        "sub": str(USER),
        "iss": ISSUER,
        "aud": "web",
        "token_use": "id",
        "origin_jti": str(UUID(int=7)),
        "cognito:username": str(USER),
        "email": "ada@example.org",
        "email_verified": False,
        "given_name": "Ada",
        "family_name": "Example",
        "custom:user_type": "casual_investor",
        "custom:investment_experience": "beginner",
        "custom:risk_tolerance": "aggressive",
        "auth_time": int(NOW.timestamp()),
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 3600,
    }


def test_an_access_token_has_the_claims_that_cognito_gives() -> None:
    token = signer().access_token(SESSION)
    claims = jwt.decode(token, KEY.public_key(), algorithms=["RS256"])

    assert claims["token_use"] == "access"
    assert claims["client_id"] == "web"
    assert claims["scope"] == "aws.cognito.signin.user.admin"
    assert claims["sub"] == claims["username"] == str(USER)
    assert "email" not in claims


def test_an_expired_token_is_refused() -> None:
    hour_ago = FixedClock(NOW - timedelta(minutes=61))

    with pytest.raises(AuthenticationError, match="expired"):
        signer().verify_id_token(id_token(clock=hour_ago))


@pytest.mark.parametrize(
    "foreign",
    [{"key": OTHER_KEY}, {"issuer": "http://elsewhere/identity"}, {"client_id": "another-app"}],
    ids=["key", "issuer", "audience"],
)
def test_a_token_made_elsewhere_or_for_others_is_refused(foreign: dict[str, Any]) -> None:
    with pytest.raises(AuthenticationError, match="not valid"):
        signer().verify_id_token(id_token(**foreign))


def test_an_access_token_is_no_identity_token() -> None:
    with pytest.raises(AuthenticationError):
        signer().verify_id_token(signer().access_token(SESSION))


def test_an_access_token_with_an_audience_is_still_no_identity_token() -> None:
    claims = jwt.decode(id_token(), options={"verify_signature": False})
    token = jwt.encode(claims | {"token_use": "access"}, KEY, algorithm="RS256")

    with pytest.raises(AuthenticationError, match="identity token"):
        signer().verify_id_token(token)


def test_a_token_that_says_it_needs_no_signature_is_refused() -> None:
    _, payload, _ = id_token().split(".")

    for token in (
        f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{payload}.",
        f"{encoded({'alg': 'None'})}.{payload}.x",
    ):
        with pytest.raises(AuthenticationError, match="not valid"):
            signer().verify_id_token(token)


def test_the_public_key_as_a_shared_secret_is_refused() -> None:
    """The classic confusion: HS256 signed with the text of the public key."""

    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    body = f"{encoded({'alg': 'HS256', 'typ': 'JWT'})}.{id_token().split('.')[1]}"
    mac = hmac.new(public, body.encode(), hashlib.sha256).digest()
    forged = f"{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"

    with pytest.raises(AuthenticationError, match="not valid"):
        signer().verify_id_token(forged)


def test_changed_claims_are_refused() -> None:
    header, _, signature = id_token().split(".")
    claims = jwt.decode(id_token(), options={"verify_signature": False})
    forged = f"{header}.{encoded(claims | {'sub': str(UUID(int=9))})}.{signature}"

    with pytest.raises(AuthenticationError, match="not valid"):
        signer().verify_id_token(forged)


@pytest.mark.parametrize("claim", ["sub", "iss", "aud", "exp", "iat", "token_use"])
def test_a_token_that_lacks_a_claim_is_refused(claim: str) -> None:
    claims = jwt.decode(id_token(), options={"verify_signature": False})
    del claims[claim]

    with pytest.raises(AuthenticationError, match="not valid"):
        signer().verify_id_token(jwt.encode(claims, KEY, algorithm="RS256"))


@pytest.mark.parametrize("token", ["", "a", "a.b", "a.b.c", "ü.ü.ü", "." * 5000])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(AuthenticationError, match="not valid"):
        signer().verify_id_token(token)


def test_the_published_key_verifies_tokens_and_holds_nothing_private() -> None:
    (published,) = signer().jwks()["keys"]
    token = id_token()

    assert set(published) == {"kty", "n", "e", "kid", "use", "alg"}
    assert jwt.get_unverified_header(token) == {
        "alg": "RS256",
        "typ": "JWT",
        "kid": published["kid"],
    }
    claims = jwt.decode(token, jwt.PyJWK(published), algorithms=["RS256"], audience="web")
    assert claims["sub"] == str(USER)


def test_the_key_made_on_first_start_is_used_again(tmp_path: Path) -> None:
    def start() -> TokenSigner:
        return TokenSigner.load_or_create(
            tmp_path, issuer=ISSUER, client_id="web", clock=FixedClock(NOW)
        )

    token = start().id_token(SESSION, a_profile())

    assert start().verify_id_token(token)["sub"] == str(USER)
    assert (tmp_path / "token-signing.pem").stat().st_mode & 0o777 == 0o600
