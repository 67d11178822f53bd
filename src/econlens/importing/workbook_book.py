"""What openpyxl says of a workbook, and the rows of a sheet as the text that a CSV file would hold.

openpyxl reads the short parts, in read-only mode; the long ones are gone through by workbook_xml.
"""

from array import array
from collections.abc import Iterable, Iterator, Set
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from string import ascii_uppercase
from typing import Final, NamedTuple
from zipfile import ZipFile, ZipInfo

from econlens.importing.issue_log import refused
from econlens.importing.table import MAX_COLUMNS, NumberedRow
from econlens.importing.workbook_xml import MAX_ELEMENTS, Element, read_elements

# Beside its sheets, texts and styles, a workbook has parts of some kilobytes.
MAX_TREE_BYTES: Final = 500_000
# A text is in the file once and in any number of cells: this is twice what a CSV file may have.
MAX_CHARACTERS: Final = 20_000_000
# Excel itself takes 65,490 styles, and formats of 255 characters.
MAX_STYLES: Final = 100_000
_MAX_FORMAT: Final = 255
_LAST_LINE: Final = 1_048_576
AS_CSV: Final = "Save the sheet with your holdings as CSV and upload that file."


class Sheet(NamedTuple):
    """path: of its part in the archive."""

    title: str
    path: str
    is_visible: bool


class Book:
    """Raises what openpyxl and expat raise for a damaged workbook."""

    def __init__(self, data: bytes) -> None:
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.utils.datetime import from_excel, from_ISO8601
        from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS

        self._archive = _Archive(BytesIO(data))
        # The steps of load_workbook that are needed; the others load themes, charts and notes.
        reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.archive = self._archive
        reader.read_manifest()
        reader.read_workbook()
        self.sheets = [
            Sheet(sheet.name, link.target, sheet.state == "visible")
            for sheet, link in reader.parser.find_sheets()
            if "chartsheet" not in link.Type and link.target in reader.valid_files
        ]
        texts = reader.package.find(SHARED_STRINGS)
        texts_at = texts.PartName[1:] if texts else ""
        self._texts = _Texts(self._archive.elements(texts_at, {"si"}, "sst"))
        styles = {"numFmt", "xf"}
        self._styles = _Styles(
            self._archive.elements(ARC_STYLE, styles, "cellXfs", {"cellXfs"}, MAX_STYLES)
        )
        self._epoch = reader.wb.epoch
        self._date_of_number, self._date_of_text = from_excel, from_ISO8601

    def rows(self, sheet: Sheet) -> Iterator[NumberedRow]:
        """Each up to its last filled cell; without those that the file leaves out."""
        line = column = characters = 0
        cells: list[str] = []
        for element in self._archive.elements(sheet.path, {"c"}, "sheetData", {"row"}):
            if element.name == "row":
                if line:
                    yield NumberedRow(line, cells)
                line, column, cells = _line(element, line), 0, []
                continue
            column = _column(element) or column + 1
            if text := self._text(element):
                characters += len(text)
                _refuse_too_much(line, column, characters)
                cells += [""] * (column - len(cells))
                cells[column - 1] = text
        if line:
            yield NumberedRow(line, cells)

    def _text(self, cell: Element) -> str:
        kind, value = cell.attributes.get("t", "n"), cell.text
        if not value:
            return ""
        if kind == "n":
            return self._number_or_date(value, int(cell.attributes.get("s", 0)))
        if kind == "b":
            return str(bool(int(value))).upper()
        if kind == "d":
            return _date(self._date_of_text(value))
        if kind == "s":
            value = self._texts[int(value)]
        return " ".join(value.split())

    def _number_or_date(self, text: str, style: int) -> str:
        value = float(text) if {".", "e", "E"} & set(text) else int(text)
        if style not in self._styles.dates:
            return _number(value, is_percent=style in self._styles.percentages)
        try:
            is_duration = style in self._styles.durations
            return _date(self._date_of_number(value, self._epoch, timedelta=is_duration))
        except (OverflowError, ValueError):
            return "#VALUE!"


