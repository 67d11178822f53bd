"""What every ObjectStore does; runs against the fake and the local folder."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from econlens.adapters.local.object_store import LocalObjectStore
from econlens.domain.errors import NotFoundError
from econlens.ports import ObjectStore
from tests.fakes import FixedClock, InMemoryObjectStore

KEY = "uploads/4f1c/9a2b/source"


@pytest.fixture(params=["in memory", "local"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "in memory":
        return InMemoryObjectStore()
    return LocalObjectStore(tmp_path / "objects", "http://localhost:8000", b"k" * 32, FixedClock())


def test_what_was_put_is_got(store: ObjectStore) -> None:
    store.put(KEY, b"Symbol,Name\n")

    assert store.get(KEY) == b"Symbol,Name\n"


def test_putting_again_replaces(store: ObjectStore) -> None:
    store.put(KEY, b"first")
    store.put(KEY, b"second")

    assert store.get(KEY) == b"second"


def test_an_empty_object_is_an_object(store: ObjectStore) -> None:
    store.put(KEY, b"")

    assert store.get(KEY) == b""


def test_getting_what_is_not_there_is_not_found(store: ObjectStore) -> None:
    with pytest.raises(NotFoundError):
        store.get(KEY)


def test_what_was_deleted_is_not_found(store: ObjectStore) -> None:
    store.put(KEY, b"x")
    store.delete(KEY)

    with pytest.raises(NotFoundError):
        store.get(KEY)


def test_deleting_what_is_not_there_does_nothing(store: ObjectStore) -> None:
    store.put("other", b"x")
    store.delete(KEY)

    assert store.get("other") == b"x"


@pytest.mark.parametrize(
    "key", ["../outside", "/etc/passwd", "a/../../b", "..", ".", "a\x00b", "C:\\x", "%2e%2e%2fx"]
)
def test_a_key_is_only_a_name(store: ObjectStore, key: str, tmp_path: Path) -> None:
    """Keys that would be tricks as paths are ordinary keys, distinct from each other."""
    store.put(key, b"inside")
    store.put(key + "x", b"another")

    assert store.get(key) == b"inside"
    assert {path.name for path in tmp_path.iterdir()} <= {"objects"}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(keys=st.sets(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), max_size=4))
def test_different_keys_never_share_an_object(store: ObjectStore, keys: set[str]) -> None:
    for key in keys:
        store.put(key, key.encode())

    assert {key: store.get(key) for key in keys} == {key: key.encode() for key in keys}


def test_a_presigned_form_carries_its_key_and_type(store: ObjectStore) -> None:
    post = store.presign_post(
        KEY,
        content_type="text/csv",
        max_bytes=10,
        expires_at=FixedClock().now() + timedelta(minutes=5),
    )

    assert post.url.startswith("http")
    assert post.fields["key"] == KEY
    assert post.fields["Content-Type"] == "text/csv"
