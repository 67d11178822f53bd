"""Rows that belong together are brought together, without a file's rows ever being objects at once.

They are dealt out over parts by what they share, as databases do for joins that exceed their
memory; then one part at a time is worked on.
"""

import heapq
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, Protocol, TypeVar

from econlens.importing.packed import Packed

_PARTS = 64
# Short, since each part has a block of its own that is not encoded yet.
_BLOCK_ROWS = 64


class _OnLine(Protocol):
    @property
    def line(self) -> int: ...


_T = TypeVar("_T", bound=_OnLine)


class Partitions(Generic[_T]):
    """Rows that agree in what they share are in one part, in the order in which they came.

    kind: the type of a row. In which part a row is differs from process to process, so that nobody
    can write a file whose rows all fall into one.
    """

    def __init__(
        self, kind: type[_T], shared: Callable[[_T], Hashable], rows: Iterable[_T] = ()
    ) -> None:
        self._kind = kind
        self._shared = shared
        self._parts = [Packed(kind, block_rows=_BLOCK_ROWS) for _ in range(_PARTS)]
        self.extend(rows)

    def append(self, row: _T) -> None:
        self._parts[hash(self._shared(row)) % _PARTS].append(row)

    def extend(self, rows: Iterable[_T]) -> None:
        for row in rows:
            self.append(row)

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def drain(self) -> Iterator[Iterator[_T]]:
        """Part by part; the rows that were gone through are forgotten."""
        for part in self._parts:
            yield chain.from_iterable(part.drain())

    def merged(
        self, added: Callable[[_T, _T], _T], tell: Callable[[_T, Sequence[int]], None]
    ) -> Packed[_T]:
        """One row for all those that share the same, in the order of their first lines.

        added: two of them as one, the earlier given first. tell: called with each row that was
        several, and with their lines. The rows are then gone from here.
        """
        return in_line_order(self._kind, (self._merged(part, added, tell) for part in self.drain()))

    def _merged(
        self,
        rows: Iterable[_T],
        added: Callable[[_T, _T], _T],
        tell: Callable[[_T, Sequence[int]], None],
    ) -> Iterable[_T]:
        sums: dict[Hashable, _T] = {}
        lines: dict[Hashable, array[int]] = {}
        for row in rows:
            shared = self._shared(row)
            before = sums.get(shared)
            sums[shared] = row if before is None else added(before, row)
            lines.setdefault(shared, array("L")).append(row.line)
        for shared, row in sums.items():
            if len(lines[shared]) > 1:
                tell(row, lines[shared])
        return sums.values()


def in_line_order(kind: type[_T], parts: Iterable[Iterable[_T]]) -> Packed[_T]:
    """The rows of all parts, each of which has its own in the order of their lines."""
    return Packed(kind, merge_sorted(kind, parts, lambda row: row.line))


def merge_sorted(
    kind: type[_T], parts: Iterable[Iterable[_T]], key: Callable[[_T], int]
) -> Iterator[_T]:
    """The rows of all parts by their keys, as they are in each part already. Of one key, those of
    earlier parts come first."""
    packed = [_sealed(kind, part) for part in parts]
    rows = (chain.from_iterable(part.drain()) for part in packed)
    return heapq.merge(*rows, key=key)


def _sealed(kind: type[_T], rows: Iterable[_T]) -> Packed[_T]:
    packed = Packed(kind, rows, block_rows=_BLOCK_ROWS)
    packed.seal()
    return packed
