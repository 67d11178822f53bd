"""See migrations/sql/0004_preferences.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_sql_of(__file__)
