"""A visitor registers, signs in, looks after the account and leaves."""

from collections.abc import Iterator
from typing import Any

from econlens.parity.step import Account, SignInError, Step
from econlens.parity.visitor import Visitor

TOO_SHORT = "short"
NOT_THE_PASSWORD = "Wrong-password-9"  # noqa: S105 - opens nothing
ABOUT_ME = {
    "firstName": "Parity",
    "lastName": "Check",
    "userType": "casual_investor",
    "investmentExperience": "beginner",
    "riskTolerance": "moderate",
    "marketingConsent": False,
}


def register(visitor: Visitor, account: Account) -> Iterator[Step]:
    weak = visitor.call("POST", "/auth/register", _registration(account, password=TOO_SHORT))
    yield Step(name="register with a weak password", expected=400, reply=weak)
    unreadable = visitor.call("POST", "/auth/register", b"{")
    yield Step(name="register with broken JSON", expected=400, reply=unreadable)
    made = visitor.call("POST", "/auth/register", _registration(account))
    yield Step(name="register", expected=201, reply=made)
    again = visitor.call("POST", "/auth/register", _registration(account))
    yield Step(name="register the same address again", expected=409, reply=again)


def _registration(account: Account, **changes: str) -> dict[str, Any]:
    return {"email": account.email, "password": account.password, **ABOUT_ME, **changes}


def sign_in(visitor: Visitor, account: Account) -> Iterator[Step]:
    """Raises SignInError. Afterwards the visitor is signed in."""
    wrong = visitor.call("POST", "/auth/login", _login(account, password=NOT_THE_PASSWORD))
    yield Step(name="sign in with a wrong password", expected=401, reply=wrong)
    signed_in = visitor.call("POST", "/auth/login", _login(account))
    if signed_in.status != 200:
        raise SignInError(
            f"{visitor.base_url} did not let {account.email} sign in ({signed_in.status}: "
            f"{signed_in.body}). Where a new account must confirm its e-mail address, make one by "
            "hand and name it in ECONLENS_CHECK_EMAIL and ECONLENS_CHECK_PASSWORD."
        )
    visitor.token = signed_in.body["idToken"]
    visitor.access_token = signed_in.body["accessToken"]
    yield Step(name="sign in", expected=200, reply=signed_in)


def _login(account: Account, **changes: str) -> dict[str, str]:
    return {"email": account.email, "password": account.password, **changes}


def look_after_account(visitor: Visitor) -> Iterator[Step]:
    yield Step(
        name="change the profile",
        expected=200,
        reply=visitor.call("PUT", "/user/profile", {**ABOUT_ME, "lastName": "Changed"}),
    )
    yield Step(name="read the profile", expected=200, reply=visitor.call("GET", "/user/profile"))
    unknown = visitor.call("PUT", "/user/profile", {**ABOUT_ME, "userType": "wizard"})
    yield Step(name="change the profile to nonsense", expected=400, reply=unknown)
    preferences = visitor.call("GET", "/user/preferences")
    yield Step(name="read the preferences", expected=200, reply=preferences)
    saved = visitor.call("PUT", "/user/preferences", preferences.body)
    yield Step(name="save the preferences", expected=200, reply=saved)
    rates = visitor.call("GET", "/user/rates")
    yield Step(name="read the rates of exchange", expected=200, reply=rates)
    kept = visitor.call("PUT", "/user/rates", {"rates": rates.body.get("rates", [])})
    yield Step(name="save the rates of exchange", expected=200, reply=kept)


def end_session(visitor: Visitor, account: Account) -> Iterator[Step]:
    signed_in = visitor.call("POST", "/auth/login", _login(account))
    first = {"refreshToken": signed_in.body.get("refreshToken", "")}
    refreshed = visitor.call("POST", "/auth/refresh", first)
    yield Step(name="refresh the session", expected=200, reply=refreshed)
    reused = visitor.call("POST", "/auth/refresh", first)
    yield Step(name="use a refresh token twice", expected=401, reply=reused)
    ended = visitor.call("POST", "/auth/logout", first)
    yield Step(name="sign out", expected=204, reply=ended)


def leave(visitor: Visitor, account: Account) -> Iterator[Step]:
    """Delete the account for good: only for one that was made for this visit."""
    deleted = visitor.call("DELETE", "/user")
    yield Step(name="delete the account", expected=204, reply=deleted)
    gone = visitor.call("POST", "/auth/login", _login(account))
    yield Step(name="sign in after deletion", expected=401, reply=gone)
