"""Alembic's entry point. The connection comes from econlens.adapters.postgres.migrate."""

from alembic import context
from sqlalchemy import Connection

connection = context.config.attributes["connection"]
if not isinstance(connection, Connection):
    raise TypeError("Run migrations with `econlens migrate`, which brings the connection.")
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
