"""The identity contract on Cognito."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from econlens.adapters.aws.account_services import CognitoAccountServices
from econlens.adapters.aws.clients import client
from econlens.adapters.aws.identity import CognitoIdentity
from econlens.domain.errors import (
    EmailNotConfirmedError,
    PasswordResetRequiredError,
    ServiceUnavailableError,
)
from econlens.domain.user import Profile
from econlens.ports import Registration
from tests.aws.ports.conftest import Emulator, EmulatorClock, Pool
from tests.contract.ports import test_identity_contract as contract
from tests.contract.ports.test_identity_contract import *  # noqa: F403 - the suite runs here
from tests.factories import a_profile


@dataclass(frozen=True)
class MovedClock(EmulatorClock):
    def advance(self, **by: float) -> None:
        self.emulator.wait(timedelta(**by).total_seconds())


class ConfirmedAtOnce:
    """Whoever registers is taken to have answered the e-mail; all else is CognitoIdentity's."""

    def __init__(self, identity: CognitoIdentity, pool: Pool) -> None:
        self._identity = identity
        self._pool = pool
        self.login, self.logout = identity.login, identity.logout
        self.refresh, self.answer_challenge = identity.refresh, identity.answer_challenge

    def register(self, profile: Profile, password: str) -> Registration:
        made = self._identity.register(profile, password)
        cognito = client("cognito-idp")
        cognito.admin_confirm_sign_up(UserPoolId=self._pool.id, Username=profile.email)
        return made


@pytest.fixture
def bench(emulator: Emulator, pool: Pool, services: CognitoAccountServices) -> contract.Bench:
    identity = ConfirmedAtOnce(services.identity, pool)
    return contract.Bench(identity, services.accounts, MovedClock(emulator))


def test_nobody_signs_in_before_the_address_is_confirmed(services: CognitoAccountServices) -> None:
    made = services.identity.register(a_profile(email="new@example.org"), contract.PASSWORD)

    assert made.verification_required
    assert isinstance(made.user_id, UUID)
    with pytest.raises(EmailNotConfirmedError):
        services.identity.login("new@example.org", contract.PASSWORD)


def test_an_account_that_was_moved_here_needs_a_new_password(
    bench: contract.Bench, pool: Pool
) -> None:
    profile = a_profile(email="moved@example.org")
    bench.identity.register(profile, contract.PASSWORD)
    client("cognito-idp").admin_reset_user_password(UserPoolId=pool.id, Username=profile.email)

    with pytest.raises(PasswordResetRequiredError):
        bench.identity.login(profile.email, contract.PASSWORD)


def test_a_session_that_began_at_cognito_itself_is_noted_when_it_is_refreshed(
    bench: contract.Bench, pool: Pool, services: CognitoAccountServices
) -> None:
    """As one does that began on Cognito's page for Google and Facebook."""
    profile = a_profile(email="grace@example.org")
    bench.identity.register(profile, contract.PASSWORD)
    begun = client("cognito-idp").initiate_auth(
        ClientId=pool.client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": profile.email, "PASSWORD": contract.PASSWORD},
    )["AuthenticationResult"]
    brought = services.identity.refresh(begun["RefreshToken"])

    bench.identity.logout(brought.tokens.refresh_token)
    assert bench.has_ended(brought)


def test_no_connection_is_told_as_unavailable(
    emulator: Emulator, services: CognitoAccountServices
) -> None:
    import boto3
    from botocore.config import Config

    services.identity._client = boto3.client(
        "cognito-idp",
        endpoint_url="http://127.0.0.1:9",
        config=Config(retries={"total_max_attempts": 1}),
    )
    with pytest.raises(ServiceUnavailableError):
        services.identity.login("ada@example.org", contract.PASSWORD)
