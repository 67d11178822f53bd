"""A real, small OpenID provider on a port of its own: discovery, keys, code with PKCE, tokens.

Whoever asks to sign in is signed in as `person`. What a dishonest or broken provider, or somebody
between us and it, would change in an answer is put into `twist`.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.server import free_port

CLIENT_ID = "econlens-at-the-provider"
CLIENT_SECRET = "known-to-both"
Claims = dict[str, Any]


@dataclass(kw_only=True)
class OpenIdProvider:
    url: str
    person: Claims = field(default_factory=dict)
    twist: Callable[[Claims], Claims] = dict
    sign_with: str = "own key"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    used_codes: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    foreign_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/jwks", self._jwks),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _metadata(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }
        )

    async def _jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT_ID or asked.get("code_challenge_method") != "S256":
            return JSONResponse({"error": "invalid_request"}, status_code=400)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}")

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        given = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(str(form["code"]), None)
        self.used_codes.append(str(form["code"]))
        honest = request.headers.get("authorization") == f"Basic {given}"
        if not honest or asked is None or not _proves(str(form["code_verifier"]), asked):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.person,
        }
        token = {"access_token": "opaque", "token_type": "Bearer"}
        return JSONResponse({**token, "id_token": self._signed(self.twist(claims))})

    def _signed(self, claims: Claims) -> str:
        if self.sign_with == "nothing":
            header = json.dumps({"alg": "none", "kid": "1"})
            return f"{_part(header)}.{_part(json.dumps(claims))}."
        if self.sign_with == "the public key as a secret":
            head = json.dumps({"alg": "HS256", "kid": "1"})
            text = f"{_part(head)}.{_part(json.dumps(claims))}"
            public = self.key.as_pem(private=False)
            return f"{text}.{_encoded(hmac.digest(public, text.encode(), 'sha256'))}"
        key = self.foreign_key if self.sign_with == "a foreign key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)


def _part(text: str) -> str:
    return _encoded(text.encode())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _proves(verifier: str, asked: dict[str, str]) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    return _encoded(digest) == asked["code_challenge"]


@contextmanager
def running_provider() -> Iterator[OpenIdProvider]:
    port = free_port()
    provider = OpenIdProvider(url=f"http://127.0.0.1:{port}")
    config = uvicorn.Config(provider.app(), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.started, "the provider did not start"
    yield provider
    server.should_exit = True
    thread.join(10)
