"""An Excel workbook to the rows of its one sheet that lists holdings. Needs the extra "xlsx".

Formulas are taken by the result that Excel has saved, macros and links are never looked at.
"""

import warnings
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from econlens.domain.issues import Issue
from econlens.importing.canonical_header import header_score
from econlens.importing.issue_log import IssueLog, RefusedFileError
from econlens.importing.packed import Packed
from econlens.importing.table import MAX_COLUMNS, SAMPLE_ROWS, NumberedRow

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_ZIP: Final = b"PK\x03\x04"
_PARTS: Final = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
MAX_ROWS: Final = 200_000
# A sheet of numbers shrinks to a tenth or so; what shrinks to a hundredth holds nothing but air.
MAX_UNPACKED_BYTES: Final = 50_000_000
# One cell far to the right makes a row of a thousand, of which a small file may have any number.
MAX_CELLS: Final = 3_000_000
MAX_RATIO: Final = 100
_RATIO_MATTERS_FROM: Final = 1_000_000
_SHEETS_LOOKED_AT: Final = 20
_AS_CSV: Final = "Save the sheet with your holdings as CSV and upload that file."
_INSTALL: Final = 'Install it with `pip install "econlens[xlsx]"`, or save the sheet as CSV.'


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive with the parts of a workbook, whatever it is called."""
    if not data.startswith(_ZIP):
        return False
    try:
        with ZipFile(BytesIO(data)) as archive:
            return set(archive.namelist()) >= _PARTS
    except (BadZipFile, ValueError, NotImplementedError):
        return False


def read_workbook(data: bytes, issues: IssueLog) -> Packed[NumberedRow]:
    """The sheet with the best header, its cells as the text that a CSV file would hold.

    Numbers have a point and no thousands separators, days are written 2026-03-14. Refuses what
    would unpack to far more than it is, and what openpyxl cannot read.
    """
    _refuse_bomb(data)
    try:
        from openpyxl import load_workbook
    except ImportError:
        message = "Excel workbooks are read by openpyxl, which is not installed here."
        raise _refused("WORKBOOK_READER_MISSING", message, _INSTALL) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            rows = _read_sheet(_best_sheet(book, issues))
    except RefusedFileError:
        raise
    except Exception as error:
        raise _refused("DAMAGED_WORKBOOK", "The workbook is damaged.", _AS_CSV) from error
    if not len(rows):
        raise _refused("EMPTY_FILE", "The workbook is empty.", _AS_CSV)
    return rows


def _refuse_bomb(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    allowed = max(_RATIO_MATTERS_FROM, MAX_RATIO * len(data))
    if unpacked > min(allowed, MAX_UNPACKED_BYTES):
        message = f"The workbook of {len(data):,} bytes would unpack to {unpacked:,} bytes."
        raise _refused("WORKBOOK_TOO_LARGE", message, _AS_CSV)


def _best_sheet(book: "Workbook", issues: IssueLog) -> "ReadOnlyWorksheet":
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = sheets[:_SHEETS_LOOKED_AT]
    if not sheets:
        raise _refused("EMPTY_FILE", "The workbook has no visible sheet.", _AS_CSV)
    best = max(sheets, key=lambda sheet: header_score(list(islice(_rows(sheet), SAMPLE_ROWS))))
    if others := [f'"{sheet.title[:40]}"' for sheet in book.worksheets if sheet is not best]:
        message = f'Only the sheet "{best.title[:40]}" was read, not {", ".join(others[:10])}.'
        issues.info("SHEETS_LEFT_OUT", message)
    return best


def _read_sheet(sheet: "ReadOnlyWorksheet") -> Packed[NumberedRow]:
    """Rows with something in them, and the first blank one after each."""
    rows = Packed(NumberedRow)
    cells, was_blank = 0, True
    for line, row in enumerate(_rows(sheet), start=1):
        if not row and was_blank:
            continue
        cells, was_blank = cells + len(row), not row
        if len(rows) >= MAX_ROWS or cells > MAX_CELLS:
            message = f"The sheet has more than {MAX_ROWS:,} filled rows or {MAX_CELLS:,} cells."
            raise _refused("TOO_MANY_ROWS", message, "Split the holdings over several files.")
        rows.append(NumberedRow(line, row))
    return rows


def _rows(sheet: "ReadOnlyWorksheet") -> Iterator[list[str]]:
    """The cells of each row up to the last filled one."""
    # What a sheet says of its size is often wrong; without it, openpyxl looks for itself.
    sheet.reset_dimensions()
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        if len(cells) > MAX_COLUMNS:
            message = f"Row {line} has {len(cells):,} columns; at most {MAX_COLUMNS:,} are read."
            raise _refused("TOO_MANY_COLUMNS", message, "Keep only the columns of holdings.", line)
        yield _trimmed(map(_text, cells))


def _trimmed(cells: Iterable[str]) -> list[str]:
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return row


def _text(cell: "Cell") -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    """As many digits as Excel itself keeps: fifteen."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    is_percent = "%" in number_format
    text = f"{(exact * 100 if is_percent else exact).normalize():f}"
    # 1.250 could be read as twelve hundred and fifty; 1.2500 cannot.
    text += "0" if len(text.partition(".")[2]) == 3 else ""
    return text + "%" if is_percent else text


def _refused(code: str, message: str, fix: str, line: int | None = None) -> RefusedFileError:
    return RefusedFileError(Issue(code=code, message=message, line=line, suggested_fix=fix))
