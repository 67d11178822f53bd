"""See migrations/sql/0009_take_request.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    run_sql_of(__file__)
