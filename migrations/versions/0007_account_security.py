"""See migrations/sql/0007_account_security.sql."""

from econlens.adapters.postgres.migrate import run_sql_of

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run_sql_of(__file__)
