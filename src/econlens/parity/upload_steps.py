"""A visitor uploads files, good and bad."""

import time
from collections.abc import Iterator
from typing import Any

from econlens.parity.step import NOBODY, Step
from econlens.parity.visitor import Reply, Visitor

NEW = "/portfolios/upload"
PROCESSING_SECONDS = 120
POLL_SECONDS = 0.2
ENDED = ("completed", "failed", "expired")
HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
GOOD_FILE = f"{HEADER}VTI,Total market,etf,60,6000.00\nBND,Bonds,etf,40,4000.00\n".encode()
BAD_FILE = f"{HEADER}VTI,Total market,etf,60,6000.00\nBND,Bonds,tulip,30,4000.00\n".encode()


def upload_files(visitor: Visitor) -> Iterator[Step]:
    large = visitor.call("POST", NEW, _announcement(size=10**9))
    yield Step(name="announce a file that is too large", expected=413, reply=large)
    image = visitor.call("POST", NEW, _announcement(contentType="image/png"))
    yield Step(name="announce an image", expected=415, reply=image)
    nowhere = visitor.call("POST", f"/portfolios/{NOBODY}/upload", _announcement())
    yield Step(name="upload into what is not there", expected=404, reply=nowhere)
    yield from _upload(visitor, "a good file", GOOD_FILE)
    yield from _upload(visitor, "a bad file", BAD_FILE)
    yield from _preview(visitor)


def _announcement(**changes: Any) -> dict[str, Any]:
    return {"fileName": "positions.csv", "size": 200, "contentType": "text/csv", **changes}


def _upload(visitor: Visitor, name: str, file: bytes) -> Iterator[Step]:
    started = visitor.call("POST", NEW, _announcement(size=len(file)))
    yield from _send(visitor, name, started, file)
    ended = _wait_for(visitor, started.body.get("uploadId", NOBODY))
    yield Step(name=f"outcome of {name}", expected=200, reply=ended)
    yield from _tidy(visitor, name, ended)


def _preview(visitor: Visitor) -> Iterator[Step]:
    """A file that is only looked at first, read a second time, and then stored."""
    name = "a preview"
    started = visitor.call("POST", NEW, _announcement(size=len(GOOD_FILE), validateOnly=True))
    yield from _send(visitor, name, started, GOOD_FILE)
    path = f"/upload/{started.body.get('uploadId', NOBODY)}"
    shown = _wait_for(visitor, started.body.get("uploadId", NOBODY))
    yield Step(name=f"outcome of {name}", expected=200, reply=shown)
    again = visitor.call("POST", f"{path}/process", {"mode": "replace"})
    yield Step(name="read the file again", expected=202, reply=again)
    shown = _wait_for(visitor, started.body.get("uploadId", NOBODY))
    yield Step(name="outcome of reading it again", expected=200, reply=shown)
    applied = visitor.call("POST", f"{path}/apply")
    yield Step(name="store what was shown", expected=200, reply=applied)
    yield from _tidy(visitor, name, applied)


def _send(visitor: Visitor, name: str, started: Reply, file: bytes) -> Iterator[Step]:
    step = Step(name=f"announce {name}", expected=201, reply=started)
    yield step
    if step.kept:
        sent = visitor.post_form(started.body["url"], started.body["fields"], file)
        yield Step(name=f"send {name}", expected=204, reply=sent)


def _tidy(visitor: Visitor, name: str, ended: Reply) -> Iterator[Step]:
    for portfolio_id in (ended.body.get("result") or {}).get("portfolioIds", []):
        deleted = visitor.call("DELETE", f"/portfolios/{portfolio_id}")
        yield Step(name=f"delete what came of {name}", expected=200, reply=deleted)


def _wait_for(visitor: Visitor, upload_id: object) -> Reply:
    deadline = time.monotonic() + PROCESSING_SECONDS
    while True:
        reply = visitor.call("GET", f"/upload/{upload_id}/status")
        over = reply.status != 200 or reply.body["status"] in ENDED
        if over or time.monotonic() > deadline:
            return reply
        time.sleep(POLL_SECONDS)
