"""ports.ObjectStore in one S3 bucket."""

from datetime import datetime
from typing import Any

from econlens.adapters.aws.clients import refused_as
from econlens.domain.errors import NotFoundError
from econlens.ports import Clock, PresignedPost


class S3ObjectStore:
    """client: an S3 client that signs with version 4."""

    def __init__(self, client: Any, bucket: str, clock: Clock) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock

    def presign_post(
        self, key: str, *, content_type: str, max_bytes: int, expires_at: datetime
    ) -> PresignedPost:
        """A form that S3 takes for exactly this key and type, 1 to max_bytes long, until then."""
        seconds = int((expires_at - self._clock.now()).total_seconds())
        form = self._client.generate_presigned_post(
            self._bucket,
            key,
            Fields={"Content-Type": content_type},
            Conditions=[
                {"Content-Type": content_type},
                ["content-length-range", 1, max_bytes],
            ],
            ExpiresIn=max(seconds, 1),
        )
        return PresignedPost(url=form["url"], fields=form["fields"])

    def put(self, key: str, body: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body)

    def get(self, key: str) -> bytes:
        with refused_as({"NoSuchKey": NotFoundError}):
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return body

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=key)

    def announce(self, key: str) -> None:
        """ports.AnnounceFile: S3 tells the queue of whatever is written, a file over itself too.
        Without its tags, so that it is scanned anew where files are scanned."""
        with refused_as({"NoSuchKey": NotFoundError}):
            self._client.copy_object(
                Bucket=self._bucket,
                Key=key,
                CopySource={"Bucket": self._bucket, "Key": key},
                MetadataDirective="REPLACE",
                TaggingDirective="REPLACE",
            )
