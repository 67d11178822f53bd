"""What a visitor does to find out whether an EconLens keeps the contract.

Each step says what it asked, which status the contract promises and what came back. The account and
all that is made in it are thrown away at the end, except the account itself.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from econlens.parity.visitor import Reply, Visitor

NOBODY = UUID(int=0)
PROCESSING_SECONDS = 120
POLL_SECONDS = 0.2
TOO_SHORT = "short"
NOT_THE_PASSWORD = "Wrong-password-9"  # noqa: S105 - opens nothing
ENDED = ("completed", "failed", "expired")
HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
GOOD_FILE = f"{HEADER}VTI,Total market,etf,60,6000.00\nBND,Bonds,etf,40,4000.00\n".encode()
BAD_FILE = f"{HEADER}VTI,Total market,etf,60,6000.00\nBND,Bonds,tulip,30,4000.00\n".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One exchange. expected: the status that the contract promises."""

    name: str
    expected: int
    reply: Reply

    @property
    def kept(self) -> bool:
        return self.reply.status == self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    email: str
    password: str = field(repr=False)


class SignInError(Exception):
    """The visitor has no account to go on with. The message says what to do."""


def throwaway_account() -> Account:
    return Account(email=f"parity-{uuid4().hex}@example.com", password=f"Parity-{uuid4().hex}-9")


def visit(visitor: Visitor, account: Account | None = None) -> Iterator[Step]:
    """Every step in order. account: one that is confirmed already, for a host where a new one
    has to answer an e-mail first. Raises SignInError, UnreachableError."""
    yield from _service(visitor)
    fresh = throwaway_account()
    yield from _registration(visitor, fresh)
    yield from _sign_in(visitor, account or fresh)
    yield from _portfolios(visitor)
    yield from _uploads(visitor)
    yield from _sessions(visitor, account or fresh)


def _service(visitor: Visitor) -> Iterator[Step]:
    yield Step(name="health", expected=200, reply=visitor.call("GET", "/health"))
    yield Step(name="contract", expected=200, reply=visitor.call("GET", "/openapi.json"))
    without = visitor.call("GET", "/portfolios")
    yield Step(name="a call without a token", expected=401, reply=without)
    forged = visitor.call("GET", "/portfolios", token="e30.e30.e30")  # noqa: S106 - no secret
    yield Step(name="a call with a forged token", expected=401, reply=forged)


def _registration(visitor: Visitor, account: Account) -> Iterator[Step]:
    weak = visitor.call("POST", "/auth/register", _registration_of(account, password=TOO_SHORT))
    yield Step(name="register with a weak password", expected=400, reply=weak)
    unreadable = visitor.call("POST", "/auth/register", b"{")
    yield Step(name="register with broken JSON", expected=400, reply=unreadable)
    made = visitor.call("POST", "/auth/register", _registration_of(account))
    yield Step(name="register", expected=201, reply=made)
    again = visitor.call("POST", "/auth/register", _registration_of(account))
    yield Step(name="register the same address again", expected=409, reply=again)


def _registration_of(account: Account, **changes: Any) -> dict[str, Any]:
    return {
        "email": account.email,
        "password": account.password,
        "firstName": "Parity",
        "lastName": "Check",
        "userType": "casual_investor",
        "investmentExperience": "beginner",
        "riskTolerance": "moderate",
        "marketingConsent": False,
        **changes,
    }


def _sign_in(visitor: Visitor, account: Account) -> Iterator[Step]:
    wrong = visitor.call("POST", "/auth/login", _login_of(account, password=NOT_THE_PASSWORD))
    yield Step(name="sign in with a wrong password", expected=401, reply=wrong)
    signed_in = visitor.call("POST", "/auth/login", _login_of(account))
    if signed_in.status != 200:
        raise SignInError(
            f"{visitor.base_url} did not let {account.email} sign in ({signed_in.status}: "
            f"{signed_in.body}). Where a new account must confirm its e-mail address, make one by "
            "hand and name it in ECONLENS_CHECK_EMAIL and ECONLENS_CHECK_PASSWORD."
        )
    visitor.token = signed_in.body["idToken"]
    yield Step(name="sign in", expected=200, reply=signed_in)


def _login_of(account: Account, **changes: str) -> dict[str, str]:
    return {"email": account.email, "password": account.password, **changes}


