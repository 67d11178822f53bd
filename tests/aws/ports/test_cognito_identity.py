"""The identity contract on Cognito."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from econlens.adapters.aws.accounts import CognitoAccounts
from econlens.adapters.aws.clients import client, public_client
from econlens.adapters.aws.identity import CognitoIdentity
from econlens.domain.errors import (
    EmailNotConfirmedError,
    PasswordResetRequiredError,
    ServiceUnavailableError,
)
from econlens.domain.user import Profile
from econlens.ports import Registration
from tests.aws.ports.conftest import Emulator
from tests.contract.ports import test_identity_contract as contract
from tests.contract.ports.test_identity_contract import *  # noqa: F403 - the suite runs here
from tests.factories import a_profile

ATTRIBUTES = ("user_type", "experience", "risk_tolerance", "marketing_consent")


@dataclass(frozen=True)
class EmulatorClock:
    emulator: Emulator

    def advance(self, **by: float) -> None:
        self.emulator.wait(timedelta(**by).total_seconds())


class ConfirmedAtOnce(CognitoIdentity):
    """Whoever registers is taken to have answered the e-mail."""

    pool_id: str

    def register(self, profile: Profile, password: str) -> Registration:
        made = super().register(profile, password)
        client("cognito-idp").admin_confirm_sign_up(UserPoolId=self.pool_id, Username=profile.email)
        return made


@dataclass(frozen=True)
class Pool:
    id: str
    client_id: str


@pytest.fixture
def pool(emulator: Emulator) -> Iterator[Pool]:
    cognito = client("cognito-idp")
    pool_id = cognito.create_user_pool(
        PoolName="people",
        UsernameAttributes=["email"],
        UsernameConfiguration={"CaseSensitive": False},
        Policies={"PasswordPolicy": {"MinimumLength": 12}},
        Schema=[
            {"Name": name, "AttributeDataType": "String", "Mutable": True} for name in ATTRIBUTES
        ],
    )["UserPool"]["Id"]
    client_id = cognito.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="web",
        GenerateSecret=False,
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"],
        PreventUserExistenceErrors="ENABLED",
        RefreshTokenRotation={"Feature": "ENABLED", "RetryGracePeriodSeconds": 0},
    )["UserPoolClient"]["ClientId"]
    yield Pool(pool_id, client_id)
    cognito.delete_user_pool(UserPoolId=pool_id)


@pytest.fixture
def bench(emulator: Emulator, pool: Pool) -> contract.Bench:
    identity = ConfirmedAtOnce(public_client("cognito-idp"), pool.client_id)
    identity.pool_id = pool.id
    accounts = CognitoAccounts(client("cognito-idp"), pool.id)
    return contract.Bench(identity, accounts, EmulatorClock(emulator))


def test_nobody_signs_in_before_the_address_is_confirmed(pool: Pool) -> None:
    identity = CognitoIdentity(public_client("cognito-idp"), pool.client_id)
    made = identity.register(a_profile(email="new@example.org"), contract.PASSWORD)

    assert made.verification_required
    assert isinstance(made.user_id, UUID)
    with pytest.raises(EmailNotConfirmedError):
        identity.login("new@example.org", contract.PASSWORD)


def test_an_account_that_was_moved_here_needs_a_new_password(
    bench: contract.Bench, pool: Pool
) -> None:
    profile = a_profile(email="moved@example.org")
    bench.identity.register(profile, contract.PASSWORD)
    client("cognito-idp").admin_reset_user_password(UserPoolId=pool.id, Username=profile.email)

    with pytest.raises(PasswordResetRequiredError):
        bench.identity.login(profile.email, contract.PASSWORD)


def test_no_connection_is_told_as_unavailable(emulator: Emulator) -> None:
    import boto3
    from botocore.config import Config

    nowhere = boto3.client(
        "cognito-idp",
        endpoint_url="http://127.0.0.1:9",
        config=Config(retries={"total_max_attempts": 1}),
    )
    with pytest.raises(ServiceUnavailableError):
        CognitoIdentity(nowhere, "any").login("ada@example.org", contract.PASSWORD)
