"""See migrations/sql/0011_read_as.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_sql_of(__file__)
