"""See migrations/sql/0006_imports.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_sql_of(__file__)
