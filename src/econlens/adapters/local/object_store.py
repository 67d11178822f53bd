"""ports.ObjectStore in one folder. Takes presigned forms like S3 and refuses what S3 refuses."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from econlens.adapters.local import post_policy
from econlens.adapters.local.post_policy import PostPolicy
from econlens.domain.errors import InvalidRequestError, NotFoundError
from econlens.ports import Clock, PresignedPost

LONGEST_FILE_NAME = 255
# As the rule of the bucket on AWS says: no file is needed that long.
FORGOTTEN_AFTER = timedelta(days=7)


class LocalObjectStore:
    """Each object is one file in root, named by its quoted key: no key can leave the folder."""

    def __init__(self, root: Path, base_url: str, signing_key: bytes, clock: Clock) -> None:
        self._root = root
        self._url = f"{base_url}/objects"
        self._signing_key = signing_key
        self._clock = clock
        root.mkdir(parents=True, exist_ok=True, mode=0o700)

    def presign_post(
        self, key: str, *, content_type: str, max_bytes: int, expires_at: datetime
    ) -> PresignedPost:
        policy = PostPolicy(
            expiration=expires_at,
            key=key,
            content_type=content_type,
            min_bytes=1,
            max_bytes=max_bytes,
        )
        return PresignedPost(url=self._url, fields=post_policy.sign(policy, self._signing_key))

    def verify_post(self, fields: Mapping[str, str]) -> PostPolicy:
        """Check a form before its file is read; raises what post_policy.verify raises."""
        return post_policy.verify(fields, self._signing_key, self._clock.now())

    def accept_post(self, fields: Mapping[str, str], body: bytes) -> str:
        """Store the posted file and return its key; nothing is stored if anything is wrong."""
        policy = self.verify_post(fields)
        post_policy.check_size(policy, len(body))
        self.forget_old()
        self.put(policy.key, body)
        return policy.key

    def forget_old(self) -> None:
        """Remove what nobody has asked for in a week."""
        oldest = (self._clock.now() - FORGOTTEN_AFTER).timestamp()
        for path in self._root.glob("*.object"):
            with suppress(FileNotFoundError):  # another process was faster
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def put(self, key: str, body: bytes) -> None:
        """All or nothing, and on disk when this returns."""
        target = self._path(key)
        descriptor, unfinished = tempfile.mkstemp(dir=self._root)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(descriptor)
            Path(unfinished).replace(target)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
        _sync(self._root)

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFoundError("There is no such file, or it has been removed.") from None

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        name = f"{quote(key, safe='')}.object"  # the ending keeps "." and ".." ordinary names
        if len(name) > LONGEST_FILE_NAME:
            raise InvalidRequestError("The key is too long. Use at most 248 plain characters.")
        return self._root / name


def _sync(directory: Path) -> None:
    """Make a rename last through a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
