"""Forged, stolen, stale and confused tokens against every route that asks for one."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from econlens.api.route_table import ROUTES, Auth, Route
from tests.client import User, sign_up
from tests.server import Server

Forge = Callable[["Thief"], str]


class Thief:
    """Has a token of their own, the public key, and, where the forgery must fail for another
    reason than its signature, even the server's own key."""

    def __init__(self, user: User, pem: bytes) -> None:
        self.user = user
        self.own: str = user.tokens["idToken"]
        self.claims: dict[str, Any] = jwt.decode(self.own, options={"verify_signature": False})
        self.header = jwt.get_unverified_header(self.own)
        self.server_key = pem
        key = serialization.load_pem_private_key(pem, None)
        self.public_pem = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def signed(self, key: Any = None, headers: dict[str, Any] | None = None, **claims: Any) -> str:
        changed = {**self.claims, **claims}
        kept = {name: value for name, value in changed.items() if value is not None}
        return jwt.encode(
            kept,
            self.server_key if key is None else key,
            algorithm="RS256",
            headers={"kid": self.header["kid"], **(headers or {})},
        )


def part(content: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def unsigned(algorithm: str) -> Forge:
    return lambda thief: f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(thief.claims)}."


def by_public_key_as_secret(thief: Thief) -> str:
    """Algorithm confusion: what everybody knows, taken for an HMAC secret."""
    import hmac
    from hashlib import sha256

    body = f"{part({**thief.header, 'alg': 'HS256'})}.{part(thief.claims)}"
    mac = hmac.digest(thief.public_pem, body.encode(), sha256)
    return f"{body}.{urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def with_another_user(thief: Thief) -> str:
    head, _, signature = thief.own.split(".")
    return f"{head}.{part({**thief.claims, 'sub': str(uuid4())})}.{signature}"


def at(**offset: float) -> int:
    return int((datetime.now(UTC) + timedelta(**offset)).timestamp())


FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORGERIES: dict[str, Forge] = {
    "alg none": unsigned("none"),
    "alg None": unsigned("None"),
    "no alg": unsigned(""),
    "public key as secret": by_public_key_as_secret,
    "foreign key": lambda thief: thief.signed(FOREIGN_KEY),
    "foreign key by its own address": lambda thief: thief.signed(
        FOREIGN_KEY, {"jku": "https://evil.example/jwks.json", "kid": "evil"}
    ),
    "foreign key brought along": lambda thief: thief.signed(
        FOREIGN_KEY, {"jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}
    ),
    "another user": with_another_user,
    "signature cut off": lambda thief: thief.own.rpartition(".")[0] + ".",
    "signature of zeros": lambda thief: thief.own.rpartition(".")[0] + "." + "A" * 342,
    "expired": lambda thief: thief.signed(exp=at(seconds=-1), iat=at(hours=-1)),
    "never expiring": lambda thief: thief.signed(exp=None),
    "from the future": lambda thief: thief.signed(nbf=at(hours=1)),
    "wrong audience": lambda thief: thief.signed(aud="another-app"),
    "no audience": lambda thief: thief.signed(aud=None),
    "wrong issuer": lambda thief: thief.signed(iss="https://evil.example/identity"),
    "nobody": lambda thief: thief.signed(sub=None),
    "access token": lambda thief: str(thief.user.tokens["accessToken"]),
    "access token with an audience": lambda thief: thief.signed(token_use="access"),
    "refresh token": lambda thief: str(thief.user.tokens["refreshToken"]),
    "twice": lambda thief: f"{thief.own}, {thief.own}",
    "very long": lambda thief: thief.own + "A" * 20_000,
}


@pytest.fixture(scope="module")
def thief(server: Server, http: httpx.Client) -> Thief:
    keys: Path = server.log.parent / "data" / "keys"
    return Thief(sign_up(http), (keys / "token-signing.pem").read_bytes())


def test_the_thief_can_make_a_good_token(thief: Thief, http: httpx.Client) -> None:
    """Or the forgeries below would fail for no reason."""
    headers = {"Authorization": f"Bearer {thief.signed()}"}
    assert http.get("/v1/portfolios", headers=headers).status_code == 200


@pytest.mark.parametrize("name", FORGERIES)
def test_no_route_takes_a_forged_token(name: str, thief: Thief, http: httpx.Client) -> None:
    token = FORGERIES[name](thief)
    for route in ROUTES:
        if route.auth is Auth.USER:
            answer = ask(http, route, token)
            assert answer.status_code in (401, 431), f"{route.operation}: {answer.status_code}"


def ask(http: httpx.Client, route: Route, token: str) -> httpx.Response:
    path = "/v1" + route.path.replace("{id}", str(uuid4()))
    body = {} if route.request else None
    return http.request(route.method, path, headers={"Authorization": f"Bearer {token}"}, json=body)


def test_a_refresh_token_used_twice_ends_the_session(http: httpx.Client) -> None:
    user = sign_up(http)
    stolen = {"refreshToken": user.tokens["refreshToken"]}
    first = http.post("/v1/auth/refresh", json=stolen)
    assert first.status_code == 200
    assert http.post("/v1/auth/refresh", json=stolen).status_code == 401
    descendant = {"refreshToken": first.json()["refreshToken"]}
    assert http.post("/v1/auth/refresh", json=descendant).status_code == 401


@pytest.mark.parametrize("kind", ["idToken", "accessToken"])
def test_no_other_token_refreshes(kind: str, http: httpx.Client) -> None:
    user = sign_up(http)
    answer = http.post("/v1/auth/refresh", json={"refreshToken": user.tokens[kind]})
    assert answer.status_code == 401


def test_a_token_in_the_address_is_no_sign_in(http: httpx.Client) -> None:
    user = sign_up(http)
    token = user.tokens["idToken"]
    for name in ("access_token", "token", "Authorization"):
        assert http.get("/v1/portfolios", params={name: token}).status_code == 401
