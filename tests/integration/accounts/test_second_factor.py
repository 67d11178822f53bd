"""One-time codes: turning them on, signing in with them, losing the app, guessing."""

from datetime import timedelta

import psycopg
import pyotp
import pytest

from econlens.adapters.local.account_services import LocalAccountServices
from econlens.domain.errors import (
    ConflictError,
    InvalidChallengeError,
    InvalidCodeError,
    InvalidCredentialsError,
    RateLimitedError,
    WrongCodeError,
)
from econlens.domain.sign_in import Client, MfaChallenge
from econlens.ports import SignedIn
from tests.conftest import Database
from tests.factories import a_profile
from tests.fakes import FixedClock

PASSWORD = "correct Horse 9 battery"
EMAIL = a_profile().email
HOME, ELSEWHERE = Client(address="192.0.2.1"), Client(address="198.51.100.1")


class Account:
    """An account with one-time codes, on services whose clock the test moves."""

    def __init__(self, services: LocalAccountServices, clock: FixedClock) -> None:
        self.services, self.clock = services, clock
        self.identity, self.security = services.identity, services.security
        self.user_id = self.identity.register(a_profile(), PASSWORD).user_id
        setup = self.security.start_totp(self.user_id, access_token="")
        self.uri, self.totp = setup.uri, pyotp.TOTP(setup.secret)
        self.recovery = self.security.enable_totp(self.user_id, self.code(), access_token="")
        self.clock.advance(seconds=30)

    def code(self, steps: int = 0) -> str:
        return self.totp.at(self.clock.now() + timedelta(seconds=30 * steps))

    def challenge(self, client: Client = HOME) -> str:
        answer = self.identity.login(EMAIL, PASSWORD, client=client)
        assert isinstance(answer, MfaChallenge)
        return answer.session

    def enter(self, code: str, client: Client = HOME) -> SignedIn:
        return self.identity.answer_challenge(self.challenge(client), code, client=client)


@pytest.fixture
def account(services: LocalAccountServices, clock: FixedClock) -> Account:
    return Account(services, clock)


def test_a_code_of_the_app_completes_the_sign_in(account: Account) -> None:
    assert account.enter(account.code()).user_id == account.user_id


def test_the_uri_is_what_an_app_scans(account: Account) -> None:
    parsed = pyotp.parse_uri(account.uri)
    assert (parsed.issuer, parsed.name) == ("EconLens", EMAIL)
    assert parsed.secret == account.totp.secret


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_half_a_minute_off_is_forgiven(account: Account, steps: int) -> None:
    account.clock.advance(minutes=5)
    assert account.enter(account.code(steps)).user_id == account.user_id


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_code_further_off_is_wrong(account: Account, steps: int) -> None:
    account.clock.advance(minutes=5)
    with pytest.raises(WrongCodeError):
        account.enter(account.code(steps))


def test_a_code_seen_over_the_shoulder_is_good_no_more(account: Account) -> None:
    code = account.code()
    account.enter(code)
    with pytest.raises(WrongCodeError):
        account.enter(code)


def test_an_older_code_is_refused_after_a_newer_one(account: Account) -> None:
    account.clock.advance(minutes=5)
    account.enter(account.code())
    with pytest.raises(WrongCodeError):
        account.enter(account.code(-1))


def test_each_recovery_code_opens_the_account_once(account: Account) -> None:
    assert len(set(account.recovery)) == 10
    first = account.recovery[0]
    assert account.enter(first.upper().replace("-", " ")).user_id == account.user_id
    with pytest.raises(WrongCodeError):
        account.enter(first)
    assert account.enter(account.recovery[1]).user_id == account.user_id


@pytest.mark.parametrize("code", ["", " ", "000000", "-", "ü" * 10])
def test_what_is_no_code_opens_nothing(account: Account, code: str) -> None:
    with pytest.raises(WrongCodeError):
        account.enter(code)


def test_a_challenge_takes_five_codes(account: Account) -> None:
    session = account.challenge()
    for _ in range(5):
        with pytest.raises(WrongCodeError):
            account.identity.answer_challenge(session, "000000")
    with pytest.raises(InvalidChallengeError):
        account.identity.answer_challenge(session, account.code())


def test_a_challenge_ends_with_its_use_and_after_five_minutes(account: Account) -> None:
    session = account.challenge()
    account.identity.answer_challenge(session, account.code())
    with pytest.raises(InvalidChallengeError):
        account.identity.answer_challenge(session, account.recovery[0])
    late = account.challenge()
    account.clock.advance(minutes=5)
    with pytest.raises(InvalidChallengeError):
        account.identity.answer_challenge(late, account.code())


def test_whoever_knows_the_password_cannot_go_through_the_codes(account: Account) -> None:
    """A new login gives a new challenge, but the tries are counted for the account."""
    outcomes = []
    for number in range(60):
        try:
            account.enter(f"{number:06}", Client(address=f"198.51.100.{number}"))
        except (WrongCodeError, RateLimitedError) as error:
            outcomes.append(type(error))
    assert 1 <= outcomes.count(WrongCodeError) <= 20
    assert outcomes[-1] is RateLimitedError


def test_the_owner_gets_in_while_a_thief_guesses_codes(account: Account) -> None:
    account.enter(account.code())
    for number in range(40):
        try:
            account.enter("000000", Client(address=f"198.51.100.{number}"))
        except (WrongCodeError, RateLimitedError):
            continue
    account.clock.advance(seconds=30)
    assert account.enter(account.code()).user_id == account.user_id


def test_codes_are_turned_off_with_a_code_only(account: Account) -> None:
    with pytest.raises(InvalidCodeError):
        account.security.disable_totp(account.user_id, "000000", access_token="")
    assert account.security.is_mfa_on(account.user_id)
    account.security.disable_totp(account.user_id, account.code(), access_token="")
    assert not account.security.is_mfa_on(account.user_id)
    assert isinstance(account.identity.login(EMAIL, PASSWORD), SignedIn)


def test_a_new_secret_cannot_replace_one_in_use(account: Account) -> None:
    with pytest.raises(ConflictError):
        account.security.start_totp(account.user_id, access_token="")
    with pytest.raises(ConflictError):
        account.security.enable_totp(account.user_id, account.code(), access_token="")


def test_a_secret_has_no_effect_before_its_first_code(account: Account) -> None:
    account.security.disable_totp(account.user_id, account.code(), access_token="")
    account.security.start_totp(account.user_id, access_token="")
    with pytest.raises(InvalidCodeError):
        account.security.enable_totp(account.user_id, "000000", access_token="")
    assert not account.security.is_mfa_on(account.user_id)
    assert isinstance(account.identity.login(EMAIL, PASSWORD), SignedIn)


def test_neither_secret_nor_recovery_code_lies_in_the_database(
    account: Account, database: Database
) -> None:
    account.challenge()
    with psycopg.connect(database.superuser_dsn) as connection:
        rows = connection.execute(
            "SELECT a::text FROM local.accounts a UNION ALL SELECT r::text FROM"
            " local.recovery_codes r UNION ALL SELECT m::text FROM local.mfa_challenges m"
        ).fetchall()
    stored = "".join(text for (text,) in rows)
    assert account.totp.secret not in stored
    assert account.totp.secret.encode().hex() not in stored
    plain = account.recovery[0].replace("-", "")
    assert plain not in stored
    assert plain.encode().hex() not in stored


def test_a_wrong_password_is_refused_before_any_talk_of_codes(account: Account) -> None:
    with pytest.raises(InvalidCredentialsError):
        account.identity.login(EMAIL, "wrong Horse 9 battery")
