"""How a function on AWS logs in to PostgreSQL: with a token of its own role, or with a secret.

A token is a presigned request (Signature Version 4) that nobody sends: RDS checks its signature. We
sign it with the standard library, since importing boto3 for it would cost a cold start 150 ms;
tests/aws holds the signature to boto3's own.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from econlens.adapters.aws.clients import client, refused_as

CERTIFICATES = Path(__file__).with_name("rds-ca.pem")
VERIFIED = {"sslmode": "verify-full", "sslrootcert": str(CERTIFICATES)}
TOKEN_SECONDS = 900
SERVICE = "rds-db"
ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    access_key: str
    secret_key: str = field(repr=False)
    session_token: str | None = field(repr=False)


def role_credentials(environment: Mapping[str, str]) -> Credentials:
    """What Lambda gives the function; elsewhere whatever boto3 finds."""
    if "AWS_ACCESS_KEY_ID" in environment:
        return Credentials(
            access_key=environment["AWS_ACCESS_KEY_ID"],
            secret_key=environment["AWS_SECRET_ACCESS_KEY"],
            session_token=environment.get("AWS_SESSION_TOKEN"),
        )
    import boto3

    found = boto3.Session().get_credentials().get_frozen_credentials()
    return Credentials(
        access_key=found.access_key, secret_key=found.secret_key, session_token=found.token
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IamLogin:
    """A login that completes a DSN for RDS with IAM authentication.

    environment: the function's, which names its region and holds its credentials.
    """

    environment: Mapping[str, str]

    def __call__(self, parameters: Mapping[str, Any]) -> dict[str, str]:
        token = sign_token(
            host=parameters["host"],
            port=int(parameters.get("port", 5432)),
            user=parameters["user"],
            region=self.environment["AWS_REGION"],
            credentials=role_credentials(self.environment),
            at=datetime.now(UTC),
        )
        return {"password": token, **VERIFIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretLogin:
    """A login that completes a DSN with the password that Secrets Manager holds just now, so that
    a connection made after a rotation has the new one."""

    secret_id: str

    def __call__(self, _parameters: Mapping[str, Any]) -> dict[str, str]:
        return {"password": read_password(self.secret_id), **VERIFIED}


def read_password(secret_id: str) -> str:
    """The password in a secret of the shape that RDS and its rotation keep: a JSON object."""
    with refused_as({}):
        answer = client("secretsmanager").get_secret_value(SecretId=secret_id)
    return str(msgspec.json.decode(answer["SecretString"])["password"])


def sign_token(
    *, host: str, port: int, user: str, region: str, credentials: Credentials, at: datetime
) -> str:
    """The password that RDS takes for this user within fifteen minutes of at (UTC)."""
    day, moment = f"{at:%Y%m%d}", f"{at:%Y%m%dT%H%M%SZ}"
    scope = f"{day}/{region}/{SERVICE}/aws4_request"
    query = {
        "Action": "connect",
        "DBUser": user,
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": f"{credentials.access_key}/{scope}",
        "X-Amz-Date": moment,
        "X-Amz-Expires": str(TOKEN_SECONDS),
        "X-Amz-SignedHeaders": "host",
    }
    if credentials.session_token:
        query["X-Amz-Security-Token"] = credentials.session_token
    address = f"{host}:{port}"
    asked = urlencode(sorted(query.items()), quote_via=quote, safe="-_.~")
    request = f"GET\n/\n{asked}\nhost:{address}\n\nhost\n{_sha256(b'')}"
    signed = f"{ALGORITHM}\n{moment}\n{scope}\n{_sha256(request.encode())}"
    key = f"AWS4{credentials.secret_key}".encode()
    for part in (day, region, SERVICE, "aws4_request"):
        key = _hmac(key, part)
    return f"{address}/?{asked}&X-Amz-Signature={_hmac(key, signed).hex()}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hmac(key: bytes, message: str) -> bytes:
    return hmac.new(key, message.encode(), hashlib.sha256).digest()
