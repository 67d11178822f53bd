"""A process that reads a file needs a few times the file, whoever wrote it."""

from pathlib import Path

import pytest

from bench.library import added_megabytes, ten_megabytes
from econlens.importing.read import read_file

FILES = ten_megabytes()
# Beside the file itself: 2.0 for canonical rows and 2.6 to 3.1 for a broker's as measured, and room
# for how another system deals out memory. With every row and result in objects it would be twenty.
MOST_TIMES = {kind: 2.5 if "canonical" in kind else 3.5 for kind in FILES}


@pytest.mark.parametrize("kind", FILES)
def test_reading_ten_megabytes_takes_a_few_times_the_file(kind: str, tmp_path: Path) -> None:
    data = FILES[kind]
    assert 9_500_000 < len(data) <= 10_000_000
    beyond = added_megabytes(data, tmp_path) / (len(data) / 1e6) - 1
    assert beyond <= MOST_TIMES[kind]


@pytest.mark.parametrize("kind", FILES)
def test_those_files_are_read_and_not_refused(kind: str) -> None:
    result = read_file(FILES[kind])
    assert result.accepted, result.issues[:3]
    assert len(result.positions) >= 3_000
