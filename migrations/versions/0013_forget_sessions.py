"""See migrations/sql/0013_forget_sessions.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    run_sql_of(__file__)
