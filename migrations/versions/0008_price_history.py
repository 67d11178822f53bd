"""See migrations/sql/0008_price_history.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run_sql_of(__file__)
