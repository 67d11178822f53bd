"""The refresh token as a cookie that no script can read, for browsers that ask for it.

SameSite=Strict: no other site's request carries it. Path: it goes to sign-in and nowhere else.
"""

from http.cookies import CookieError, SimpleCookie
from typing import Final

NAME: Final = "econlens_refresh"
MAX_AGE_SECONDS: Final = 30 * 24 * 3600


def kept(token: str, *, secure: bool) -> dict[str, str]:
    """The header that hands the cookie over. secure: over HTTPS only, wherever there is any."""
    return {"Set-Cookie": _cookie(token, MAX_AGE_SECONDS, secure=secure)}


def forgotten(*, secure: bool) -> dict[str, str]:
    return {"Set-Cookie": _cookie("", 0, secure=secure)}


def token_in(header: str) -> str:
    """The token in a Cookie header; empty when there is none."""
    if NAME not in header:  # most requests: parsing comes dearer than looking
        return ""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(header)
    except CookieError:
        return ""
    return cookies[NAME].value if NAME in cookies else ""


def _cookie(value: str, max_age: int, *, secure: bool) -> str:
    attributes = f"Path=/v1/auth; Max-Age={max_age}; HttpOnly; SameSite=Strict"
    return f"{NAME}={value}; {attributes}{'; Secure' if secure else ''}"
