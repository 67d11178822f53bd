"""What PostgreSQL knows of how busy this host is, for the operator. Any role may ask for it."""

from typing import LiteralString

from econlens.adapters.local.database import Pool, transaction

CONNECTIONS = "SELECT numbackends FROM pg_stat_database WHERE datname = current_database()"

# Of those that the roles of the product may take: the last few are the superuser's.
CONNECTION_SHARE = """
SELECT 100.0 * numbackends
    / (current_setting('max_connections')::int
       - current_setting('superuser_reserved_connections')::int)
FROM pg_stat_database WHERE datname = current_database()
"""

# As SQS counts it: a job at work is still in the queue.
OLDEST_JOB_SECONDS = """
SELECT coalesce(extract(epoch FROM now() - min(sent_at)), 0)
FROM local.jobs WHERE dead_at IS NULL
"""


class DatabaseLoad:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def connections(self) -> float:
        """Open now, by everything that uses the database."""
        return self._ask(CONNECTIONS)

    def connection_share(self) -> float:
        """Percent of the connections that there may be."""
        return self._ask(CONNECTION_SHARE)

    def oldest_job_seconds(self) -> float:
        """How long the oldest job has been in the queue; 0 in an empty one."""
        return self._ask(OLDEST_JOB_SECONDS)

    def _ask(self, query: LiteralString) -> float:
        with transaction(self._pool) as connection:
            row = connection.execute(query).fetchone()
        return float(row[0]) if row else 0.0