class _Archive(ZipFile):
    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        """What openpyxl reads whole it turns into objects, fifty bytes for one."""
        part = name if isinstance(name, ZipInfo) else self.getinfo(name)
        if part.file_size > MAX_TREE_BYTES:
            message = (
                f'"{part.filename[:40]}" in the workbook would unpack to {part.file_size:,} bytes; '
                f"at most {MAX_TREE_BYTES:,} are read of what is neither sheet nor text."
            )
            raise refused("WORKBOOK_TOO_LARGE", message, AS_CSV)
        content = super().read(part, pwd)
        # No workbook has one, and it may define entities that multiply. In UTF-16 there are zeros.
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise ValueError("a DOCTYPE")
        return content

    def elements(
        self,
        path: str,
        units: Set[str],
        until: str,
        marks: Set[str] = frozenset(),
        most: int = MAX_ELEMENTS,
    ) -> Iterator[Element]:
        """See read_elements. Nothing if there is no such part."""
        if path in self.NameToInfo:
            with self.open(path) as part:
                yield from read_elements(part, units, until, marks, most)


class _Texts:
    """The texts that cells name by their place; as objects they would be five times the part."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._encoded = bytearray()
        self._ends = array("I", [0])
        for element in elements:
            # As openpyxl does: so an underscore is written that begins no code of a character.
            self._encoded += element.text.replace("x005F_", "").encode()
            self._ends.append(len(self._encoded))

    def __getitem__(self, place: int) -> str:
        return self._encoded[self._ends[place] : self._ends[place + 1]].decode()


class _Styles:
    """Which styles show a number as a date, a duration or a percentage, by their places."""

    def __init__(self, elements: Iterable[Element]) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        styles = array("I")
        for name, attributes, _ in elements:
            if name == "numFmt":
                formats[int(attributes["numFmtId"])] = attributes["formatCode"][:_MAX_FORMAT]
            elif name == "xf":
                styles.append(int(attributes.get("numFmtId", 0)))
            else:  # cellXfs begins; those before it are styles of styles
                styles = array("I")
        self.dates, self.durations, self.percentages = (
            self._places(styles, {number for number, each in formats.items() if is_such(each)})
            for is_such in (is_date_format, is_timedelta_format, _is_percentage)
        )

    @staticmethod
    def _places(styles: Iterable[int], formats: Set[int]) -> Set[int]:
        return frozenset(place for place, number in enumerate(styles) if number in formats)


def _is_percentage(number_format: str) -> bool:
    return "%" in number_format


def _line(row: Element, last: int) -> int:
    """Where a row says that it is, or behind the last one; some programs write 3.0."""
    line = int(float(row.attributes.get("r", last + 1)))
    if not last < line <= _LAST_LINE:
        raise ValueError("the rows are not in their order, or there are more than Excel has")
    return line


def _column(cell: Element) -> int | None:
    """28 for a cell that says it is at AB7."""
    at = cell.attributes.get("r")
    return _column_number(at.rstrip("0123456789")) if at else None


@lru_cache(maxsize=MAX_COLUMNS)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ascii_uppercase.index(letter) + 1
    return number


def _refuse_too_much(line: int, column: int, characters: int) -> None:
    if column > MAX_COLUMNS:
        message = f"Row {line} has {column:,} columns; at most {MAX_COLUMNS:,} are read."
        raise refused("TOO_MANY_COLUMNS", message, "Keep only the columns of holdings.", line=line)
    if characters > MAX_CHARACTERS:
        message = f"The sheet has more than {MAX_CHARACTERS:,} characters up to row {line}."
        raise refused("TOO_MUCH_TEXT", message, "Split the holdings over several files.", line=line)


def _date(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return str(value)


def _number(value: float, *, is_percent: bool) -> str:
    """As many digits as Excel itself keeps: fifteen."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    text = f"{(exact * 100 if is_percent else exact).normalize():f}"
    # 1.250 could be read as twelve hundred and fifty; 1.2500 cannot.
    text += "0" if len(text.partition(".")[2]) == 3 else ""
    return text + "%" if is_percent else text
