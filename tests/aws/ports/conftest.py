"""One emulator for the port contracts, a user pool in it, and accounts on it beside a database.

Skipped where the aws dependency group is not installed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from econlens.adapters.aws.account_services import CognitoAccountServices
from econlens.adapters.aws.clients import client, public_client
from econlens.adapters.postgres.session_store import PostgresSessionFinder
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from tests.conftest import Database
from tests.server import free_port

PROGRAM = "tests.aws.ports.emulator_with_clock"
REPOSITORY = Path(__file__).resolve().parents[3]
START_SECONDS = 30
# As infra/stacks/auth.py declares them.
ATTRIBUTES = ("user_type", "experience", "risk_tolerance", "marketing_consent", "totp_setup")


@dataclass(frozen=True)
class Emulator:
    url: str
    clock: Path

    def time(self) -> float:
        """Its clock, in seconds since 1970."""
        return time.time() + float(self.clock.read_text())

    def wait(self, seconds: float) -> None:
        """Move the emulator's clock on."""
        self.clock.write_text(str(float(self.clock.read_text()) + seconds))


@dataclass(frozen=True)
class Pool:
    id: str
    client_id: str


@dataclass(frozen=True)
class EmulatorClock:
    """ports.Clock: that of the emulator."""

    emulator: Emulator

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.emulator.time(), UTC)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    folder = tmp_path_factory.mktemp("emulator")
    port = free_port()
    found = Emulator(url=f"http://127.0.0.1:{port}", clock=folder / "clock")
    found.clock.write_text("0")
    credentials = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    settings = {
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "AUTH": "true",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "CLOCK_FILE": str(found.clock),
        "TMPDIR": str(folder),
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM],
            cwd=REPOSITORY,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **credentials, **settings},
        )
        try:
            _wait_until_it_answers(found.url, process, folder / "log")
            with pytest.MonkeyPatch.context() as patch:
                for name, value in {**credentials, "AWS_ENDPOINT_URL": found.url}.items():
                    patch.setenv(name, value)
                client.cache_clear()
                public_client.cache_clear()
                yield found
        finally:
            process.kill()
            process.wait()


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/_ministack/health")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The emulator did not start:\n{log.read_text()}")


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
    cognito.set_user_pool_mfa_config(
        UserPoolId=pool_id,
        MfaConfiguration="OPTIONAL",
        SoftwareTokenMfaConfiguration={"Enabled": True},
    )
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
def app(database: Database) -> Iterator[SingleConnection]:
    """The one connection that a function instance has."""
    source = SingleConnection(database.app_dsn)
    yield source
    with source() as connection:
        connection.close()


@pytest.fixture
def services(emulator: Emulator, pool: Pool, app: SingleConnection) -> CognitoAccountServices:
    return CognitoAccountServices(
        pool.id,
        pool.client_id,
        transactions=PostgresTransactions(app),
        find_session=PostgresSessionFinder(app),
        clock=EmulatorClock(emulator),
    )
