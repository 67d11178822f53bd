"""The programs of PostgreSQL as processes of ours: initdb once, then the server itself."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

from econlens.local import drop_privileges
from econlens.local.server_home import (
    Account,
    EmbeddedPostgresError,
    ServerHome,
    hand_over,
    initdb_account,
)

SUPERUSER = "postgres"
STOP_TIMEOUT_SECONDS = 30.0

INITDB_OPTIONS = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    f"--username={SUPERUSER}",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
)
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is tiny in many containers
    "max_connections": "100",
    "shared_buffers": "64MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # The log must never hold what users typed: no statements, parameters or key values.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


class ServerKeeper(threading.Thread):
    """Starts PostgreSQL and lives exactly as long: the kernel's parent-death signal fires when
    the thread that forked ends, so that thread must not be a short-lived one."""

    def __init__(self, home: ServerHome, lock: int) -> None:
        super().__init__(name="embedded-postgres", daemon=True)
        self._home = home
        self._lock = lock
        self._birth: Future[subprocess.Popen[bytes]] = Future()
        self.start()
        self.process = self._birth.result()

    def run(self) -> None:
        try:
            process = _start_server(self._home, self._lock)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that is waiting
            self._birth.set_exception(error)
            return
        self._birth.set_result(process)
        process.wait()

    def stop(self) -> None:
        self._signal(signal.SIGINT)
        self.join(STOP_TIMEOUT_SECONDS)
        if self.is_alive():
            self._signal(signal.SIGQUIT)
            self.join(STOP_TIMEOUT_SECONDS)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)


def _start_server(home: ServerHome, lock: int) -> subprocess.Popen[bytes]:
    if home.log.exists():
        home.log.replace(home.log.with_suffix(".log.1"))
    settings = [f"--{name}={value}" for name, value in SERVER_SETTINGS.items()]
    command = [str(home.programs / "postgres"), "-D", str(home.cluster), "-k", str(home.sockets)]
    home.log.touch(mode=0o600)
    with home.log.open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own words only
            _as_account(home.account, [*command, *settings]),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=_clean_environment(),
            pass_fds=[lock],
            start_new_session=True,  # Ctrl-C in the terminal is for us, not for PostgreSQL
        )


def create_cluster(home: ServerHome, lock: int) -> None:
    """Make the cluster under another name first: a half-made one is never taken for whole."""
    unfinished = home.directory / "cluster.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account = initdb_account(home.account)
    if account is not None:
        hand_over(unfinished, account)
    command = [str(home.programs / "initdb"), "-D", str(unfinished), *INITDB_OPTIONS]
    done = subprocess.run(  # noqa: S603 - our own words only
        _as_account(account, command),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=_clean_environment(),
        pass_fds=[lock],
        start_new_session=True,
    )
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"The database cannot be created: {done.stderr.decode()}")
    if home.account is not None:
        hand_over(unfinished, home.account)
    unfinished.rename(home.cluster)
    _sync(home.directory)


def _as_account(account: Account | None, command: list[str]) -> list[str]:
    user, group = (str(account.user_id), str(account.group_id)) if account else ("-", "-")
    script = [sys.executable, "-I", "-S", str(drop_privileges.__file__)]
    return [*script, user, group, str(os.getpid()), *command]


def _clean_environment() -> dict[str, str]:
    """PGDATA, PGPORT, PGOPTIONS and their like would change what the server does."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
