"""Rows kept encoded and compressed, a block at a time: as objects they would take ten times their
file."""

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, Generic, TypeVar, overload

from msgspec import msgpack

_BLOCK_ROWS = 1_000
# As objects, some one and a half megabytes where each takes four bytes.
_BLOCK_CHARACTERS = 400_000
# The higher levels take longer for little more.
_FASTEST = 1
_encoder = msgpack.Encoder()
_T = TypeVar("_T")


class Packed(Sequence[_T], Generic[_T]):
    """A sequence to add to and to go through; a row by its place costs the decoding of its block,
    unless the row asked for before it is in the same one.

    kind: the type of a row, which msgspec must be able to tell from its encoded form. weigh: how
    many characters are in a row, where that can be many: long rows make short blocks.
    """

    def __init__(
        self,
        kind: type[_T],
        rows: Iterable[_T] = (),
        *,
        weigh: Callable[[_T], int] | None = None,
        block_rows: int = _BLOCK_ROWS,
    ) -> None:
        self._decoder = _decoder_of(kind)  # type: ignore[arg-type] # a type can be hashed
        self._weigh = weigh
        self._block_rows = block_rows
        self._blocks: list[bytes] = []
        self._ends: list[int] = []
        self._last: list[_T] = []
        self._weight = 0
        self._decoded: tuple[int, list[_T]] = (-1, [])
        self.extend(rows)

    def append(self, row: _T) -> None:
        self._last.append(row)
        if self._weigh is not None:
            self._weight += self._weigh(row)
        self._seal_if_full()

    def extend(self, rows: Iterable[_T]) -> None:
        remaining = iter(rows)
        while part := list(islice(remaining, self._block_rows - len(self._last))):
            self._last += part
            if self._weigh is not None:
                self._weight += sum(map(self._weigh, part))
            self._seal_if_full()

    def _seal_if_full(self) -> None:
        if len(self._last) >= self._block_rows or self._weight >= _BLOCK_CHARACTERS:
            self.seal()

    def seal(self) -> None:
        """Encodes what waits for more to share its block with. Worth it when no more will come."""
        if self._last:
            self._blocks.append(zlib.compress(_encoder.encode(self._last), _FASTEST))
            self._ends.append(self._sealed + len(self._last))
            self._last, self._weight = [], 0

    @property
    def _sealed(self) -> int:
        return self._ends[-1] if self._ends else 0

    def blocks(self) -> Iterator[list[_T]]:
        """Some thousand rows each."""
        yield from map(self._decode, self._blocks)
        if self._last:
            yield self._last

    def drain(self) -> Iterator[list[_T]]:
        """The blocks, each of them forgotten as soon as it is decoded."""
        blocks, last = self._blocks[::-1], self._last
        self._blocks, self._ends, self._last, self._weight = [], [], [], 0
        self._decoded = (-1, [])
        while blocks:
            yield self._decode(blocks.pop())
        if last:
            yield last

    def _decode(self, block: bytes) -> list[_T]:
        return self._decoder.decode(zlib.decompress(block))

    def __iter__(self) -> Iterator[_T]:
        for block in self.blocks():
            yield from block

    def __len__(self) -> int:
        return self._sealed + len(self._last)

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        chosen = range(len(self))[at]
        if isinstance(chosen, int):
            block = bisect_right(self._ends, chosen)
            return self._block(block)[chosen - self._start(block)]
        if chosen.step != 1 or not chosen:
            return [self[place] for place in chosen]
        first = bisect_right(self._ends, chosen.start)
        last = bisect_right(self._ends, chosen.stop - 1)
        skipped = chosen.start - self._start(first)
        if first == last:
            return self._block(first)[skipped : skipped + len(chosen)]
        blocks = map(self._block, range(first, last + 1))
        return list(islice(chain.from_iterable(blocks), skipped, skipped + len(chosen)))

    def _start(self, block: int) -> int:
        return self._ends[block - 1] if block else 0

    def _block(self, number: int) -> list[_T]:
        if number == len(self._blocks):
            return self._last
        if number != self._decoded[0]:
            self._decoded = number, self._decode(self._blocks[number])
        return self._decoded[1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


@cache
def _decoder_of(kind: type) -> "msgpack.Decoder[list[Any]]":
    return msgpack.Decoder(list[kind])  # type: ignore[valid-type]
