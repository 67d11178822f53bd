"""The text of a file, decoded block by block: a large file is never held a second time."""

from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class TextFile:
    """Bytes that are text in `encoding`, from the place `start` on, behind the byte-order mark."""

    data: bytes
    start: int = 0
    encoding: str = "utf-8"

    def count_lines(self) -> int:
        """Whatever they end with, and be it several things by turns."""
        lines = self.data.count(b"\n")
        if b"\r" in self.data:
            lines += self.data.count(b"\r") - self.data.count(b"\r\n")
        return lines

    def blocks(self) -> Iterator[bytes]:
        """Some 64 KB each, cut where a line ends, so that no character is cut either."""
        line_end = self._line_end()
        at = self.start
        while at < len(self.data):
            end = self.data.find(line_end, at + _BLOCK_BYTES) + 1 or len(self.data)
            yield self.data[at:end]
            at = end

    def texts(self) -> Iterator[str]:
        """The blocks decoded; each line ends with one line feed, whatever its end in the file."""
        return map(self._decoded, self.blocks())

    def beginning(self) -> str:
        """The lines of the first block."""
        return next(self.texts(), "\n")

    def _line_end(self) -> bytes:
        return b"\n" if b"\n" in self.data else b"\r"

    def _decoded(self, block: bytes) -> str:
        text = block.decode(self.encoding)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if text.endswith("\n") else text + "\n"
