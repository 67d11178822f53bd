"""Custom resource that puts the built web app and its configuration into the app's bucket.

Properties: Source (bucket and key of a zip of web/dist), Bucket, Distribution, Config (what
config.json says). Files of earlier deployments stay, so that a page opened before goes on working.
"""

import io
import mimetypes
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3

# Vite puts a hash of the content into these names, so a name never changes its content.
HASHED = "assets/"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
CHANGED = ["/", "/index.html", "/config.json"]


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Deleting does nothing: what empties the bucket comes with the bucket."""
    properties = event["ResourceProperties"]
    if event["RequestType"] != "Delete":
        publish(properties)
        invalidate(properties["Distribution"], event["RequestId"])
    return {"PhysicalResourceId": f"app-in-{properties['Bucket']}"}


def publish(properties: dict[str, Any]) -> None:
    """Hashed files first: what refers to them comes when they are there."""
    store = boto3.client("s3")
    source = properties["Source"]
    archive = store.get_object(Bucket=source["Bucket"], Key=source["Key"])["Body"].read()
    for name, content in hashed_first(archive):
        put(store, properties["Bucket"], name, content)
    put(store, properties["Bucket"], "config.json", properties["Config"].encode())


def hashed_first(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        names = [name for name in packed.namelist() if not name.endswith("/")]
        for name in sorted(names, key=lambda name: not name.startswith(HASHED)):
            yield name, packed.read(name)


def put(store: Any, bucket: str, name: str, content: bytes) -> None:
    store.put_object(
        Bucket=bucket,
        Key=name,
        Body=content,
        ContentType=mimetypes.guess_type(name)[0] or "application/octet-stream",
        CacheControl=FOR_EVER if name.startswith(HASHED) else ASK_EACH_TIME,
    )


def invalidate(distribution: str, request_id: str) -> None:
    """The names without a hash, which CloudFront may still have from the last deployment."""
    boto3.client("cloudfront").create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(CHANGED), "Items": CHANGED},
            "CallerReference": request_id,
        },
    )
