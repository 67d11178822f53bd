"""The cells of a canonical file, column by column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from econlens.importing.canonical_header import CanonicalHeader
from econlens.importing.packed import Packed
from econlens.importing.words import Column

Texts = list[str] | Packed[str]
_BLOCK_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class CanonicalTable:
    """The stripped cells of the holdings, column by column. lines[i] is the line of cell i."""

    header: CanonicalHeader
    columns: dict[Column, Texts]
    lines: Sequence[int]

    def texts(self, column: Column) -> Texts:
        """Empty strings for a column that the file does not have."""
        return self.columns.get(column) or [""] * len(self.lines)

    def has(self, column: Column) -> bool:
        return column in self.columns


def packed_texts(texts: Iterable[str] = ()) -> Packed[str]:
    return Packed(str, texts, weigh=len)


def blocks_of(texts: Texts) -> Iterator[list[str]]:
    """A column in pieces of at most a thousand cells."""
    if isinstance(texts, Packed):
        return texts.blocks()
    return (texts[at : at + _BLOCK_ROWS] for at in range(0, len(texts), _BLOCK_ROWS))


def by_block(texts: Texts, convert: Callable[[list[str], int], list[str]]) -> Texts:
    """A column after `convert`, which gets some of its cells and the row number of their first.

    An encoded column is taken to pieces on the way.
    """
    if not isinstance(texts, Packed):
        return convert(texts, 0)
    converted = packed_texts()
    for block in texts.drain():
        converted.extend(convert(block, len(converted)))
    return converted
