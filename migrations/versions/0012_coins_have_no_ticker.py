"""See migrations/sql/0012_coins_have_no_ticker.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_sql_of(__file__)
