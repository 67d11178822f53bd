"""A process that reads a file needs at most three times the file, whatever is in it."""

from pathlib import Path

import pytest

from bench.hostile_files import hostile_files
from bench.library import added_megabytes, ten_megabytes
from econlens.importing.read import read_file

HONEST = ten_megabytes()
FILES = HONEST | hostile_files()
# Beside the file itself.
MOST_TIMES = 3


@pytest.mark.parametrize("kind", FILES)
def test_reading_ten_megabytes_takes_a_few_times_the_file(kind: str, tmp_path: Path) -> None:
    data = FILES[kind]
    assert 7_500_000 < len(data) <= 10_000_000
    beyond = added_megabytes(data, tmp_path) / (len(data) / 1e6) - 1
    assert beyond <= MOST_TIMES


@pytest.mark.parametrize("kind", HONEST)
def test_those_files_are_read_and_not_refused(kind: str) -> None:
    result = read_file(HONEST[kind])
    assert result.accepted, result.issues[:3]
    assert len(result.positions) >= 3_000
