"""Files whose titles say nothing to us: what their columns look like, and the user's word for it.

`describe_columns` shows a file to the user; the answer comes back as a ColumnMapping and goes into
`econlens.importing.read.read_file(data, mapping=...)`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Final

from econlens.domain.issues import Issue
from econlens.importing.header import Header, header_of, is_enough
from econlens.importing.issue_log import IssueLog, RefusedFileError
from econlens.importing.opening import open_file
from econlens.importing.table import Table
from econlens.importing.titles import guess_columns, title_row
from econlens.importing.words import Column, key

# What a user may say that a column is. Column.value is the name on the screen and on the wire.
CHOICES: Final = (
    *(Column.SYMBOL, Column.ISIN, Column.LOCAL_ID, Column.NAME),
    *(Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE, Column.UNIT_COST, Column.COST_BASIS),
    *(Column.CURRENCY, Column.ACCOUNT, Column.PORTFOLIO, Column.ASSET_TYPE, Column.EXCHANGE),
    *(Column.DATE, Column.TRANSACTION),
)
_SAMPLES: Final = 3
_LONGEST_SHOWN: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What the user says about a file, for all that the file does not say itself.

    columns: place of a column, counted from 0, to its meaning, one of CHOICES; places left out are
    not read. Empty: the columns that EconLens recognises by itself.
    decimal_sign: "." or "," for every number column; None: settled by the file.
    currency: ISO 4217 code of the amounts of rows that name none; None: settled by the file.
    """

    columns: Mapping[int, Column] = field(default_factory=dict)
    decimal_sign: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSeen:
    """index counts from 0. samples: the first three different cells that are not empty, each cut
    to 60 characters. guess: what EconLens takes the column for, one of CHOICES, or None."""

    index: int
    title: str
    samples: tuple[str, ...]
    guess: Column | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsSeen:
    """The columns under the line of titles that the file's own rows seem to follow.

    signature: 64 hexadecimal digits that are the same for every file with these titles in this
    order, whatever their case, accents, spaces and punctuation: the key to remember a mapping by.
    issues: why there are no columns, when there are none.
    """

    signature: str
    header_line: int | None
    columns: tuple[ColumnSeen, ...]
    issues: tuple[Issue, ...] = ()


def describe_columns(data: bytes) -> ColumnsSeen:
    """What a user needs to see to map a file of any layout. Never raises; does no I/O."""
    issues = IssueLog()
    try:
        table = open_file(data, issues).sample()
        at = title_row(table)
        if at is None:
            raise _no_titles()
    except RefusedFileError as refused:
        return ColumnsSeen(
            signature=_signature(()), header_line=None, columns=(), issues=(refused.issue,)
        )
    titles, rows = table.rows[at], [row for row in table.rows[at + 1 :] if len(row) > 1]
    guesses = guess_columns(titles, rows)
    return ColumnsSeen(
        signature=_signature(titles),
        header_line=table.lines[at],
        columns=tuple(
            ColumnSeen(
                index=place,
                title=title.strip()[:_LONGEST_SHOWN],
                samples=_samples(rows, place),
                guess=guesses[place] if guesses.get(place) in CHOICES else None,
            )
            for place, title in enumerate(titles)
        ),
    )


def mapped_header(sample: Table, columns: Mapping[int, Column]) -> Header:
    """The line of titles as the user reads it. Refuses a mapping that cannot be for this file."""
    at = title_row(sample)
    if at is None:
        raise _no_titles()
    titles, line = sample.rows[at], sample.lines[at]
    if max(columns) >= len(titles) or min(columns) < 0:
        raise _refused(
            "MAPPING_MISMATCH",
            f"The mapping names {max(columns) + 1} columns or more, but line {line} has "
            f"{len(titles)} titles.",
            line,
            "Map the columns of this file again.",
        )
    if twice := [column for column, uses in Counter(columns.values()).items() if uses > 1]:
        raise _refused(
            "MAPPING_AMBIGUOUS",
            f'Several columns are mapped to "{twice[0]}".',
            line,
            "Map each meaning to one column only.",
        )
    index = {column: place for place, column in columns.items()}
    if not is_enough(index):
        raise _refused(
            "MAPPING_INCOMPLETE",
            "The mapping does not say what is held and how much of it.",
            line,
            'Map one column to "Symbol", "ISIN" or "Name", and one to "Shares" or "Dollar Amount".',
        )
    return header_of(titles, index)


def _samples(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    cells = (row[place].strip() for row in rows if place < len(row))
    distinct = dict.fromkeys(cell[:_LONGEST_SHOWN] for cell in cells if cell)
    return tuple(islice(distinct, _SAMPLES))


def _signature(titles: Sequence[str]) -> str:
    return sha256("\x1f".join(map(key, titles)).encode()).hexdigest()


def _no_titles() -> RefusedFileError:
    return _refused(
        "NO_TITLES",
        "No line of the file looks like the titles of columns.",
        None,
        "Write a line above the rows that gives each column a title.",
    )


def _refused(code: str, message: str, line: int | None, fix: str) -> RefusedFileError:
    return RefusedFileError(Issue(code=code, message=message, line=line, suggested_fix=fix))
