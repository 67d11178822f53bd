"""A process that reads a file needs a few times the file, whoever wrote it."""

from pathlib import Path

import pytest

from bench.library import added_megabytes, ten_megabytes
from econlens.importing.read import read_file

FILES = ten_megabytes()
# Beside the file itself. Every result in objects, and every cell in one, would be twenty times.
MOST = {"10 MB of lots": 3.5, "10 MB of transactions": 4.0}


@pytest.mark.parametrize("kind", FILES)
def test_reading_ten_megabytes_takes_a_few_times_the_file(kind: str, tmp_path: Path) -> None:
    data = FILES[kind]
    assert 9_500_000 < len(data) <= 10_000_000
    beyond = added_megabytes(data, tmp_path) / (len(data) / 1e6) - 1
    assert beyond <= MOST.get(kind, 3.1)


@pytest.mark.parametrize("kind", FILES)
def test_those_files_are_read_and_not_refused(kind: str) -> None:
    result = read_file(FILES[kind])
    assert result.accepted, result.issues[:3]
    assert len(result.positions) >= 3_000
