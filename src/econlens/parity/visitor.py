"""A caller of the HTTP API, on the standard library alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit
from uuid import uuid4

TIMEOUT_SECONDS = 30
KEPT_HEADERS = ("content-type", "cache-control", "etag", "location", "retry-after")


class UnreachableError(Exception):
    """Nothing answers at an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """headers: those that the contract promises. body: JSON where it is JSON, else text;
    an archive is only said to be no text."""

    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass(slots=True)
class Visitor:
    """base_url: where /v1 is found, without a slash at the end. token, the identity token, is sent
    once it is set; access_token only where a step says so."""

    base_url: str
    token: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """path: below /v1. body: JSON, or bytes sent as they are."""
        sent = {"Accept": "application/json", **(headers or {})}
        if bearer := self.token if token is None else token:
            sent["Authorization"] = f"Bearer {bearer}"
        if body is not None:
            sent["Content-Type"] = "application/json"
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        return _exchange(urlsplit(f"{self.base_url}/v1{path}"), method, content, sent)

    def post_form(self, url: str, fields: Mapping[str, str], file: bytes) -> Reply:
        """Send a presigned form as a browser does: its fields first, the file last."""
        boundary = uuid4().hex
        mark = f"--{boundary}\r\nContent-Disposition: form-data; name="
        parts = "".join(f'{mark}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
        head = f'{mark}"file"; filename="positions.csv"\r\nContent-Type: text/csv\r\n\r\n'
        body = parts.encode() + head.encode() + file + f"\r\n--{boundary}--\r\n".encode()
        content_type = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return _exchange(urlsplit(url), "POST", body, content_type)


def _exchange(
    url: SplitResult, method: str, body: bytes | None, headers: Mapping[str, str]
) -> Reply:
    secure = url.scheme == "https"
    connect = HTTPSConnection if secure else HTTPConnection
    connection = connect(url.hostname or "", url.port, timeout=TIMEOUT_SECONDS)
    target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
    try:
        connection.request(method, target, body, dict(headers))
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, HTTPException) as error:
        where = f"{url.scheme}://{url.netloc}"
        raise UnreachableError(
            f"{where} does not answer ({error}). Is the address right?"
        ) from None
    finally:
        connection.close()
    kept = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    return Reply(status=answer.status, headers=kept, body=_decoded(content))


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        return "(not text)"
    except ValueError:
        return content.decode()
