"""Time-based one-time passwords on Cognito, from setting them up to signing in with them."""

from dataclasses import dataclass

import pyotp
import pytest

from econlens.adapters.aws.account_security import CognitoSecurity
from econlens.adapters.aws.clients import client
from econlens.domain.errors import (
    ConflictError,
    InvalidChallengeError,
    InvalidCodeError,
    NotFoundError,
    WrongCodeError,
)
from econlens.domain.sign_in import MfaChallenge
from econlens.ports import SignedIn
from tests.aws.ports.conftest import Emulator
from tests.aws.ports.test_cognito_identity import (  # noqa: F401 - fixtures
    ConfirmedAtOnce,
    Pool,
    bench,
    pool,
)
from tests.contract.ports.test_identity_contract import PASSWORD, Bench

ADA = "ada@example.org"


@dataclass(frozen=True)
class Person:
    """Signed in once, before any second factor."""

    identity: ConfirmedAtOnce
    security: CognitoSecurity
    session: SignedIn
    emulator: Emulator

    @property
    def access(self) -> str:
        return self.session.tokens.access_token

    def code(self, secret: str) -> str:
        """What an app shows whose clock goes like the emulator's."""
        return pyotp.TOTP(secret).at(int(self.emulator.time()))

    def switch_on(self) -> str:
        """Returns the secret."""
        setup = self.security.start_totp(self.session.user_id, access_token=self.access)
        code = self.code(setup.secret)
        self.security.enable_totp(self.session.user_id, code, access_token=self.access)
        return setup.secret


@pytest.fixture
def ada(bench: Bench, pool: Pool, emulator: Emulator) -> Person:  # noqa: F811
    cognito = client("cognito-idp")
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool.id,
        MfaConfiguration="OPTIONAL",
        SoftwareTokenMfaConfiguration={"Enabled": True},
    )
    session = bench.sign_up()
    assert isinstance(session, SignedIn)
    return Person(bench.identity, CognitoSecurity(cognito, pool.id), session, emulator)


def test_the_app_gets_the_secret_as_text_and_as_an_address(ada: Person) -> None:
    setup = ada.security.start_totp(ada.session.user_id, access_token=ada.access)

    assert pyotp.parse_uri(setup.uri).secret == setup.secret
    assert pyotp.parse_uri(setup.uri).issuer == "EconLens"


def test_after_switching_on_a_password_is_not_enough(ada: Person) -> None:
    secret = ada.switch_on()
    challenge = ada.identity.login(ADA, PASSWORD)

    assert ada.security.is_mfa_on(ada.session.user_id)
    assert isinstance(challenge, MfaChallenge)
    signed_in = ada.identity.answer_challenge(challenge.session, ada.code(secret))
    assert signed_in.user_id == ada.session.user_id


def test_a_wrong_code_does_not_switch_it_on(ada: Person) -> None:
    ada.security.start_totp(ada.session.user_id, access_token=ada.access)
    with pytest.raises(InvalidCodeError):
        ada.security.enable_totp(ada.session.user_id, "000000", access_token=ada.access)

    assert not ada.security.is_mfa_on(ada.session.user_id)
    assert isinstance(ada.identity.login(ADA, PASSWORD), SignedIn)


def test_a_wrong_code_at_sign_in_is_refused(ada: Person) -> None:
    ada.switch_on()
    challenge = ada.identity.login(ADA, PASSWORD)

    assert isinstance(challenge, MfaChallenge)
    with pytest.raises(WrongCodeError):
        ada.identity.answer_challenge(challenge.session, "000000")


def test_a_challenge_that_we_did_not_make_is_refused(ada: Person) -> None:
    with pytest.raises(InvalidChallengeError):
        ada.identity.answer_challenge("made up", "123456")


def test_it_cannot_be_set_up_twice(ada: Person) -> None:
    ada.switch_on()
    with pytest.raises(ConflictError):
        ada.security.start_totp(ada.session.user_id, access_token=ada.access)


def test_switching_off_needs_a_code(ada: Person) -> None:
    secret = ada.switch_on()
    with pytest.raises(InvalidCodeError):
        ada.security.disable_totp(ada.session.user_id, "000000", access_token=ada.access)
    assert ada.security.is_mfa_on(ada.session.user_id)

    ada.security.disable_totp(ada.session.user_id, ada.code(secret), access_token=ada.access)
    assert isinstance(ada.identity.login(ADA, PASSWORD), SignedIn)


def test_cognito_keeps_no_list_of_devices(ada: Person) -> None:
    assert ada.security.list_devices(ada.session.user_id) == ()
    with pytest.raises(NotFoundError):
        ada.security.end_device(ada.session.user_id, ada.session.user_id)
