"""The four roles EconLens connects as, and a database that only they can enter."""

from typing import LiteralString

import psycopg
from psycopg import sql

OWNER_ROLE = "econlens_owner"  # owns the tables and migrates them; nothing else connects as it
APP_ROLE = "econlens_app"  # what a request runs as: row-level security always applies
LOCAL_ROLE = "econlens_local"  # local accounts and the local queue, which AWS does otherwise
PRICES_ROLE = "econlens_prices"  # what loads prices: nothing else may write them

CREATE_MISSING_ROLES: LiteralString = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'econlens_owner') THEN
        CREATE ROLE econlens_owner LOGIN CREATEROLE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'econlens_app') THEN
        CREATE ROLE econlens_app LOGIN NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'econlens_local') THEN
        CREATE ROLE econlens_local LOGIN NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'econlens_prices') THEN
        CREATE ROLE econlens_prices LOGIN NOBYPASSRLS;
    END IF;
END
$$
"""


def database_exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def create_database(
    connection: psycopg.Connection, name: str, *, template: str = "template1"
) -> None:
    """Make the database, with the roles. Needs a superuser in autocommit."""
    connection.execute(CREATE_MISSING_ROLES)
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(OWNER_ROLE), sql.Identifier(template)
        )
    )
    admit_roles(connection, name)


def admit_roles(connection: psycopg.Connection, name: str) -> None:
    """Make the roles that are missing and let them, and nobody else, connect to the database: one
    that an earlier version made knows fewer. Needs a superuser in autocommit."""
    connection.execute(CREATE_MISSING_ROLES)
    connection.execute(
        sql.SQL(
            "REVOKE ALL ON DATABASE {0} FROM PUBLIC; GRANT CONNECT ON DATABASE {0} TO {1}"
        ).format(
            sql.Identifier(name),
            sql.SQL(", ").join(map(sql.Identifier, (APP_ROLE, LOCAL_ROLE, PRICES_ROLE))),
        )
    )
