"""Secrets made on first start and kept where only this user can read them."""

import os
import secrets
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

SECRET_BYTES = 32


def load_or_create_secret(
    path: Path, make: Callable[[], bytes] = lambda: secrets.token_bytes(SECRET_BYTES)
) -> bytes:
    """The file's content; made first if there is none. Processes that race agree on one secret."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create_once(path, make())
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)
    return path.read_bytes()


def _create_once(path: Path, secret: bytes) -> None:
    """A link is all or nothing and never replaces what somebody else has put there."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(descriptor)
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        Path(unfinished).unlink()
