"""Inputs that led the fuzzer down ways of their own; see fuzz_import.py for their form."""

import time
from pathlib import Path

import pytest

from econlens.importing.check_report import check_report
from econlens.importing.mapping import CHOICES, ColumnMapping, describe_columns
from econlens.importing.read import read_file

CORPUS = sorted((Path(__file__).parents[2] / "data" / "fuzz").iterdir())


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) >= 30


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_hostile_bytes_get_an_answer_at_once(path: Path) -> None:
    content = path.read_bytes()[1:]
    places = {at: CHOICES[byte % len(CHOICES)] for at, byte in enumerate(content[:6])}
    began = time.process_time()
    seen = describe_columns(content)
    for mapping in (None, ColumnMapping(columns=places, decimal_sign=",", currency="EUR")):
        result = read_file(content, mapping)
        assert check_report(result)["kind"] == result.kind.value
        assert result.positions or result.cash or not result.accepted
    assert seen.columns or seen.issues
    assert time.process_time() - began < 1
