"""What a visitor does to find out whether an EconLens keeps the contract: every operation once, and
the refusals that the contract promises. What is made on the way is deleted again."""

from collections.abc import Iterator
from uuid import uuid4

from econlens.parity.account_steps import (
    end_session,
    leave,
    look_after_account,
    register,
    sign_in,
)
from econlens.parity.portfolio_steps import keep_a_portfolio, load_samples
from econlens.parity.security_steps import look_after_devices, try_codes
from econlens.parity.step import Account, Step
from econlens.parity.upload_steps import upload_files
from econlens.parity.visitor import Visitor


def visit(visitor: Visitor, account: Account | None = None) -> Iterator[Step]:
    """Every step in order. account: one that is confirmed already, for a host where a new one has
    to answer an e-mail first; it stays. Raises SignInError, UnreachableError."""
    fresh = _throwaway_account()
    yield from _without_an_account(visitor)
    yield from register(visitor, fresh)
    yield from try_codes(visitor)
    yield from sign_in(visitor, account or fresh)
    yield from look_after_account(visitor)
    yield from look_after_devices(visitor)
    yield from keep_a_portfolio(visitor)
    yield from upload_files(visitor)
    yield from load_samples(visitor)
    yield Step(name="take everything out", expected=200, reply=visitor.call("GET", "/user/export"))
    yield from end_session(visitor, account or fresh)
    if account is None:
        yield from leave(visitor, fresh)


def _throwaway_account() -> Account:
    return Account(email=f"parity-{uuid4().hex}@example.com", password=f"Parity-{uuid4().hex}-9")


def _without_an_account(visitor: Visitor) -> Iterator[Step]:
    yield Step(name="health", expected=200, reply=visitor.call("GET", "/health"))
    yield Step(name="contract", expected=200, reply=visitor.call("GET", "/openapi.json"))
    yield Step(name="documentation", expected=200, reply=visitor.call("GET", "/docs"))
    without = visitor.call("GET", "/portfolios")
    yield Step(name="a call without a token", expected=401, reply=without)
    forged = visitor.call("GET", "/portfolios", token="e30.e30.e30")  # noqa: S106 - no secret
    yield Step(name="a call with a forged token", expected=401, reply=forged)
