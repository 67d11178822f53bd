"""The long parts of a workbook, an element at a time and none of them kept.

openpyxl keeps an element for every row and every text: a hundred bytes for five, as it may be.
"""

from collections.abc import Iterator, Set
from typing import IO, Final, NamedTuple
from xml.parsers.expat import ParserCreate

from econlens.importing.issue_log import RefusedFileError, refused

# As many characters as Excel itself takes in a cell.
MAX_TEXT: Final = 32_767
# The cells of the largest sheet that is read, and their rows.
MAX_ELEMENTS: Final = 4_000_000
_CHUNK: Final = 8_192
# What expat keeps until the end: open elements, and every name. A part has some dozens.
_MAX_DEPTH: Final = 100
_MAX_NAMES: Final = 10_000
# expat keeps a tag until it is closed, and then all of its attributes.
_MAX_TAG_BYTES: Final = 1_000_000
_TEXTS: Final = frozenset({"v", "t"})
# How the characters of a text are pronounced, which is no part of it.
_PHONETIC: Final = "rPh"


class Element(NamedTuple):
    """text: of the values and texts in it."""

    name: str
    attributes: dict[str, str]
    text: str


def read_elements(
    part: IO[bytes], units: Set[str], until: str, marks: Set[str], most: int
) -> Iterator[Element]:
    """The units as they end and the marks, without a text, as they begin; nothing behind `until`.

    Raises ExpatError for what is no XML, ValueError for XML that no program writes. Refuses more
    elements than `most` and a text that is too long.
    """
    found = _Found(units, marks, until)
    names: dict[str, str] = {}
    parser = ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    fed = parsed = count = 0
    is_whole = False
    while not (found.is_over or is_whole):
        chunk = part.read(_CHUNK)
        is_whole = not chunk
        parser.Parse(chunk, is_whole)
        fed, parsed = fed + len(chunk), max(parsed, parser.CurrentByteIndex)
        if fed - parsed > _MAX_TAG_BYTES or len(names) > _MAX_NAMES:
            raise ValueError("a tag is too long, or there are too many names")
        elements = found.take()
        count += len(elements)
        if count > most:
            raise _too_many_elements(most)
        yield from elements


class _Found:
    """Takes what expat sees; keeps what was asked for until it is taken."""

    def __init__(self, units: Set[str], marks: Set[str], until: str) -> None:
        self.is_over = False
        self._units, self._marks, self._until = units, marks, until
        self._prefix = ""
        self._found: list[Element] = []
        self._attributes: dict[str, str] = {}
        self._texts: list[str] = []
        self._length = self._depth = 0
        self._is_text = self._is_phonetic = False

    def take(self) -> list[Element]:
        found, self._found = self._found, []
        return found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._prefix or not self._depth:
            name = self._without_prefix(name)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError("the elements are too deep in one another")
        if name in self._units:
            self._attributes, self._texts, self._length = attributes, [], 0
        elif name in _TEXTS:
            self._is_text = not self._is_phonetic
        elif name in self._marks:
            self._found.append(Element(name, attributes, ""))
        elif name == _PHONETIC:
            self._is_phonetic = True

    def end(self, name: str) -> None:
        if self._prefix:
            name = self._without_prefix(name)
        self._depth -= 1
        if name in self._units:
            self._found.append(Element(name, self._attributes, "".join(self._texts)))
        elif name in _TEXTS:
            self._is_text = False
        elif name == _PHONETIC:
            self._is_phonetic = False
        elif name == self._until:
            self.is_over, self._units, self._marks = True, frozenset(), frozenset()

    def text(self, text: str) -> None:
        if not self._is_text:
            return
        self._texts.append(text)
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise _text_too_long()

    def _without_prefix(self, name: str) -> str:
        """Some programs write x:row for row, and the first element then has that prefix too."""
        if not self._depth:
            self._prefix = "".join(name.rpartition(":")[:2])
        return name.removeprefix(self._prefix)


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a DOCTYPE, which no workbook has, may define entities that multiply")


def _too_many_elements(most: int) -> RefusedFileError:
    message = f"A part of the workbook has more than {most:,} cells and rows, texts or styles."
    return refused(
        "WORKBOOK_TOO_LARGE",
        message,
        "Save the sheet with your holdings as CSV and upload that file.",
    )


def _text_too_long() -> RefusedFileError:
    message = f"A cell has more than {MAX_TEXT:,} characters, which Excel itself does not write."
    return refused(
        "CELL_TOO_LONG", message, "Shorten the cell, or save the sheet with your holdings as CSV."
    )
