"""Signing in through an OpenID provider: two pages, there and back.

Authorization code with PKCE, state and nonce. What the second half must know of the first is in a
signed cookie of ten minutes, so an answer is good in the browser that asked and nowhere else. No
address to return to is taken from anybody. Tokens never stand in an address: the session begins as
a refresh cookie, which the web app exchanges.
"""

from urllib.parse import urlencode

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from econlens import bootstrap
from econlens.api.refresh_cookie import kept
from econlens.domain import errors
from econlens.domain.limits import AUTH_LIMIT
from econlens.domain.sign_in import Client, ExternalPerson, MfaChallenge
from econlens.local.openid import PROVIDER_ERRORS, Provider, UnsoundAnswerError, prepared
from econlens.ports import LoginAnswer
from econlens.settings import Settings

PATH = "/sign-in-with"
AFTERWARDS = "/signed-in"
GOOGLE = "https://accounts.google.com"
COOKIE = "econlens_provider"
COOKIE_SECONDS = 600


def providers(settings: Settings) -> tuple[Provider, ...]:
    """Those that are set up."""
    known = (
        Provider(
            id="google",
            name="Google",
            issuer=GOOGLE,
            client_id=settings.oidc_google_client_id,
            client_secret=settings.oidc_google_client_secret,
        ),
        Provider(
            id="openid",
            name=settings.oidc_name,
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
        ),
    )
    return tuple(provider for provider in known if provider.client_id and provider.issuer)


def shown_providers(settings: Settings) -> list[dict[str, str]]:
    """What the web app makes buttons of."""
    return [
        {"id": p.id, "name": p.name, "url": f"{settings.base_url}{PATH}/{p.id}"}
        for p in providers(settings)
    ]


def provider_routes() -> list[BaseRoute]:
    """None when no provider is set up."""
    settings = bootstrap.settings()
    if not providers(settings):
        return []
    session = Middleware(
        SessionMiddleware,
        secret_key=bootstrap.hash_key().hex(),
        session_cookie=COOKIE,
        max_age=COOKIE_SECONDS,
        path=PATH,
        same_site="lax",  # the answer comes from the provider's site
        https_only=settings.base_url.startswith("https:"),
    )
    routes = [Route("/{provider}", _leave), Route("/{provider}/callback", _come_back)]
    return [Mount(PATH, routes=routes, middleware=[session])]


async def _leave(request: Request) -> Response:
    provider = _provider(request)
    await to_thread.run_sync(_count, _address(request))
    back = f"{bootstrap.settings().base_url}{PATH}/{provider.id}/callback"
    try:
        answer: Response = await prepared(provider).authorize_redirect(request, back)
    except PROVIDER_ERRORS:
        return _finished({"error": "PROVIDER_UNAVAILABLE"})
    return answer


async def _come_back(request: Request) -> Response:
    provider = _provider(request)
    await to_thread.run_sync(_count, _address(request))
    try:
        person = await prepared(provider).person_in(request)
        client = Client(
            address=_address(request), device=request.headers.get("user-agent", "")[:200]
        )
        answer = await to_thread.run_sync(_login, person, client)
    except UnsoundAnswerError:
        return _finished({"error": "PROVIDER_REFUSED"})
    except PROVIDER_ERRORS:
        return _finished({"error": "PROVIDER_UNAVAILABLE"})
    except (errors.EmailNotConfirmedError, errors.EmailTakenError) as error:
        return _finished({"error": error.code})
    return _welcome(answer)


def _login(person: ExternalPerson, client: Client) -> LoginAnswer:
    return bootstrap.external_accounts().login(person, client=client)


def _welcome(answer: LoginAnswer) -> Response:
    if isinstance(answer, MfaChallenge):
        return _finished({"challenge": answer.session})
    response = _finished({})
    secure = bootstrap.settings().base_url.startswith("https:")
    response.headers.update(kept(answer.tokens.refresh_token, secure=secure))
    return response


def _finished(outcome: dict[str, str]) -> Response:
    """To the web app. What follows # stays in the browser."""
    address = f"{AFTERWARDS}#{urlencode(outcome)}" if outcome else AFTERWARDS
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def _provider(request: Request) -> Provider:
    wanted = request.path_params["provider"]
    for provider in providers(bootstrap.settings()):
        if provider.id == wanted:
            return provider
    raise errors.NotFoundError


def _count(address: str) -> None:
    """Raises RateLimitedError."""
    allowance = bootstrap.rate_limiter().take(f"auth:{address}", AUTH_LIMIT)
    if not allowance.allowed:
        raise errors.RateLimitedError(allowance)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
