"""The text of a file, decoded block by block: a large file is never held a second time."""

from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class TextFile:
    """Bytes that are text in `encoding`, from the place `start` to the place `stop`: behind the
    byte-order mark, and without the mark that once ended files. line_end: the usual one."""

    data: bytes
    start: int
    stop: int
    line_end: bytes
    encoding: str = "utf-8"

    def blocks(self) -> Iterator[bytes]:
        """Some 64 KB each, cut where a line ends, so that no character is cut either."""
        at = self.start
        while at < self.stop:
            end = self.data.find(self.line_end, at + _BLOCK_BYTES, self.stop) + 1 or self.stop
            if self.data[end - 1 : end + 1] == b"\r\n":
                end += 1
            yield self.data[at:end]
            at = end

    def texts(self) -> Iterator[str]:
        """The blocks decoded; each line ends with one line feed, whatever its end in the file."""
        return map(self._decoded, self.blocks())

    def beginning(self) -> str:
        """The lines of the first block."""
        return next(self.texts(), "\n")

    def _decoded(self, block: bytes) -> str:
        text = block.decode(self.encoding)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if text.endswith("\n") else text + "\n"


def count_line_ends(data: bytes, stop: int) -> tuple[int, int]:
    """Those with a line feed, and those with nothing but a carriage return."""
    line_feeds = data.count(b"\n", 0, stop)
    if b"\r" not in data:
        return line_feeds, 0
    return line_feeds, data.count(b"\r", 0, stop) - data.count(b"\r\n", 0, stop)
