"""Secrets: made once, the same for everybody who asks, readable by nobody else."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from econlens.adapters.local.secret_file import load_or_create_secret


def test_a_secret_is_made_once_and_then_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "some.key"
    first = load_or_create_secret(path)

    assert len(first) == 32
    assert load_or_create_secret(path) == first


def test_two_places_have_two_secrets(tmp_path: Path) -> None:
    assert load_or_create_secret(tmp_path / "a") != load_or_create_secret(tmp_path / "b")


def test_only_this_user_can_read_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "some.key"
    load_or_create_secret(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    path.write_bytes(b"k" * 32)
    path.chmod(0o644)

    assert load_or_create_secret(path) == b"k" * 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_starters_that_race_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(load_or_create_secret, [tmp_path / "some.key"] * 32))

    assert len(secrets) == 1
