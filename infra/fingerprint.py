"""Tells whether the files of a folder have changed."""

from hashlib import sha256
from pathlib import Path


def fingerprint(folder: Path) -> str:
    """Changes when a file in folder does."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
