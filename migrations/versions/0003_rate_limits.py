"""See migrations/sql/0003_rate_limits.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_sql_of(__file__)
