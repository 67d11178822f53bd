"""What every IdentityProvider does; runs against the fake and the local accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric import rsa

from econlens.account_ports import AccountDirectory
from econlens.adapters.local.accounts import LocalAccounts
from econlens.adapters.local.identity import LocalIdentity
from econlens.adapters.local.tokens import TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.adapters.postgres.transactions import open_pool
from econlens.domain.errors import (
    EmailTakenError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    NotFoundError,
)
from econlens.domain.user import RiskTolerance, UserType
from econlens.ports import IdentityProvider, SignedIn
from tests.conftest import Database
from tests.factories import a_profile
from tests.fakes import FixedClock, InMemoryIdentity

PASSWORD = "correct-Horse-9-battery"
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True)
class Bench:
    identity: IdentityProvider
    accounts: AccountDirectory
    clock: FixedClock

    def sign_up(self) -> SignedIn:
        profile = a_profile(email="Ada@example.org")
        self.identity.register(profile, PASSWORD)
        return self.identity.login(profile.email, PASSWORD)

    def refresh(self, session: SignedIn) -> SignedIn:
        return self.identity.refresh(session.tokens.refresh_token)

    def has_ended(self, session: SignedIn) -> bool:
        try:
            self.refresh(session)
        except InvalidRefreshTokenError:
            return True
        return False


@pytest.fixture(params=["in memory", "local"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    clock = FixedClock(datetime.now(UTC))
    if request.param == "in memory":
        identity = InMemoryIdentity(clock)
        yield Bench(identity, identity, clock)
        return
    database: Database = request.getfixturevalue("database")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signer = TokenSigner(key, issuer="http://localhost/identity", client_id="web", clock=clock)
    with open_pool(database.local_dsn, max_size=2) as pool:
        local = LocalIdentity(pool, signer, clock, Passwords(QUICK_HASHER))
        yield Bench(local, LocalAccounts(pool), clock)


def test_whoever_registers_can_sign_in_and_gets_their_profile_back(bench: Bench) -> None:
    profile = a_profile(marketing_consent=True)
    made = bench.identity.register(profile, PASSWORD)
    session = bench.identity.login(profile.email, PASSWORD)

    assert session.user_id == made.user_id
    assert session.profile == profile
    assert session.tokens.expires_in_seconds == 3600


def test_an_address_can_be_registered_once_whatever_its_case(bench: Bench) -> None:
    bench.identity.register(a_profile(email="Ada@Example.org"), PASSWORD)

    with pytest.raises(EmailTakenError):
        bench.identity.register(a_profile(email="ada@example.ORG"), PASSWORD)


def test_case_of_the_address_does_not_matter_at_sign_in(bench: Bench) -> None:
    made = bench.identity.register(a_profile(email="Ada@example.org"), PASSWORD)

    assert bench.identity.login("ADA@EXAMPLE.ORG", PASSWORD).user_id == made.user_id


def test_wrong_password_and_unknown_address_are_refused_alike(bench: Bench) -> None:
    bench.sign_up()
    with pytest.raises(InvalidCredentialsError) as wrong:
        bench.identity.login("ada@example.org", PASSWORD + "!")
    with pytest.raises(InvalidCredentialsError) as unknown:
        bench.identity.login("nobody@example.org", PASSWORD)

    assert wrong.value.message == unknown.value.message


def test_a_changed_profile_is_in_the_next_tokens_and_the_address_stays(bench: Bench) -> None:
    session = bench.sign_up()
    changed = a_profile(
        email="other@example.org",
        first_name="Ida",
        user_type=UserType.FINANCIAL_ADVISOR,
        risk_tolerance=RiskTolerance.AGGRESSIVE,
        marketing_consent=True,
    )
    bench.accounts.update_profile(session.user_id, changed)

    kept = replace(changed, email=session.profile.email)
    assert bench.accounts.get_profile(session.user_id) == kept
    assert bench.refresh(session).profile == kept


def test_an_account_that_does_not_exist_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFoundError):
        bench.accounts.get_profile(uuid4())
    with pytest.raises(NotFoundError):
        bench.accounts.update_profile(uuid4(), a_profile())


def test_refresh_gives_new_tokens_for_the_same_user(bench: Bench) -> None:
    first = bench.sign_up()
    second = bench.refresh(first)

    assert second.user_id == first.user_id
    assert second.profile == first.profile
    assert second.tokens.refresh_token != first.tokens.refresh_token
    assert second.tokens.id_token != first.tokens.id_token


def test_a_refresh_token_used_twice_ends_every_session_descended_from_it(bench: Bench) -> None:
    first = bench.sign_up()
    second = bench.refresh(first)
    third = bench.refresh(second)

    assert bench.has_ended(first)
    assert bench.has_ended(third)


def test_reuse_in_one_session_leaves_another_login_alone(bench: Bench) -> None:
    phone = bench.sign_up()
    laptop = bench.identity.login("ada@example.org", PASSWORD)
    bench.refresh(phone)
    assert bench.has_ended(phone)

    assert bench.refresh(laptop).user_id == laptop.user_id


def test_logout_ends_the_session_with_all_its_tokens(bench: Bench) -> None:
    first = bench.sign_up()
    second = bench.refresh(first)
    bench.identity.logout(second.tokens.refresh_token)

    assert bench.has_ended(second)
    assert bench.has_ended(first)


def test_an_old_token_can_end_the_session_too(bench: Bench) -> None:
    first = bench.sign_up()
    second = bench.refresh(first)
    bench.identity.logout(first.tokens.refresh_token)

    assert bench.has_ended(second)


def test_logging_out_with_an_unknown_token_is_no_error(bench: Bench) -> None:
    session = bench.sign_up()
    bench.identity.logout("no such token")

    assert not bench.has_ended(session)


@pytest.mark.parametrize("token", ["", "no such token", "ü" * 1000])
def test_an_unknown_refresh_token_is_refused(bench: Bench, token: str) -> None:
    with pytest.raises(InvalidRefreshTokenError):
        bench.identity.refresh(token)


def test_a_session_lasts_thirty_days_however_often_it_is_refreshed(bench: Bench) -> None:
    session = bench.sign_up()
    bench.clock.advance(days=29, hours=23)
    session = bench.refresh(session)
    bench.clock.advance(hours=1)

    assert bench.has_ended(session)
