"""Attacks on the presigned forms of the local object store: each is refused, nothing is stored."""

import base64
import json
import os
import stat
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from econlens.adapters.local.object_store import LocalObjectStore
from econlens.domain.errors import (
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    TooLargeError,
    UnsupportedTypeError,
)
from tests.fakes import FixedClock

KEY = "uploads/4f1c/9a2b/source"
BODY = b"Symbol,Name\nAAPL,Apple\n"


@dataclass(frozen=True)
class Bench:
    store: LocalObjectStore
    clock: FixedClock
    root: Path

    def form(self, max_bytes: int = 100) -> dict[str, str]:
        expires_at = self.clock.now() + timedelta(minutes=5)
        post = self.store.presign_post(
            KEY, content_type="text/csv", max_bytes=max_bytes, expires_at=expires_at
        )
        return dict(post.fields)

    def is_empty(self) -> bool:
        return list(self.root.iterdir()) == []


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    clock, root = FixedClock(), tmp_path / "objects"
    return Bench(LocalObjectStore(root, "http://localhost:8000", b"k" * 32, clock), clock, root)


def rewritten(form: dict[str, str], **changes: object) -> dict[str, str]:
    policy = json.loads(base64.b64decode(form["policy"])) | changes
    return form | {"policy": base64.b64encode(json.dumps(policy).encode()).decode()}


def test_an_honest_form_stores_the_file(bench: Bench) -> None:
    assert bench.store.accept_post(bench.form(), BODY) == KEY
    assert bench.store.get(KEY) == BODY


def test_the_form_points_at_this_server(bench: Bench) -> None:
    post = bench.store.presign_post(
        KEY, content_type="text/csv", max_bytes=1, expires_at=bench.clock.now()
    )

    assert post.url == "http://localhost:8000/objects"


@pytest.mark.parametrize(
    "change",
    [
        {"max_bytes": 10**9},
        {"min_bytes": 0},
        {"key": "uploads/somebody/else/source"},
        {"content_type": "text/html"},
        {"expiration": "2099-01-01T00:00:00Z"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_policy_is_refused(bench: Bench, change: dict[str, object]) -> None:
    with pytest.raises(ForbiddenError, match="changed"):
        bench.store.accept_post(rewritten(bench.form(), **change), BODY)
    assert bench.is_empty()


@pytest.mark.parametrize("signature", ["", "0" * 64, "é" * 64])
def test_a_wrong_signature_is_refused(bench: Bench, signature: str) -> None:
    with pytest.raises(ForbiddenError, match="changed"):
        bench.store.accept_post(bench.form() | {"signature": signature}, BODY)
    assert bench.is_empty()


def test_a_form_signed_with_another_key_is_refused(bench: Bench, tmp_path: Path) -> None:
    foreign = LocalObjectStore(tmp_path / "foreign", "http://x", b"other" * 7, bench.clock)
    post = foreign.presign_post(
        KEY,
        content_type="text/csv",
        max_bytes=100,
        expires_at=bench.clock.now() + timedelta(minutes=5),
    )

    with pytest.raises(ForbiddenError, match="not ours"):
        bench.store.accept_post(post.fields, BODY)
    assert bench.is_empty()


def test_a_form_is_good_until_its_last_moment_and_not_at_it(bench: Bench) -> None:
    form = bench.form()
    bench.clock.advance(minutes=4, seconds=59)
    bench.store.verify_post(form)

    bench.clock.advance(seconds=1)
    with pytest.raises(ForbiddenError, match="expired"):
        bench.store.accept_post(form, BODY)
    assert bench.is_empty()


@pytest.mark.parametrize("size", [100, 1])
def test_sizes_up_to_the_limit_are_taken(bench: Bench, size: int) -> None:
    assert bench.store.accept_post(bench.form(max_bytes=100), b"x" * size) == KEY


def test_a_file_of_one_byte_too_many_is_refused(bench: Bench) -> None:
    with pytest.raises(TooLargeError, match="100 bytes"):
        bench.store.accept_post(bench.form(max_bytes=100), b"x" * 101)
    assert bench.is_empty()


def test_an_empty_file_is_refused(bench: Bench) -> None:
    with pytest.raises(InvalidRequestError, match="empty"):
        bench.store.accept_post(bench.form(), b"")
    assert bench.is_empty()


@pytest.mark.parametrize("content_type", ["text/html", "text/csv; charset=utf-8", "TEXT/CSV", ""])
def test_another_content_type_is_refused(bench: Bench, content_type: str) -> None:
    with pytest.raises(UnsupportedTypeError, match="text/csv"):
        bench.store.accept_post(bench.form() | {"Content-Type": content_type}, BODY)
    assert bench.is_empty()


@pytest.mark.parametrize(
    "key", ["uploads/4f1c/other/source", "../../outside", "/etc/cron.d/x", KEY + "/", ""]
)
def test_another_key_is_refused(bench: Bench, key: str) -> None:
    with pytest.raises(ForbiddenError, match="another file"):
        bench.store.accept_post(bench.form() | {"key": key}, BODY)
    assert bench.is_empty()


@pytest.mark.parametrize("name", ["key", "Content-Type", "policy", "signature"])
def test_a_missing_field_is_refused(bench: Bench, name: str) -> None:
    form = bench.form()
    del form[name]

    with pytest.raises(InvalidRequestError, match=name):
        bench.store.accept_post(form, BODY)
    assert bench.is_empty()


def test_a_field_too_many_is_refused(bench: Bench) -> None:
    with pytest.raises(InvalidRequestError, match="acl"):
        bench.store.accept_post(bench.form() | {"acl": "public-read"}, BODY)
    assert bench.is_empty()


def test_only_this_user_can_read_what_is_stored(bench: Bench) -> None:
    bench.store.accept_post(bench.form(), BODY)
    (stored,) = bench.root.iterdir()

    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert stat.S_IMODE(bench.root.stat().st_mode) == 0o700


def test_a_key_longer_than_a_file_name_may_be_is_refused(bench: Bench) -> None:
    with pytest.raises(InvalidRequestError, match="too long"):
        bench.store.put("k" * 300, BODY)
    assert bench.is_empty()


def test_a_write_that_fails_leaves_the_old_object_and_no_rest(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.store.put(KEY, b"old")

    def disk_is_full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_is_full)
    with pytest.raises(OSError, match="No space"):
        bench.store.put(KEY, b"new")

    assert bench.store.get(KEY) == b"old"
    assert len(list(bench.root.iterdir())) == 1


def test_another_object_is_not_reached_by_the_name_of_its_file(bench: Bench) -> None:
    bench.store.put(KEY, BODY)
    (stored,) = bench.root.iterdir()

    with pytest.raises(NotFoundError):
        bench.store.get(stored.name)


def test_files_that_nobody_has_asked_for_in_a_week_are_forgotten(bench: Bench) -> None:
    for key, days in (("old", 8), ("new", 6)):
        bench.store.put(key, BODY)
        moment = (bench.clock.now() - timedelta(days=days)).timestamp()
        for path in bench.root.glob(f"{key}*"):
            os.utime(path, (moment, moment))
    bench.store.accept_post(bench.form(), BODY)
    assert {path.name.partition(".")[0] for path in bench.root.iterdir()} == {
        "new",
        KEY.replace("/", "%2F"),
    }
