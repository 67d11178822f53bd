"""The contract of sessions, second factors and recovery codes on Cognito and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import pyotp
import pytest

from econlens.account_ports import AccountSecurity
from econlens.adapters.aws.account_services import CognitoAccountServices
from econlens.adapters.aws.clients import client
from econlens.adapters.aws.recovery_codes import TRY_AGAIN
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.errors import WrongCodeError
from tests.aws.ports.conftest import Emulator, EmulatorClock, Pool
from tests.aws.ports.test_cognito_identity import ConfirmedAtOnce
from tests.conftest import Database
from tests.contract.ports.account_host import ADA, Host, SecondFactor, sign_up
from tests.contract.ports.test_second_factor_contract import *  # noqa: F403 - runs here
from tests.contract.ports.test_sessions_contract import *  # noqa: F403 - runs here


class CognitoHost:
    def __init__(self, services: CognitoAccountServices, pool: Pool, emulator: Emulator) -> None:
        self.services, self.emulator, self.pool = services, emulator, pool
        self.identity = ConfirmedAtOnce(services.identity, pool)
        self.accounts, self.codes = services.accounts, services.codes
        self.transactions: PostgresTransactions
        self.database: Database

    @contextmanager
    def security(self, user_id: UUID) -> Iterator[AccountSecurity]:
        with self.transactions(user_id) as store:
            yield self.services.security(store)

    def now(self) -> datetime:
        return EmulatorClock(self.emulator).now()

    def advance(self, seconds: float) -> None:
        self.emulator.wait(seconds)

    def reset_code(self) -> str:
        """The emulator's letters have this one."""
        return "654321"


@pytest.fixture
def host(
    emulator: Emulator,
    pool: Pool,
    services: CognitoAccountServices,
    app: SingleConnection,
    database: Database,
) -> Host:
    made = CognitoHost(services, pool, emulator)
    made.transactions, made.database = PostgresTransactions(app), database
    return made


def test_a_recovery_code_right_after_the_app_is_asked_for_again(ada: SecondFactor) -> None:
    """Cognito takes the code of each half minute once, whoever makes it."""
    ada.enter(ada.code())
    with pytest.raises(WrongCodeError) as refused:
        ada.enter(ada.recovery[0])
    assert refused.value.message == TRY_AGAIN

    ada.host.advance(90)
    assert ada.enter(ada.recovery[0]).user_id == ada.session.user_id


def test_the_secret_waits_in_cognito_only_while_it_is_set_up(ada: SecondFactor, pool: Pool) -> None:
    user = client("cognito-idp").admin_get_user(UserPoolId=pool.id, Username=ADA)
    values = {item["Name"]: item["Value"] for item in user["UserAttributes"]}
    assert ada.app.secret not in values.values()


def test_the_app_gets_the_secret_as_text_and_as_an_address(host: Host) -> None:
    session = sign_up(host)
    with host.security(session.user_id) as security:
        setup = security.start_totp(session.user_id, access_token=session.tokens.access_token)
    parsed = pyotp.parse_uri(setup.uri)
    assert (parsed.secret, parsed.issuer, parsed.name) == (
        setup.secret,
        "EconLens",
        ADA,
    )
