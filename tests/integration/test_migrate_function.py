"""The migration's custom resource, against a real PostgreSQL, as CloudFormation calls it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from cryptography.x509 import load_pem_x509_certificates
from psycopg.conninfo import conninfo_to_dict

from econlens import bootstrap
from econlens.adapters.aws.database_login import CERTIFICATES, IamLogin
from econlens.adapters.postgres.transactions import completed
from econlens.functions.migrate import handler
from econlens.local.embedded_postgres import EmbeddedPostgres
from tests.conftest import Database, make_database

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "example",
    "AWS_SESSION_TOKEN": "session",
    "AWS_REGION": "eu-central-1",
}


@pytest.fixture
def empty(postgres_server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database without a schema, and an environment like the migration function's."""
    database = make_database(postgres_server, f"new_{uuid4().hex}", "template1")
    with psycopg.connect(database.superuser_dsn, autocommit=True) as connection:
        connection.execute("CREATE ROLE rds_iam")
        connection.execute("GRANT rds_iam TO econlens_owner WITH ADMIN OPTION")
        connection.execute(
            "GRANT econlens_app, econlens_prices TO econlens_owner WITH ADMIN OPTION"
        )
        for name, value in CREDENTIALS.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("ECONLENS_HOST", "aws")
        monkeypatch.setenv("ECONLENS_OWNER_DSN", database.owner_dsn)
        monkeypatch.setenv("ECONLENS_DATABASE_LOGIN", "iam")
        bootstrap.settings.cache_clear()
        yield database
        bootstrap.settings.cache_clear()
        connection.execute("REVOKE econlens_app, econlens_prices FROM econlens_owner CASCADE")
        connection.execute("DROP ROLE rds_iam")


def call(request_type: str) -> dict[str, str]:
    return handler({"RequestType": request_type, "ResourceProperties": {}}, None)


def has_schema(database: Database) -> bool:
    with psycopg.connect(database.owner_dsn) as connection:
        row = connection.execute("SELECT to_regclass('portfolios') IS NOT NULL").fetchone()
    return row == (True,)


def test_creating_the_resource_makes_the_schema_and_lets_the_functions_in(
    empty: Database,
) -> None:
    answer = call("Create")

    assert answer["PhysicalResourceId"]
    assert has_schema(empty)
    with psycopg.connect(empty.owner_dsn) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcanlogin, pg_has_role(oid, 'rds_iam', 'MEMBER')"
            " FROM pg_roles WHERE rolname IN ('econlens_app', 'econlens_prices') ORDER BY rolname"
        ).fetchall()
    assert rows == [("econlens_app", True, True), ("econlens_prices", True, True)]


def test_an_update_runs_again_and_keeps_the_resource(empty: Database) -> None:
    created = call("Create")

    assert call("Update") == created
    assert has_schema(empty)


def test_deleting_the_resource_leaves_the_data(empty: Database) -> None:
    call("Create")
    call("Delete")

    assert has_schema(empty)


def test_a_login_by_iam_adds_a_token_and_verified_tls_to_the_dsn() -> None:
    dsn = "host=db.example port=5432 dbname=econlens user=econlens_app"
    parameters = conninfo_to_dict(completed(dsn, IamLogin(environment=CREDENTIALS)))

    assert parameters["sslmode"] == "verify-full"
    assert str(parameters["password"]).startswith("db.example:5432/?Action=connect&DBUser=econlens")
    assert (parameters["host"], parameters["user"]) == ("db.example", "econlens_app")


def test_the_certificates_that_come_with_us_are_good_for_ten_years() -> None:
    certificates = load_pem_x509_certificates(CERTIFICATES.read_bytes())

    assert len(certificates) > 20
    in_ten_years = datetime.now(UTC).replace(year=datetime.now(UTC).year + 10)
    assert [c.subject for c in certificates if c.not_valid_after_utc < in_ten_years] == []
