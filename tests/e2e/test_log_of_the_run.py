"""The log of the whole run is searched when it ends: what is looked for would be found."""

import pytest

from tests.e2e.conftest import PERSONAL, personal_words_in

TOLD = (
    '{"message":"answered","email":"ada@example.com"}',
    "password=Correct-horse7",
    "Authorization: Bearer eyJhbGciOiJSUzI1NiJ9",
    "GET /shared/" + "x" * 43,
    "holding AAPL",
)


@pytest.mark.parametrize(("pattern", "line"), [*zip(PERSONAL, TOLD, strict=True)])
def test_each_kind_is_found_in_a_log_that_tells_it(pattern: str, line: str) -> None:
    assert personal_words_in(line) == [pattern]


def test_an_ordinary_line_tells_nothing() -> None:
    line = '{"operation":"createPortfolio","status":201,"correlation_id":"8d0f4d0e-0000"}'
    assert personal_words_in(line) == []
