"""See migrations/sql/0002_local_services.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_sql_of(__file__)
