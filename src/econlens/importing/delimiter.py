"""Which sign separates the cells of a file."""

from collections import Counter

from econlens.importing.canonical_header import header_score
from econlens.importing.table import DELIMITERS, sample_table


def choose_delimiter(text: str) -> str:
    """The sign under which some line of the beginning makes the best header.

    Where no line is a header that we know, the sign that cuts most lines alike; a comma if none.
    """
    return max(DELIMITERS, key=lambda sign: _fitness(text, sign))


def _fitness(text: str, delimiter: str) -> tuple[int, int]:
    rows = sample_table(text, delimiter).rows
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return header_score(rows), max(widths.values(), default=0)
