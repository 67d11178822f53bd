"""Brings a database to the newest schema: numbered SQL files, forward only, run by Alembic.

Alembic costs half a second to import, so it is only imported when there is something to run, and
never by a function that serves requests.
"""

from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

ROLES: tuple[LiteralString, ...] = ("econlens_app", "econlens_local", "econlens_prices")
# Any number will do, as long as nobody else takes the same lock in this database.
_MIGRATION_LOCK = 20_261_124
_REPOSITORY = Path(__file__).parents[4]
_PACKAGED = Path(__file__).parents[2] / "migrations"


def migrations_folder() -> Path:
    """migrations/ of the checkout, or its copy inside an installed package."""
    return _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY / "migrations"


def migrate(owner_dsn: str) -> None:
    """Create the roles that are missing and run the migrations that have not run yet.

    Safe to call from several processes at once. owner_dsn names the role that owns the tables.
    """
    with psycopg.connect(owner_dsn, autocommit=True) as connection:
        if _current_revision(connection) == _newest_revision():
            return
        connection.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        _create_roles(connection)
        _run_alembic(owner_dsn)


def let_app_log_in(owner_dsn: str, *, by_iam: bool = False, password: str | None = None) -> None:
    """Open a new database server to the role that serves requests and, by_iam, to that of prices.

    by_iam: RDS takes tokens of the function's role (and then no password) as its password.
    """
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("ALTER ROLE econlens_app LOGIN")
        if by_iam:
            connection.execute("ALTER ROLE econlens_prices LOGIN")
            connection.execute("GRANT rds_iam TO econlens_app, econlens_prices")
        if password is not None:
            change = sql.SQL("ALTER ROLE econlens_app PASSWORD {}").format(sql.Literal(password))
            connection.execute(change)


def run_sql_of(version_file: str) -> None:
    """Run migrations/sql/<name>.sql for migrations/versions/<name>.py."""
    from alembic import op

    name = Path(version_file).stem
    statements = (migrations_folder() / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    # The driver's own cursor: SQLAlchemy would read colons and percent signs as parameters.
    driver = op.get_bind().connection.dbapi_connection
    if driver is None:
        raise RuntimeError("Alembic has no open connection.")
    driver.cursor().execute(statements)


def _newest_revision() -> str:
    return max(file.stem[:4] for file in (migrations_folder() / "sql").glob("*.sql"))


def _current_revision(connection: psycopg.Connection) -> str | None:
    if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def _create_roles(connection: psycopg.Connection) -> None:
    """Roles belong to the whole cluster, so they may be there already from another database."""
    for role in ROLES:
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if exists.fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))


def _run_alembic(owner_dsn: str) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import NullPool, create_engine

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(owner_dsn), poolclass=NullPool
    )
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
