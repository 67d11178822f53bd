"""The app, unchanged, deployed by CDK's own program to an emulator with a real PostgreSQL."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from econlens.local.embedded_postgres import EmbeddedPostgres
from infra.build import HOST, build
from tests.aws.deployed.deployment import Deployment
from tests.client import PASSWORD, User, a_registration
from tests.server import free_port

PROGRAM = "tests.aws.deployed.emulator"
REPOSITORY = Path(__file__).resolve().parents[3]
INFRA = REPOSITORY / "infra"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}
START_SECONDS = 30
SIGN_UP_CODE = "123456"  # the emulator's, for everybody


@dataclass(frozen=True)
class Emulator:
    url: str
    log: Path


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """As RDS hands it over: an empty database, an owner who may make roles, the role rds_iam."""
    directory = Path(tempfile.mkdtemp(prefix="econlens-aws-"))
    directory.chmod(0o755)
    with EmbeddedPostgres(directory / "data") as server:
        superuser = server.dsn(user="postgres", dbname="postgres")
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("DROP DATABASE econlens")
            connection.execute("DROP ROLE econlens_app, econlens_local, econlens_prices")
            connection.execute("CREATE DATABASE econlens OWNER econlens_owner")
            connection.execute("CREATE ROLE rds_iam")
            connection.execute("GRANT rds_iam TO econlens_owner WITH ADMIN OPTION")
        yield server
    shutil.rmtree(directory)


@pytest.fixture(scope="session")
def emulator(
    postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulator]:
    folder = tmp_path_factory.mktemp("emulator")
    port = free_port()
    settings = {
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        # Without it, forged credentials would do.
        "AUTH": "true",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "NODE_PATH": str(INFRA / "node_modules"),
        "DATABASE_SOCKETS": sockets_of(postgres),
        "TMPDIR": str(folder),
    }
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    started = Emulator(url=f"http://127.0.0.1:{port}", log=folder / "log")
    with started.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM],
            cwd=REPOSITORY,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**environment, **CREDENTIALS, **settings},
        )
        try:
            wait_until_it_answers(started, process)
            yield started
        finally:
            process.kill()
            process.wait()


def sockets_of(server: EmbeddedPostgres) -> str:
    host = psycopg.conninfo.conninfo_to_dict(server.dsn(user="econlens_app"))["host"]
    return str(host)


def wait_until_it_answers(emulator: Emulator, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{emulator.url}/_ministack/health")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The emulator did not start:\n{emulator.log.read_text()}")


@pytest.fixture(scope="session")
def deployment(
    emulator: Emulator, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Deployment:
    """Stage dev. Its functions are built for this machine, since here they run."""
    build(HOST)
    made = Deployment(
        endpoint=emulator.url,
        environment={**os.environ, **CREDENTIALS},
        database=postgres.dsn(user="postgres"),
        folder=tmp_path_factory.mktemp("cdk"),
    )
    made.synthesise()
    made.bootstrap()
    made.deploy()
    return made


@pytest.fixture
def http(deployment: Deployment) -> Iterator[httpx.Client]:
    """Each test comes from one address, whose requests nobody has counted yet."""
    with psycopg.connect(deployment.database, autocommit=True) as connection:
        connection.execute("DELETE FROM rate_buckets")
    with httpx.Client(base_url=deployment.api_url, timeout=60) as client:
        yield client


@pytest.fixture
def user(deployment: Deployment, http: httpx.Client) -> User:
    return signed_in(deployment, http)


@pytest.fixture
def stranger(deployment: Deployment, http: httpx.Client) -> User:
    return signed_in(deployment, http)


def signed_in(deployment: Deployment, http: httpx.Client) -> User:
    registration = a_registration()
    response = http.post("/v1/auth/register", json=registration)
    assert response.status_code == httpx.codes.CREATED, response.text
    deployment.client("cognito-idp").confirm_sign_up(
        ClientId=deployment.output("Auth", "ClientId"),
        Username=registration["email"],
        ConfirmationCode=SIGN_UP_CODE,
    )
    login = {"email": registration["email"], "password": PASSWORD}
    answer = http.post("/v1/auth/login", json=login)
    assert answer.status_code == httpx.codes.OK, answer.text
    return User(http=http, email=registration["email"], tokens=answer.json())
