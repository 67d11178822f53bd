"""The object store contract on S3, and the promises of its presigned form, which S3 keeps."""

import time
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from econlens.adapters.aws.clients import client
from econlens.adapters.aws.object_store import S3ObjectStore
from econlens.bootstrap import SystemClock
from econlens.domain.errors import NotFoundError
from econlens.ports import PresignedPost
from tests.aws.ports.conftest import Emulator
from tests.contract.ports.test_object_store_contract import *  # noqa: F403 - the suite runs here

KEY = "uploads/4f1c/9a2b/source"
FILE = b"Symbol,Name\n"


@pytest.fixture
def store(emulator: Emulator) -> S3ObjectStore:
    s3 = client("s3", signature="s3v4")
    bucket = f"uploads-{uuid4()}"
    s3.create_bucket(Bucket=bucket)
    return S3ObjectStore(s3, bucket, SystemClock())


def form(store: S3ObjectStore, *, max_bytes: int = 20, seconds: float = 300) -> PresignedPost:
    expires_at = SystemClock().now() + timedelta(seconds=seconds)
    return store.presign_post(
        KEY, content_type="text/csv", max_bytes=max_bytes, expires_at=expires_at
    )


def post(form: PresignedPost, body: bytes = FILE, **changed: str) -> int:
    answer = httpx.post(form.url, data={**form.fields, **changed}, files={"file": ("f", body)})
    return answer.status_code


def test_a_posted_file_is_stored_under_the_key(store: S3ObjectStore) -> None:
    assert post(form(store)) == 204
    assert store.get(KEY) == FILE


@pytest.mark.parametrize("body", [b"", b"x" * 21])
def test_a_file_of_the_wrong_size_is_refused(store: S3ObjectStore, body: bytes) -> None:
    assert post(form(store), body) == 400
    with pytest.raises(NotFoundError):
        store.get(KEY)


@pytest.mark.parametrize(
    "changed", [{"key": "uploads/another/one/source"}, {"Content-Type": "text/html"}]
)
def test_a_changed_form_is_refused(store: S3ObjectStore, changed: dict[str, str]) -> None:
    assert post(form(store), **changed) == 403


def test_a_form_that_has_expired_is_refused(store: S3ObjectStore) -> None:
    old = form(store, seconds=1)
    time.sleep(1.1)

    assert post(old) == 403


def test_the_form_is_signed_with_version_4(store: S3ObjectStore) -> None:
    assert form(store).fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


def test_announcing_writes_the_file_over_itself_without_what_the_scanner_said(
    store: S3ObjectStore,
) -> None:
    """A write is what S3 tells the queue of; the templates' tests hold it to that."""
    s3 = client("s3", signature="s3v4")
    place = {"Bucket": store._bucket, "Key": KEY}
    store.put(KEY, FILE)
    clean = {"Key": "GuardDutyMalwareScanStatus", "Value": "NO_THREATS_FOUND"}
    s3.put_object_tagging(**place, Tagging={"TagSet": [clean]})
    written = s3.head_object(**place)["LastModified"]
    time.sleep(1.1)
    store.announce(KEY)
    assert store.get(KEY) == FILE
    assert s3.get_object_tagging(**place)["TagSet"] == []
    assert s3.head_object(**place)["LastModified"] > written


def test_what_is_not_there_cannot_be_announced(store: S3ObjectStore) -> None:
    with pytest.raises(NotFoundError):
        store.announce(KEY)