def _portfolios(visitor: Visitor) -> Iterator[Step]:
    broken = visitor.call("POST", "/portfolios", _portfolio("6000.00", "-1"))
    yield Step(name="create with a negative amount", expected=422, reply=broken)
    created = visitor.call("POST", "/portfolios", _portfolio("6000.00", "4000.00"))
    yield Step(name="create a portfolio", expected=201, reply=created)
    path = f"/portfolios/{created.body.get('id', NOBODY)}"
    yield Step(name="read it", expected=200, reply=visitor.call("GET", path))
    yield Step(name="analyse it", expected=200, reply=visitor.call("GET", f"{path}/analysis"))
    yield Step(
        name="list one, the newest first",
        expected=200,
        reply=visitor.call("GET", "/portfolios?limit=1&sortBy=created_at&sortOrder=desc"),
    )
    too_many = visitor.call("GET", "/portfolios?limit=1000")
    yield Step(name="list more than allowed", expected=400, reply=too_many)
    changed = _portfolio("5000.00", "5000.00")
    stale = visitor.call("PUT", path, changed, headers={"If-Match": '"999"'})
    yield Step(name="change an old version", expected=412, reply=stale)
    fresh = visitor.call("PUT", path, changed, headers={"If-Match": '"1"'})
    yield Step(name="change this version", expected=200, reply=fresh)
    missing = visitor.call("GET", f"/portfolios/{NOBODY}")
    yield Step(name="read what is not there", expected=404, reply=missing)
    yield Step(name="delete it", expected=200, reply=visitor.call("DELETE", path))
    yield Step(name="read it after deletion", expected=404, reply=visitor.call("GET", path))


def _portfolio(first: str, second: str) -> dict[str, Any]:
    assets = [
        {"symbol": "VTI", "name": "Total market", "assetType": "etf", "dollarAmount": first},
        {"symbol": "BND", "name": "Bonds", "assetType": "etf", "dollarAmount": second},
    ]
    return {"name": "Parity check", "currency": "USD", "assets": assets}


def _uploads(visitor: Visitor) -> Iterator[Step]:
    large = visitor.call("POST", "/portfolios/upload", _upload(size=10**9))
    yield Step(name="announce a file that is too large", expected=413, reply=large)
    image = visitor.call("POST", "/portfolios/upload", _upload(contentType="image/png"))
    yield Step(name="announce an image", expected=415, reply=image)
    yield from _upload_file(visitor, "a good file", GOOD_FILE)
    yield from _upload_file(visitor, "a bad file", BAD_FILE)


def _upload(**changes: Any) -> dict[str, Any]:
    return {"fileName": "positions.csv", "size": 200, "contentType": "text/csv", **changes}


def _upload_file(visitor: Visitor, name: str, file: bytes) -> Iterator[Step]:
    started = visitor.call("POST", "/portfolios/upload", _upload(size=len(file)))
    step = Step(name=f"announce {name}", expected=201, reply=started)
    yield step
    if not step.kept:
        return
    sent = visitor.post_form(started.body["url"], started.body["fields"], file)
    yield Step(name=f"send {name}", expected=204, reply=sent)
    ended = _wait_for(visitor, started.body["uploadId"])
    yield Step(name=f"outcome of {name}", expected=200, reply=ended)
    for portfolio_id in (ended.body.get("result") or {}).get("portfolioIds", []):
        deleted = visitor.call("DELETE", f"/portfolios/{portfolio_id}")
        yield Step(name=f"delete what came of {name}", expected=200, reply=deleted)


def _wait_for(visitor: Visitor, upload_id: str) -> Reply:
    deadline = time.monotonic() + PROCESSING_SECONDS
    while True:
        reply = visitor.call("GET", f"/upload/{upload_id}/status")
        over = reply.status != 200 or reply.body["status"] in ENDED
        if over or time.monotonic() > deadline:
            return reply
        time.sleep(POLL_SECONDS)


def _sessions(visitor: Visitor, account: Account) -> Iterator[Step]:
    signed_in = visitor.call("POST", "/auth/login", _login_of(account))
    first = {"refreshToken": signed_in.body.get("refreshToken", "")}
    refreshed = visitor.call("POST", "/auth/refresh", first)
    yield Step(name="refresh the session", expected=200, reply=refreshed)
    reused = visitor.call("POST", "/auth/refresh", first)
    yield Step(name="use a refresh token twice", expected=401, reply=reused)
    ended = visitor.call("POST", "/auth/logout", first)
    yield Step(name="sign out", expected=204, reply=ended)
