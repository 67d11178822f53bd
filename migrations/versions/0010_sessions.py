"""See migrations/sql/0010_sessions.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_sql_of(__file__)
