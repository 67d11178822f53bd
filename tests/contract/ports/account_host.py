"""Accounts as a test sees them on either host, and the steps that the suites take."""

import base64
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

import psycopg
import pyotp

from econlens.account_ports import AccountCodes, AccountDirectory, AccountSecurity
from econlens.adapters.local.account_services import LocalAccountServices
from econlens.adapters.postgres.transactions import (
    PostgresTransactions,
    open_pool,
)
from econlens.domain.sign_in import Client, MfaChallenge
from econlens.ports import IdentityProvider, SignedIn, Transactions
from tests.accounts import code_in
from tests.conftest import Database
from tests.factories import a_profile
from tests.fakes import FixedClock
from tests.local_accounts import local_accounts

PASSWORD, NEW_PASSWORD = "correct-Horse-9-battery", "another-Horse-9-battery"
ADA, EVE = "ada@example.org", "eve@example.org"
PHONE, LAPTOP = Client(device="Phone"), Client(device="Laptop")


class Host(Protocol):
    """Accounts of one host; transactions are of the database that both have."""

    identity: IdentityProvider
    accounts: AccountDirectory
    codes: AccountCodes
    transactions: Transactions
    database: Database

    def security(self, user_id: UUID) -> AbstractContextManager[AccountSecurity]: ...

    def now(self) -> datetime: ...

    def advance(self, seconds: float) -> None: ...

    def reset_code(self) -> str:
        """Of the letter that has just been asked for."""
        ...


class LocalHost:
    def __init__(self, services: LocalAccountServices, clock: FixedClock) -> None:
        self.services, self.clock = services, clock
        self.identity, self.accounts = services.identity, services.accounts
        self.codes = services.codes
        self.transactions: Transactions
        self.database: Database

    def security(self, user_id: UUID) -> AbstractContextManager[AccountSecurity]:
        return nullcontext(self.services.security)

    def now(self) -> datetime:
        return self.clock.now()

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    def reset_code(self) -> str:
        return code_in(self.services.outbox.list_letters()[0].body)


@contextmanager
def local_host(database: Database) -> Iterator[Host]:
    clock = FixedClock(datetime.now(UTC))
    with (
        open_pool(database.local_dsn, max_size=2) as pool,
        open_pool(database.app_dsn, max_size=1) as app,
    ):
        services = local_accounts(pool, clock)
        local = LocalHost(services, clock)
        local.database, local.transactions = database, PostgresTransactions(app.connection)
        yield local


def sign_up(host: Host, email: str = ADA) -> SignedIn:
    host.identity.register(a_profile(email=email), PASSWORD)
    return sign_in(host, PHONE, email=email)


def sign_in(
    host: Host, client: Client = PHONE, *, email: str = ADA, password: str = PASSWORD
) -> SignedIn:
    """Two seconds after whatever was before."""
    host.advance(2)
    session = host.identity.login(email, password, client=client)
    assert isinstance(session, SignedIn)
    return session


def refreshed(host: Host, session: SignedIn) -> SignedIn:
    return host.identity.refresh(session.tokens.refresh_token, client=LAPTOP)


def counts(host: Host, session: SignedIn) -> bool:
    """Whether a request with this identity token is let in, as each request asks it."""
    payload = session.tokens.id_token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    with psycopg.connect(host.database.app_dsn) as connection:
        connection.execute("SELECT set_config('app.user_id', %s, true)", [claims["sub"]])
        row = connection.execute("SELECT session_is_open(%s)", [claims["origin_jti"]]).fetchone()
    assert row is not None
    return bool(row[0])


def devices(host: Host, session: SignedIn) -> list[str]:
    with host.transactions(session.user_id) as store:
        return [device.name for device in store.list_devices()]


def end(host: Host, session: SignedIn, name: str) -> None:
    with host.transactions(session.user_id) as store:
        (device,) = [device for device in store.list_devices() if device.name == name]
        store.end_device(device.id)


class SecondFactor:
    """Somebody with an app, signed in once before it was set up."""

    def __init__(self, host: Host, email: str = ADA) -> None:
        self.host, self.email = host, email
        self.session = sign_up(host, email)
        self.access = self.session.tokens.access_token
        self.recovery = self.turn_on()

    def turn_on(self) -> tuple[str, ...]:
        with self._security() as security:
            secret = security.start_totp(self.session.user_id, access_token=self.access).secret
        self.app = pyotp.TOTP(secret)
        with self._security() as security:
            codes = security.enable_totp(
                self.session.user_id, self.code(), access_token=self.access
            )
        self.host.advance(90)  # the code just used is one of a moment ago
        return codes

    def turn_off(self, code: str) -> None:
        with self._security() as security:
            security.disable_totp(self.session.user_id, code, access_token=self.access)

    def is_on(self) -> bool:
        with self._security() as security:
            return security.is_mfa_on(self.session.user_id)

    def code(self) -> str:
        return self.app.at(self.host.now())

    def challenge(self) -> str:
        answer = self.host.identity.login(self.email, PASSWORD)
        assert isinstance(answer, MfaChallenge)
        return answer.session

    def enter(self, code: str) -> SignedIn:
        return self.host.identity.answer_challenge(self.challenge(), code, client=LAPTOP)

    def _security(self) -> AbstractContextManager[AccountSecurity]:
        return self.host.security(self.session.user_id)
