"""Logging in to RDS: our token is boto3's, and a secret is read anew for each connection."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qsl
from uuid import uuid4

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econlens.adapters.aws.clients import client
from econlens.adapters.aws.database_login import (
    Credentials,
    SecretLogin,
    role_credentials,
    sign_token,
)
from tests.aws.ports.conftest import Emulator

WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-+/= é", min_size=1, max_size=30)
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,20}\.example", fullmatch=True)


@settings(max_examples=15, deadline=None)
@given(host=HOSTS, user=WORDS, secret=WORDS, session=st.none() | WORDS)
def test_our_token_is_the_one_that_boto3_signs(
    host: str, user: str, secret: str, session: str | None
) -> None:
    rds = boto3.client(
        "rds",
        region_name="eu-central-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key=secret,
        aws_session_token=session,
    )
    theirs = parameters_of(rds.generate_db_auth_token(host, 5432, user))
    ours = sign_token(
        host=host,
        port=5432,
        user=user,
        region="eu-central-1",
        credentials=Credentials(access_key="AKIDEXAMPLE", secret_key=secret, session_token=session),
        at=datetime.strptime(dict(theirs[1])["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
    )
    assert parameters_of(ours) == theirs


def parameters_of(token: str) -> tuple[str, list[tuple[str, str]]]:
    """Their order is of no account: the signature covers them sorted."""
    address, _, query = token.partition("/?")
    return address, sorted(parse_qsl(query, strict_parsing=True))


@pytest.fixture
def secret(emulator: Emulator) -> str:
    name = f"econlens-app-{uuid4()}"
    _rotate(name, "first", create=True)
    return name


def _rotate(name: str, password: str, *, create: bool = False) -> None:
    manager = client("secretsmanager")
    value = json.dumps({"username": "econlens_app", "password": password})
    if create:
        manager.create_secret(Name=name, SecretString=value)
    else:
        manager.put_secret_value(SecretId=name, SecretString=value)


def test_a_rotated_secret_is_used_for_the_next_connection(secret: str) -> None:
    login = SecretLogin(secret_id=secret)
    assert login({})["password"] == "first"
    _rotate(secret, "second")
    assert login({})["password"] == "second"


def test_a_login_insists_on_the_servers_certificate(secret: str) -> None:
    assert SecretLogin(secret_id=secret)({})["sslmode"] == "verify-full"


def test_credentials_come_from_the_functions_environment() -> None:
    given = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "k"}

    assert role_credentials(given) == Credentials(
        access_key="AKIDEXAMPLE", secret_key="k", session_token=None
    )


def test_where_the_environment_has_none_boto3_finds_them(emulator: Emulator) -> None:
    """As after SnapStart, when Lambda hands them out by another way."""
    assert role_credentials({}).access_key == "test"
