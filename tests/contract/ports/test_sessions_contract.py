"""Sessions as both hosts must have them: what has ended has ended at once.

Runs here against the local accounts, and in tests/aws/ports against Cognito.
"""

from collections.abc import Iterator

import pytest

from econlens.domain.errors import (
    InvalidCodeError,
    InvalidRefreshTokenError,
)
from tests.conftest import Database
from tests.contract.ports.account_host import (
    ADA,
    LAPTOP,
    NEW_PASSWORD,
    PHONE,
    Host,
    counts,
    devices,
    end,
    local_host,
    refreshed,
    sign_in,
    sign_up,
)


@pytest.fixture
def host(database: Database) -> Iterator[Host]:
    with local_host(database) as host:
        yield host


def test_each_sign_in_is_a_device_the_one_used_last_first(host: Host) -> None:
    phone = sign_up(host)
    sign_in(host, LAPTOP)
    assert devices(host, phone) == ["Laptop", "Phone"]
    host.advance(2)
    refreshed(host, phone)
    assert devices(host, phone) == ["Phone", "Laptop"]


def test_tokens_of_a_refresh_are_of_the_same_session(host: Host) -> None:
    first = sign_up(host)
    second = refreshed(host, first)
    assert counts(host, first)
    assert counts(host, second)
    assert devices(host, first) == ["Phone"]


def test_an_ended_device_is_out_at_once_and_for_good(host: Host) -> None:
    phone = sign_up(host)
    laptop = sign_in(host, LAPTOP)
    end(host, laptop, "Phone")
    assert not counts(host, phone)
    for _ in range(2):
        with pytest.raises(InvalidRefreshTokenError):
            refreshed(host, phone)
    assert counts(host, laptop)
    assert counts(host, refreshed(host, laptop))
    assert devices(host, laptop) == ["Laptop"]


def test_signing_out_ends_the_identity_token_too(host: Host) -> None:
    phone = sign_up(host)
    laptop = sign_in(host, LAPTOP)
    host.identity.logout(phone.tokens.refresh_token)
    assert not counts(host, phone)
    assert counts(host, laptop)


def test_signing_out_with_an_exchanged_token_ends_the_session_too(host: Host) -> None:
    first = sign_up(host)
    second = refreshed(host, first)
    host.identity.logout(first.tokens.refresh_token)
    assert not counts(host, second)
    with pytest.raises(InvalidRefreshTokenError):
        refreshed(host, second)


def test_a_copied_refresh_token_ends_the_session_at_once(host: Host) -> None:
    first = sign_up(host)
    second = refreshed(host, first)
    with pytest.raises(InvalidRefreshTokenError):
        refreshed(host, first)
    assert not counts(host, second)
    assert devices(host, first) == []


def test_a_new_password_ends_every_session_at_once(host: Host) -> None:
    phone = sign_up(host)
    laptop = sign_in(host, LAPTOP)
    host.codes.forgot_password(ADA)
    host.codes.reset_password(ADA, host.reset_code(), NEW_PASSWORD)
    assert not counts(host, phone)
    assert not counts(host, laptop)
    assert counts(host, sign_in(host, PHONE, password=NEW_PASSWORD))


def test_a_wrong_code_for_a_new_password_ends_nothing(host: Host) -> None:
    phone = sign_up(host)
    host.codes.forgot_password(ADA)
    with pytest.raises(InvalidCodeError):
        host.codes.reset_password(ADA, "000000", NEW_PASSWORD)
    assert counts(host, phone)


def test_a_deleted_account_is_out_at_once(host: Host) -> None:
    phone = sign_up(host)
    with host.transactions(phone.user_id) as store:
        store.delete_user()
        host.accounts.delete_account(phone.user_id)
    assert not counts(host, phone)
    with pytest.raises(InvalidRefreshTokenError):
        refreshed(host, phone)
