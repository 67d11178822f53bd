"""Second factors and recovery codes as both hosts must have them.

Runs here against the local accounts, and in tests/aws/ports against Cognito.
"""

from collections.abc import Iterator
from math import log2

import psycopg
import pytest
from psycopg import sql

from econlens.adapters import recovery_codes
from econlens.domain.errors import (
    ConflictError,
    InvalidChallengeError,
    InvalidCodeError,
    NotFoundError,
    WrongCodeError,
)
from econlens.ports import SignedIn
from tests.conftest import Database
from tests.contract.ports.account_host import (
    ADA,
    EVE,
    PASSWORD,
    Host,
    SecondFactor,
    counts,
    devices,
    local_host,
    sign_up,
)


@pytest.fixture
def host(database: Database) -> Iterator[Host]:
    with local_host(database) as host:
        yield host


@pytest.fixture
def ada(host: Host) -> SecondFactor:
    return SecondFactor(host)


def test_the_app_completes_the_sign_in_which_is_a_device(ada: SecondFactor) -> None:
    signed_in = ada.enter(ada.code())
    assert signed_in.user_id == ada.session.user_id
    assert counts(ada.host, signed_in)
    assert "Laptop" in devices(ada.host, signed_in)


def test_recovery_codes_are_ten_and_cannot_be_guessed(ada: SecondFactor) -> None:
    assert len(set(ada.recovery)) == 10
    assert recovery_codes.LENGTH * log2(len(recovery_codes.ALPHABET)) > 128
    assert all(recovery_codes.plain_recovery_code(code) for code in ada.recovery)


def test_each_recovery_code_opens_the_account_once(ada: SecondFactor) -> None:
    first, second = ada.recovery[:2]
    assert counts(ada.host, ada.enter(first))
    ada.host.advance(90)
    with pytest.raises(WrongCodeError):
        ada.enter(first)
    assert ada.enter(second).user_id == ada.session.user_id


def test_a_recovery_code_is_good_however_it_is_typed(ada: SecondFactor) -> None:
    assert ada.enter(f" {ada.recovery[0].upper().replace('-', ' ')} ").user_id


@pytest.mark.parametrize("code", ["", " ", "000000", "-", "ü" * 28, "a" * 28, "a" * 200])
def test_what_is_no_code_opens_nothing(ada: SecondFactor, code: str) -> None:
    with pytest.raises(WrongCodeError):
        ada.enter(code)


def test_a_recovery_code_of_somebody_else_opens_nothing(ada: SecondFactor) -> None:
    eve = SecondFactor(ada.host, EVE)
    with pytest.raises(WrongCodeError):
        eve.enter(ada.recovery[0])
    assert ada.enter(ada.recovery[0]).user_id == ada.session.user_id


def test_a_recovery_code_with_a_made_up_challenge_stays_good(ada: SecondFactor) -> None:
    with pytest.raises(InvalidChallengeError):
        ada.host.identity.answer_challenge("made up", ada.recovery[0])
    assert ada.enter(ada.recovery[0]).user_id == ada.session.user_id


def test_a_wrong_code_turns_nothing_on(host: Host) -> None:
    session = sign_up(host)
    access = session.tokens.access_token
    with host.security(session.user_id) as security:
        security.start_totp(session.user_id, access_token=access)
    with pytest.raises(InvalidCodeError), host.security(session.user_id) as security:
        security.enable_totp(session.user_id, "000000", access_token=access)
    assert isinstance(host.identity.login(ADA, PASSWORD), SignedIn)


def test_it_cannot_be_set_up_twice(ada: SecondFactor) -> None:
    with pytest.raises(ConflictError):
        ada.turn_on()


def test_turning_it_off_needs_a_code(ada: SecondFactor) -> None:
    with pytest.raises(InvalidCodeError):
        ada.turn_off("000000")
    with pytest.raises(InvalidCodeError):
        ada.turn_off("a" * 28)
    assert ada.is_on()
    ada.turn_off(ada.code())
    assert not ada.is_on()
    assert isinstance(ada.host.identity.login(ADA, PASSWORD), SignedIn)


def test_whoever_lost_the_app_turns_it_off_with_a_recovery_code(ada: SecondFactor) -> None:
    ada.turn_off(ada.recovery[0])
    assert not ada.is_on()


def test_codes_end_with_the_second_factor_that_they_belong_to(ada: SecondFactor) -> None:
    old = ada.recovery
    ada.turn_off(ada.code())
    new = ada.turn_on()
    with pytest.raises(WrongCodeError):
        ada.enter(old[1])
    assert ada.enter(new[0]).user_id == ada.session.user_id


def test_neither_secret_nor_code_lies_in_the_database(ada: SecondFactor) -> None:
    ada.challenge()
    with psycopg.connect(ada.host.database.superuser_dsn) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'local')"
        ).fetchall()
        select = sql.SQL("SELECT t::text FROM {} t")
        rows = [
            row[0]
            for names in tables
            for row in connection.execute(select.format(sql.Identifier(*names))).fetchall()
        ]
    stored = "".join(rows)
    assert str(ada.session.user_id) in stored
    plain = [recovery_codes.plain_recovery_code(code) or "" for code in ada.recovery]
    for text in (ada.app.secret, *plain, *ada.recovery):
        assert text not in stored
        assert text.encode().hex() not in stored


def test_a_deleted_account_leaves_no_recovery_code(ada: SecondFactor) -> None:
    with ada.host.transactions(ada.session.user_id) as store:
        store.delete_user()
        ada.host.accounts.delete_account(ada.session.user_id)
    with psycopg.connect(ada.host.database.superuser_dsn) as connection:
        query = "SELECT user_id FROM recovery_codes UNION SELECT user_id FROM local.recovery_codes"
        assert connection.execute(query).fetchall() == []
    with pytest.raises(NotFoundError):
        ada.host.accounts.get_profile(ada.session.user_id)
