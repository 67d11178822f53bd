"""Codes by e-mail on Cognito: the emulator's are 123456 to confirm and 654321 to reset."""

import pytest

from econlens.adapters.aws.account_codes import CognitoCodes
from econlens.adapters.aws.account_services import CognitoAccountServices
from econlens.adapters.aws.identity import CognitoIdentity
from econlens.domain.errors import (
    InvalidCodeError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
)
from tests.contract.ports.test_identity_contract import PASSWORD
from tests.factories import a_profile

ADA = "ada@example.org"
NEW_PASSWORD = "another-Horse-9-battery"


@pytest.fixture
def codes(services: CognitoAccountServices) -> CognitoCodes:
    return services.codes


@pytest.fixture
def identity(services: CognitoAccountServices) -> CognitoIdentity:
    services.identity.register(a_profile(email=ADA), PASSWORD)
    return services.identity


def test_the_code_of_the_letter_confirms_the_account(
    codes: CognitoCodes, identity: CognitoIdentity
) -> None:
    codes.confirm(ADA, "123456")

    assert identity.login(ADA, PASSWORD).profile.email == ADA


@pytest.mark.parametrize(("email", "code"), [(ADA, "000000"), ("nobody@example.org", "123456")])
def test_a_wrong_code_and_an_unknown_address_are_refused_alike(
    codes: CognitoCodes, identity: CognitoIdentity, email: str, code: str
) -> None:
    with pytest.raises(InvalidCodeError):
        codes.confirm(email, code)


def test_asking_for_letters_never_tells_whether_there_is_an_account(
    codes: CognitoCodes, identity: CognitoIdentity
) -> None:
    for email in (ADA, "nobody@example.org"):
        codes.resend(email)
        codes.forgot_password(email)
    codes.confirm(ADA, "123456")
    codes.resend(ADA)


def test_a_reset_changes_the_password_and_ends_every_session(
    codes: CognitoCodes, identity: CognitoIdentity
) -> None:
    codes.confirm(ADA, "123456")
    session = identity.login(ADA, PASSWORD)
    codes.forgot_password(ADA)
    codes.reset_password(ADA, "654321", NEW_PASSWORD)

    assert identity.login(ADA, NEW_PASSWORD).user_id == session.user_id
    with pytest.raises(InvalidCredentialsError):
        identity.login(ADA, PASSWORD)
    with pytest.raises(InvalidRefreshTokenError):
        identity.refresh(session.tokens.refresh_token)


def test_a_reset_with_a_wrong_code_changes_nothing(
    codes: CognitoCodes, identity: CognitoIdentity
) -> None:
    codes.confirm(ADA, "123456")
    codes.forgot_password(ADA)
    with pytest.raises(InvalidCodeError):
        codes.reset_password(ADA, "111111", NEW_PASSWORD)

    assert identity.login(ADA, PASSWORD).profile.email == ADA
