"""The built web app, served the way CloudFront serves it: unknown paths get the app itself."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

_NOT_BUILT = "The web app is not built yet: run `make setup`. The API works all the same.\n"


class WebFiles:
    """Files under folder; hashed ones may be cached for ever, pages never."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = StaticFiles(directory=folder, check_dir=False, html=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._find(scope)
        await response(scope, receive, send)

    async def _find(self, scope: Scope) -> Response:
        if not (self._folder / "index.html").is_file():
            return PlainTextResponse(_NOT_BUILT, status_code=503)
        path = self._files.get_path(scope)
        try:
            response = await self._files.get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404 or "." in Path(path).name:
                raise
            response = await self._files.get_response("index.html", scope)
        hashed = path.startswith("assets/")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if hashed else "no-cache"
        )
        return response
