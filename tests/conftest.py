"""Real PostgreSQL for the tests: one server per test process, one database made from a template."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

from econlens.adapters.postgres.migrate import migrate
from econlens.local.database_roles import create_database
from econlens.local.embedded_postgres import EmbeddedPostgres

# Time limits per example fail for a busy machine, not for wrong code.
settings.register_profile(
    "busy_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy_machine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """How each role reaches one migrated database. superuser is for arranging tests only."""

    owner_dsn: str
    app_dsn: str
    local_dsn: str
    prices_dsn: str
    superuser_dsn: str


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """Outside pytest's own folders, which a server that root has started cannot reach."""
    directory = Path(tempfile.mkdtemp(prefix="econlens-test-"))
    directory.chmod(0o755)
    with EmbeddedPostgres(directory / "data") as server:
        with _superuser(server, "postgres") as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # tests have nothing to keep
            connection.execute("SELECT pg_reload_conf()")
        yield server
    shutil.rmtree(directory)


@pytest.fixture(scope="session")
def template_database(postgres_server: EmbeddedPostgres) -> str:
    """The name of a migrated, empty database to copy."""
    migrate(postgres_server.dsn(user="econlens_owner"))
    return "econlens"


@pytest.fixture(scope="session")
def shared_database(postgres_server: EmbeddedPostgres, template_database: str) -> Database:
    """This test process's own database. Not empty: ask for `database` instead."""
    return make_database(postgres_server, "tests", template_database)


@pytest.fixture
def database(shared_database: Database) -> Database:
    """A migrated database without rows. Emptying it takes a millisecond, a new one seventy."""
    with psycopg.connect(shared_database.superuser_dsn, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname IN ('public', 'local') AND tablename <> 'alembic_version'"
        ).fetchall()
        connection.execute("SET session_replication_role = replica")  # foreign keys look away
        for names in tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(*names)))
    return shared_database


def make_database(server: EmbeddedPostgres, name: str, template: str) -> Database:
    with _superuser(server, "postgres") as connection:
        create_database(connection, name, template=template)
    return Database(
        owner_dsn=server.dsn(user="econlens_owner", dbname=name),
        app_dsn=server.dsn(user="econlens_app", dbname=name),
        local_dsn=server.dsn(user="econlens_local", dbname=name),
        prices_dsn=server.dsn(user="econlens_prices", dbname=name),
        superuser_dsn=server.dsn(user="postgres", dbname=name),
    )


def _superuser(server: EmbeddedPostgres, dbname: str) -> psycopg.Connection:
    return psycopg.connect(server.dsn(user="postgres", dbname=dbname), autocommit=True)
