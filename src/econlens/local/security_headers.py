"""The headers that CloudFront's response policy adds on AWS."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Mantine sets its colours with style attributes, so styles may be inline; scripts never.
# Uploads go to the server's own address, whichever of its names is in the address bar.
_CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' {base_url}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Whoever has the address of a shared portfolio is to see it, a search engine not.
_SHARED_PAGES = "/shared/"
_UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}


class SecurityHeaders:
    """ASGI middleware: sets the headers on every HTTP response."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        policy = _CONTENT_SECURITY_POLICY.format(base_url=base_url)
        self._headers = {**_HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        unlisted = _UNLISTED if scope["path"].startswith(_SHARED_PAGES) else {}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update({**self._headers, **unlisted})
            await send(message)

        await self._app(scope, receive, send_with_headers)
