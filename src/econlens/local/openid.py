"""One OpenID provider, spoken to by authlib. Every claim that we rely on is checked here."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from econlens.domain.sign_in import ExternalPerson

TIMEOUT_SECONDS: Final = 10
NAME_LENGTH: Final = 100
# Keys of the provider, never a secret that both know, and never none.
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]


class UnsoundAnswerError(Exception):
    """The provider said no, or the answer is not what we asked for."""


class UnreachableError(Exception):
    """The provider cannot be asked just now."""


PROVIDER_ERRORS: Final = (UnreachableError,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


class PreparedProvider:
    def __init__(self, provider: Provider) -> None:
        from authlib.integrations.starlette_client import OAuth

        self._provider = provider
        self._app: Any = OAuth().register(
            provider.id,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "timeout": TIMEOUT_SECONDS,
            },
        )

    async def authorize_redirect(self, request: Request, back: str) -> Response:
        """Raises UnreachableError."""
        from httpx2 import HTTPError

        try:
            await self._read_metadata()
            answer: Response = await self._app.authorize_redirect(request, back)
        except (HTTPError, ValueError, RuntimeError) as error:
            raise UnreachableError from error
        return answer

    async def person_in(self, request: Request) -> ExternalPerson:
        """Whom the answer is about. Raises UnsoundAnswerError, UnreachableError."""
        from authlib.common.errors import AuthlibBaseError
        from httpx2 import HTTPError
        from joserfc.errors import JoseError

        try:
            await self._read_metadata()
            token = await self._app.authorize_access_token(
                request, claims_options=self._required_claims()
            )
        except (AuthlibBaseError, JoseError, ValueError) as error:
            raise UnsoundAnswerError from error
        except HTTPError as error:
            raise UnreachableError from error
        if "userinfo" not in token:
            raise UnsoundAnswerError
        return self._person(token["userinfo"])

    def _required_claims(self) -> dict[str, Any]:
        """Our own values: authlib by itself takes a token for others that names us as azp."""
        return {
            "iss": {"essential": True, "value": self._provider.issuer},
            "aud": {"essential": True, "value": self._provider.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
            "nonce": {"essential": True},
        }

    async def _read_metadata(self) -> None:
        """The provider may say which algorithms it uses, but not that a signature is not needed."""
        metadata = await self._app.load_server_metadata()
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [
            name for name in offered if name in ALGORITHMS
        ] or ["RS256"]

    def _person(self, claims: dict[str, Any]) -> ExternalPerson:
        return ExternalPerson(
            issuer=self._provider.issuer,
            subject=str(claims["sub"]),
            email=str(claims.get("email") or ""),
            email_verified=claims.get("email_verified") is True,
            first_name=str(claims.get("given_name") or "")[:NAME_LENGTH],
            last_name=str(claims.get("family_name") or "")[:NAME_LENGTH],
        )


@cache
def prepared(provider: Provider) -> PreparedProvider:
    """Its keys and addresses are read once."""
    return PreparedProvider(provider)
