"""The embedded PostgreSQL: starts, restarts, refuses a second start, and survives kill -9.

ECONLENS_KILLS says how many times each of the kill tests kills (3 unless told).
"""

import contextlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from econlens.local import server_home
from econlens.local.embedded_postgres import EmbeddedPostgres
from econlens.local.server_home import EmbeddedPostgresError

KILLS = int(os.environ.get("ECONLENS_KILLS", "3"))
WRITER = Path(__file__).with_name("write_until_killed.py")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to drop its rights")


@contextlib.contextmanager
def reachable_directory() -> Iterator[Path]:
    """A folder that an unprivileged server can reach; pytest's own are closed to it."""
    directory = Path(tempfile.mkdtemp(prefix="econlens-test-"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def new_data_dir() -> Iterator[Path]:
    with reachable_directory() as directory:
        yield directory / "data"


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    with reachable_directory() as directory:
        with EmbeddedPostgres(directory / "data"):
            pass
        yield directory / "data"


@pytest.fixture
def data_dir(made_once: Path, new_data_dir: Path) -> Path:
    """A data directory whose first start has been: a copy is quicker than another initdb."""
    owner = (made_once / "cluster").stat()
    shutil.copytree(made_once / "cluster", new_data_dir / "cluster")
    if os.geteuid() == 0:
        account = server_home.Account(owner.st_uid, owner.st_gid)
        server_home.hand_over(new_data_dir / "cluster", account)
    return new_data_dir


def rows(server: EmbeddedPostgres, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.dsn(user="econlens_owner")) as connection:
        return connection.execute(query.encode()).fetchall()


def run(server: EmbeddedPostgres, statement: str) -> None:
    with psycopg.connect(server.dsn(user="econlens_owner")) as connection:
        connection.execute(statement.encode())


def test_first_start_makes_the_database_and_its_roles(new_data_dir: Path) -> None:
    with EmbeddedPostgres(new_data_dir) as server:
        roles = rows(
            server,
            "select rolname, rolcanlogin, rolsuper, rolbypassrls from pg_roles"
            " where rolname like 'econlens%' order by rolname",
        )
        settings = rows(
            server,
            "select name, setting from pg_settings where name in"
            " ('fsync', 'listen_addresses', 'server_encoding', 'dynamic_shared_memory_type')"
            " order by name",
        )

    assert roles == [
        ("econlens_app", True, False, False),
        ("econlens_local", True, False, False),
        ("econlens_owner", True, False, False),
        ("econlens_prices", True, False, False),
    ]
    assert settings == [
        ("dynamic_shared_memory_type", "mmap"),
        ("fsync", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
    ]


def test_a_database_of_an_earlier_version_gets_the_roles_it_lacks(data_dir: Path) -> None:
    with (
        EmbeddedPostgres(data_dir) as server,
        psycopg.connect(server.dsn(user="postgres"), autocommit=True) as superuser,
    ):
        superuser.execute("REVOKE ALL ON DATABASE econlens FROM econlens_prices")
        superuser.execute("DROP ROLE econlens_prices")

    with (
        EmbeddedPostgres(data_dir) as server,
        psycopg.connect(server.dsn(user="econlens_prices")) as connection,
    ):
        assert connection.execute("SELECT user").fetchone() == ("econlens_prices",)


def test_rows_are_still_there_after_a_restart(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        run(server, "create table kept (word text); insert into kept values ('Zürich')")

    with EmbeddedPostgres(data_dir) as server:
        assert rows(server, "select word from kept") == [("Zürich",)]


def test_the_same_server_object_can_be_started_again(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    for _ in range(2):
        server.start()
        assert rows(server, "select 1") == [(1,)]
        server.stop()
        assert not server.is_running()


def test_stop_ends_the_server_process(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        process_id = server.process_id

    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_second_start_is_refused_and_says_who_is_running(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as first:
        with pytest.raises(EmbeddedPostgresError, match=rf"process {os.getpid()}.*--data-dir"):
            EmbeddedPostgres(data_dir).start()

        assert rows(first, "select 1") == [(1,)]


def test_stale_pid_file_naming_a_living_process_does_not_stop_a_start(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        cluster, sockets = server.directory / "cluster", server.directory / "socket"
    pid_file = f"{os.getppid()}\n{cluster}\n1700000000\n5432\n{sockets}\n\n  1 1\nready\n"
    (cluster / "postmaster.pid").write_text(pid_file)
    (sockets / ".s.PGSQL.5432.lock").write_text(pid_file)

    with EmbeddedPostgres(data_dir) as server:
        assert rows(server, "select 1") == [(1,)]


def test_a_first_start_that_was_interrupted_is_begun_afresh(new_data_dir: Path) -> None:
    half_made = new_data_dir / "cluster.unfinished"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")

    with EmbeddedPostgres(new_data_dir) as server:
        assert rows(server, "select 1") == [(1,)]
    assert not half_made.exists()


def test_a_very_long_data_directory_gets_a_short_private_socket(new_data_dir: Path) -> None:
    with EmbeddedPostgres(new_data_dir / ("long-" * 30) / "with space, comma") as server:
        sockets = Path(parse_qs(urlsplit(server.dsn(user="econlens_app")).query)["host"][0])
        assert rows(server, "select 1") == [(1,)]

        assert len(os.fsencode(sockets / ".s.PGSQL.5432")) <= 93
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    sockets.rmdir()


def test_the_socket_folder_of_somebody_else_is_refused(new_data_dir: Path, tmp_path: Path) -> None:
    new_data_dir.mkdir()
    (new_data_dir / "socket").symlink_to(tmp_path)

    with pytest.raises(EmbeddedPostgresError, match="belongs to somebody else"):
        EmbeddedPostgres(new_data_dir).start()


def test_settings_in_the_environment_do_not_reach_the_server(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", "/nonexistent")
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGDATABASE", "nowhere")

    with EmbeddedPostgres(data_dir) as server:
        assert rows(server, "select current_database()") == [("econlens",)]


def test_a_broken_cluster_is_reported_with_the_end_of_its_log(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        cluster = server.directory / "cluster"
    (cluster / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(EmbeddedPostgresError, match="incompatible"):
        EmbeddedPostgres(data_dir).start()


def test_the_log_never_holds_what_a_user_typed(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        run(server, "create table people (email text primary key)")
        for _ in range(2):
            with (
                contextlib.suppress(psycopg.errors.UniqueViolation),
                psycopg.connect(server.dsn(user="econlens_owner")) as connection,
            ):
                connection.execute("insert into people values (%s)", ["ann@example.com"])
        log = (server.directory / "server.log").read_text()

    assert "duplicate key" in log
    assert "ann@example.com" not in log


@needs_root
def test_root_runs_the_server_as_an_unprivileged_user(new_data_dir: Path) -> None:
    with EmbeddedPostgres(new_data_dir) as server:
        status = Path(f"/proc/{server.process_id}/status").read_text().splitlines()
        user_ids = next(line for line in status if line.startswith("Uid:")).split()[1:]

        assert set(user_ids) == {str(server_home.SERVER_UID)}
        assert "Groups:\t " in status
        assert (server.directory / "cluster").stat().st_uid == server_home.SERVER_UID


@needs_root
def test_root_keeps_data_and_programs_where_the_server_can_reach_them(
    new_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = new_data_dir.parent / "home-of-root"
    closed.mkdir(mode=0o700)
    installed = server_home._installed_programs().parents[1]
    for package in installed.parent.glob("embedded_postgres*"):
        shutil.copytree(package, closed / package.name)
    monkeypatch.setattr(
        server_home, "_installed_programs", lambda: closed / "embedded_postgres/pginstall/bin"
    )
    monkeypatch.setattr(server_home, "SYSTEM_DIRECTORY", new_data_dir.parent / "system")

    for _ in range(2):
        with EmbeddedPostgres(closed / "data") as server:
            assert server.directory.parent == new_data_dir.parent / "system"
            assert rows(server, "select 1") == [(1,)]


@needs_root
def test_root_serves_a_data_directory_as_the_user_who_made_it(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        cluster = server.directory / "cluster"
    server_home.hand_over(data_dir, server_home.Account(65_528, 65_528))

    with EmbeddedPostgres(data_dir) as server:
        assert rows(server, "select 1") == [(1,)]
        assert cluster.stat().st_uid == 65_528


class Writer:
    """write_until_killed.py in a process of its own, and what it said it had committed."""

    def __init__(self, data_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, WRITER, data_dir],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.server_process_id = int(self.process.stdout.readline())

    def kill_after(self, seconds: float, process_id: int) -> list[int]:
        """Kill, and return the numbers it had acknowledged."""
        assert self.process.stdout is not None
        time.sleep(seconds)
        os.kill(process_id, signal.SIGKILL)
        with self.process.stdout as output:
            acknowledged = [int(line) for line in output if line.endswith("\n")]
        self.process.wait(timeout=30)
        return acknowledged


def wait_for_line(log: Path, text: str) -> None:
    deadline = time.monotonic() + 10
    while text not in log.read_text():
        assert time.monotonic() < deadline, f"{text!r} never came:\n{log.read_text()}"
        time.sleep(0.01)


@pytest.mark.parametrize("victim", ["python", "postgres"])
def test_no_acknowledged_row_is_lost_over_kills_of(victim: str, data_dir: Path) -> None:
    acknowledged: set[int] = set()
    for _ in range(KILLS):
        writer = Writer(data_dir)
        target = writer.process.pid if victim == "python" else writer.server_process_id
        acknowledged.update(writer.kill_after(random.uniform(0.02, 0.4), target))  # noqa: S311

    with EmbeddedPostgres(data_dir) as server:
        stored = {number for (number,) in rows(server, "select number from written")}
    assert len(acknowledged) >= KILLS
    assert acknowledged - stored == set()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel has no parent-death signal")
def test_killing_python_shuts_the_server_down_cleanly(data_dir: Path) -> None:
    writer = Writer(data_dir)
    writer.kill_after(0.1, writer.process.pid)

    wait_for_line(data_dir / "server.log", "database system is shut down")


def test_the_server_outlives_the_thread_that_asked_for_it(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    starter = Thread(target=server.start)
    starter.start()
    starter.join()
    time.sleep(0.2)

    assert rows(server, "select 1") == [(1,)]
    server.stop()


def test_a_place_that_cannot_hold_data_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EmbeddedPostgresError, match="--data-dir"):
        EmbeddedPostgres(tmp_path / "file").start()
