"""ports.UserStore in PostgreSQL."""

from econlens.adapters.postgres.account_store import PostgresAccountStore, PostgresImportMemory
from econlens.adapters.postgres.portfolio_store import PostgresPortfolioStore
from econlens.adapters.postgres.price_history import PostgresPriceHistory
from econlens.adapters.postgres.share_store import PostgresShareStore


class PostgresUserStore(
    PostgresPortfolioStore,
    PostgresAccountStore,
    PostgresShareStore,
    PostgresImportMemory,
    PostgresPriceHistory,
):
    """All of one user's rows, and prices."""
