"""Somebody who comes from Google: a name made up by Cognito, and no attributes of ours."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from econlens.adapters.aws.account_security import CognitoSecurity
from econlens.adapters.aws.accounts import CognitoAccounts
from econlens.adapters.aws.clients import client
from econlens.adapters.aws.profiles import profile_in
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.errors import NotFoundError
from econlens.domain.user import InvestmentExperience, RiskTolerance, UserType
from tests.aws.ports.conftest import Emulator
from tests.fakes import FixedClock

GRACE = {"email": "grace@example.org", "given_name": "Grace"}


@pytest.fixture
def pool_id(emulator: Emulator) -> Iterator[str]:
    """Where the id is nobody's name, as it is for people of other providers."""
    cognito = client("cognito-idp")
    schema = [
        {"Name": name, "AttributeDataType": "String", "Mutable": True}
        for name in ("user_type", "experience", "risk_tolerance", "marketing_consent")
    ]
    pool_id: str = cognito.create_user_pool(PoolName="others", Schema=schema)["UserPool"]["Id"]
    yield pool_id
    cognito.delete_user_pool(UserPoolId=pool_id)


@pytest.fixture
def grace(pool_id: str) -> UUID:
    attributes = client("cognito-idp").admin_create_user(
        UserPoolId=pool_id,
        Username="Google_1234567890",
        UserAttributes=[{"Name": name, "Value": value} for name, value in GRACE.items()],
    )["User"]["Attributes"]
    return UUID(next(item["Value"] for item in attributes if item["Name"] == "sub"))


def test_the_profile_has_what_the_provider_knows_and_our_starting_values(
    pool_id: str, grace: UUID
) -> None:
    profile = CognitoAccounts(client("cognito-idp"), pool_id).get_profile(grace)
    assert (profile.email, profile.first_name, profile.last_name) == (
        "grace@example.org",
        "Grace",
        "",
    )
    assert profile.user_type is UserType.CASUAL_INVESTOR
    assert profile.investment_experience is InvestmentExperience.BEGINNER
    assert profile.risk_tolerance is RiskTolerance.MODERATE
    assert not profile.marketing_consent


def test_without_a_name_the_address_gives_one() -> None:
    assert profile_in({"email": "grace@example.org"}).first_name == "grace"


def test_what_is_stated_later_is_kept(pool_id: str, grace: UUID) -> None:
    accounts = CognitoAccounts(client("cognito-idp"), pool_id)
    stated = replace(
        accounts.get_profile(grace), last_name="Hopper", risk_tolerance=RiskTolerance.AGGRESSIVE
    )
    accounts.update_profile(grace, stated)
    assert accounts.get_profile(grace) == stated


def test_the_account_can_be_deleted(pool_id: str, grace: UUID) -> None:
    accounts = CognitoAccounts(client("cognito-idp"), pool_id)
    accounts.delete_account(grace)
    with pytest.raises(NotFoundError):
        accounts.get_profile(grace)


def test_the_second_factor_is_the_provider_s_own_matter(
    app: SingleConnection, pool_id: str, grace: UUID
) -> None:
    with PostgresTransactions(app)(grace) as store:
        security = CognitoSecurity(client("cognito-idp"), pool_id, store, FixedClock())
        assert not security.is_mfa_on(grace)


def test_nobody_is_found_by_an_id_that_nobody_has(pool_id: str, grace: UUID) -> None:
    accounts = CognitoAccounts(client("cognito-idp"), pool_id)
    with pytest.raises(NotFoundError):
        accounts.get_profile(uuid4())
    assert accounts.get_profile(grace).email == "grace@example.org"
