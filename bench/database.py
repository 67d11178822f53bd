"""A real PostgreSQL with the schema and one user who is signed in, for as long as a measurement
takes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg

from econlens.adapters.postgres.migrate import migrate
from econlens.local.embedded_postgres import EmbeddedPostgres

USER_ID = UUID("0b5e7c1e-0000-4000-8000-00000000be7c")

ADD_SESSION = """
INSERT INTO sessions (id, user_id, started_at, used_at, expires_at)
VALUES (%s, %s, now(), now(), now() + interval '30 days')
"""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """One that the user whom root's database runs as can enter."""
    with tempfile.TemporaryDirectory(prefix="econlens-bench-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address that the role of the API's functions connects to."""
    with migrated_server(folder) as server:
        _add_user(server.dsn(user="econlens_owner"))
        yield server.dsn(user="econlens_app")


@contextmanager
def migrated_server(folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(folder) as server:
        migrate(server.dsn(user="econlens_owner"))
        yield server


def _add_user(owner_dsn: str) -> None:
    with psycopg.connect(owner_dsn) as connection:
        connection.execute("SELECT set_config('app.user_id', %s, true)", [str(USER_ID)])
        connection.execute("INSERT INTO users (id) VALUES (%s)", [USER_ID])
        # The session that bench.events states, of the same id.
        connection.execute(ADD_SESSION, [USER_ID, USER_ID])
