"""The text of a file, decoded block by block: a large file is never held a second time."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_BLOCK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class TextFile:
    """Bytes that are text in `encoding`, from the place `start` on, behind the byte-order mark."""

    data: bytes
    start: int = 0
    encoding: str = "utf-8"

    def count_lines(self) -> int:
        return self.data.count(self._line_end())

    def blocks(self) -> Iterator[bytes]:
        """Some 64 KB each, cut where a line ends, so that no character is cut either."""
        line_end = self._line_end()
        at = self.start
        while at < len(self.data):
            end = self.data.find(line_end, at + _BLOCK_BYTES) + 1 or len(self.data)
            yield self.data[at:end]
            at = end

    def lines(self) -> Iterator[str]:
        """Each ends with one line feed, whatever its end in the file."""
        return chain.from_iterable(map(io.StringIO, map(self._decoded, self.blocks())))

    def beginning(self) -> str:
        """The lines of the first block."""
        return self._decoded(next(self.blocks(), b""))

    def _line_end(self) -> bytes:
        return b"\n" if b"\n" in self.data else b"\r"

    def _decoded(self, block: bytes) -> str:
        text = block.decode(self.encoding)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if text.endswith("\n") else text + "\n"
