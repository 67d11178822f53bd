"""See migrations/sql/0001_portfolios.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_sql_of(__file__)
