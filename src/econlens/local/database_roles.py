"""The three roles EconLens connects as, and a database that only they can enter."""

from typing import LiteralString

import psycopg
from psycopg import sql

OWNER_ROLE = "econlens_owner"  # owns the tables and migrates them; nothing else connects as it
APP_ROLE = "econlens_app"  # what a request runs as: row-level security always applies
LOCAL_ROLE = "econlens_local"  # local accounts and the local queue, which AWS does otherwise

CREATE_MISSING_ROLES: LiteralString = """
do $$
begin
    if not exists (select from pg_roles where rolname = 'econlens_owner') then
        create role econlens_owner login createrole;
    end if;
    if not exists (select from pg_roles where rolname = 'econlens_app') then
        create role econlens_app login nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'econlens_local') then
        create role econlens_local login nobypassrls;
    end if;
end
$$
"""


def database_exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("select from pg_database where datname = %s", [name])
    return found.fetchone() is not None


def create_database(
    connection: psycopg.Connection, name: str, *, template: str = "template1"
) -> None:
    """Make the database and, where they are missing, the roles. Needs a superuser in autocommit."""
    connection.execute(CREATE_MISSING_ROLES)
    connection.execute(
        sql.SQL("create database {} owner {} template {}").format(
            sql.Identifier(name), sql.Identifier(OWNER_ROLE), sql.Identifier(template)
        )
    )
    connection.execute(
        sql.SQL(
            "revoke all on database {0} from public; grant connect on database {0} to {1}"
        ).format(
            sql.Identifier(name),
            sql.SQL(", ").join(map(sql.Identifier, (APP_ROLE, LOCAL_ROLE))),
        )
    )
