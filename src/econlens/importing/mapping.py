"""Files whose titles say nothing to us: what their columns look like, and the user's word for it.

`describe_columns` shows a file to the user; the answer comes back as a ColumnMapping and goes into
`econlens.importing.read.read_file(data, mapping=...)`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from econlens.domain.issues import Issue
from econlens.importing.words import Column, key

# What a user may say that a column is. Column.value is the name on the screen and on the wire.
CHOICES: Final = (
    *(Column.SYMBOL, Column.ISIN, Column.LOCAL_ID, Column.NAME),
    *(Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE, Column.UNIT_COST, Column.COST_BASIS),
    *(Column.CURRENCY, Column.ACCOUNT, Column.PORTFOLIO, Column.ASSET_TYPE, Column.EXCHANGE),
    *(Column.DATE, Column.TRANSACTION),
)


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
    return ColumnsSeen(signature=_signature(()), header_line=None, columns=())


def _signature(titles: Sequence[str]) -> str:
    return sha256("\x1f".join(map(key, titles)).encode()).hexdigest()
