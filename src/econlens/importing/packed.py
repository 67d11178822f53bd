"""Rows kept encoded, a block at a time: as objects they would take ten times their file."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Generic, TypeVar, overload

from msgspec import msgpack

_BLOCK_ROWS = 1_000
_encoder = msgpack.Encoder()
_T = TypeVar("_T")


class Packed(Sequence[_T], Generic[_T]):
    """A sequence to add to and to go through; a row by its place costs the decoding of its block,
    unless the row asked for before it is in the same one.

    kind: the type of a row, which msgspec must be able to tell from its encoded form.
    """

    def __init__(self, kind: type[_T], rows: Iterable[_T] = ()) -> None:
        self._decoder = _decoder_of(kind)
        self._blocks: list[bytes] = []
        self._last: list[_T] = []
        self._decoded: tuple[int, list[_T]] = (-1, [])
        self.extend(rows)

    def append(self, row: _T) -> None:
        self._last.append(row)
        self._pack_if_full()

    def _pack_if_full(self) -> None:
        if len(self._last) == _BLOCK_ROWS:
            self._blocks.append(_encoder.encode(self._last))
            self._last = []

    def extend(self, rows: Iterable[_T]) -> None:
        remaining = iter(rows)
        while part := list(islice(remaining, _BLOCK_ROWS - len(self._last))):
            self._last += part
            self._pack_if_full()

    def blocks(self) -> Iterator[list[_T]]:
        """Some thousand rows each."""
        yield from map(self._decoder.decode, self._blocks)
        if self._last:
            yield self._last

    def drain(self) -> Iterator[list[_T]]:
        """The blocks, each of them forgotten as soon as it is decoded."""
        blocks, last = self._blocks[::-1], self._last
        self._blocks, self._last, self._decoded = [], [], (-1, [])
        while blocks:
            yield self._decoder.decode(blocks.pop())
        if last:
            yield last

    def __iter__(self) -> Iterator[_T]:
        for block in self.blocks():
            yield from block

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK_ROWS + len(self._last)

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        chosen = range(len(self))[at]
        if isinstance(chosen, int):
            block, place = divmod(chosen, _BLOCK_ROWS)
            return self._block(block)[place]
        if chosen.step != 1 or not chosen:
            return [self[place] for place in chosen]
        block, skipped = divmod(chosen.start, _BLOCK_ROWS)
        last = (chosen.stop - 1) // _BLOCK_ROWS
        if block == last:
            return self._block(block)[skipped : skipped + len(chosen)]
        blocks = map(self._block, range(block, last + 1))
        return list(islice(chain.from_iterable(blocks), skipped, skipped + len(chosen)))

    def _block(self, number: int) -> list[_T]:
        if number == len(self._blocks):
            return self._last
        if number != self._decoded[0]:
            self._decoded = number, self._decoder.decode(self._blocks[number])
        return self._decoded[1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def _decoder_of(kind: type) -> "msgpack.Decoder[list[Any]]":
    return msgpack.Decoder(list[kind])  # type: ignore[valid-type]
