"""See migrations/sql/0014_drop_local_sessions.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    run_sql_of(__file__)
