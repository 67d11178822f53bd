"""The letters that no mail server has taken: a page for whoever operates this machine.

It asks for the operator's key, a file that only the account running EconLens can read: otherwise
anybody who reaches the port could read the codes that open accounts.
"""

import hmac
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable
from functools import cache
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from econlens import bootstrap
from econlens.domain.letters import Letter

PATH = "/outbox"
USER = "operator"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="EconLens operator", charset="UTF-8"'}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<title>Outbox · EconLens</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}}
article{{border:1px solid #8888;border-radius:8px;padding:0 1rem;margin:1rem 0}}
pre{{white-space:pre-wrap;font:inherit}} article{{overflow-wrap:anywhere}} small{{opacity:.75}}
:root{{color-scheme:light dark}}</style></head>
<body><h1>Outbox</h1>
<p>No mail server is set up (ECONLENS_SMTP_URL), so letters wait here for two days.</p>
{letters}</body></html>"""
_LETTER = """<article><h2>{subject}</h2><small>to {recipient}, {written}</small>
<pre>{body}</pre></article>"""


def outbox_routes() -> list[Route]:
    operator_key()  # makes the file now, so that the operator can look it up
    return [Route(PATH, _outbox)]


@cache
def operator_key() -> str:
    return bootstrap.operator_key().hex()


def _outbox(request: Request) -> Response:
    if not is_operator(request.headers.get("authorization", "")):
        return HTMLResponse("Enter the operator's key.", status_code=401, headers=CHALLENGE)
    page = _PAGE.format(letters=_shown(bootstrap.outbox().list_letters()))
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def is_operator(authorization: str) -> bool:
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, _, key = b64decode(encoded, validate=True).decode().partition(":")
    except (Error, UnicodeDecodeError):
        return False
    known = hmac.compare_digest(key.encode(), operator_key().encode())
    return known and scheme.lower() == "basic" and user == USER


def _shown(letters: Iterable[Letter]) -> str:
    shown = "".join(
        _LETTER.format(
            subject=escape(letter.subject),
            recipient=escape(letter.recipient),
            written=f"{letter.written_at:%Y-%m-%d %H:%M} UTC",
            body=escape(letter.body),
        )
        for letter in letters
    )
    return shown or "<p>There is no letter.</p>"
