"""ports.TrafficSplit in the CloudFront key-value store that the edge function reads."""

from typing import Any

from econlens.adapters.aws.clients import refused_as
from econlens.domain.errors import NotFoundError

KEY = "weight"


class CloudFrontTrafficSplit:
    """client: for cloudfront-keyvaluestore, which signs with version 4a and so needs
    `boto3[crt]`. store_arn: of the key-value store."""

    def __init__(self, client: Any, store_arn: str) -> None:
        self._client = client
        self._store = store_arn

    def read(self) -> int:
        """A store that has no weight yet sends everybody to the server."""
        try:
            with refused_as({"ResourceNotFoundException": NotFoundError}):
                return int(self._client.get_key(KvsARN=self._store, Key=KEY)["Value"])
        except NotFoundError:
            return 0

    def write(self, percent: int) -> None:
        with refused_as({}):
            etag = self._client.describe_key_value_store(KvsARN=self._store)["ETag"]
            self._client.put_key(KvsARN=self._store, IfMatch=etag, Key=KEY, Value=str(percent))
