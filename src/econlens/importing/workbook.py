"""An Excel workbook to the rows of its one sheet that lists holdings. Needs the extra "xlsx".

Formulas are taken by the result that Excel has saved, macros and links are never looked at.
"""

import warnings
from io import BytesIO
from itertools import takewhile
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from econlens.importing.canonical_header import header_score
from econlens.importing.issue_log import IssueLog, RefusedFileError, refused
from econlens.importing.packed import Packed
from econlens.importing.table import SAMPLE_ROWS, NumberedRow, packed_rows
from econlens.importing.workbook_book import AS_CSV, Book, Sheet

_ZIP: Final = b"PK\x03\x04"
_ZIP_ENTRY: Final = b"PK\x01\x02"
_METHODS: Final = frozenset({ZIP_STORED, ZIP_DEFLATED})
_PARTS: Final = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
# Python takes a kilobyte for each; a workbook has some dozens.
MAX_PARTS: Final = 10_000
MAX_ROWS: Final = 200_000
# A sheet of numbers shrinks to a tenth or so; what shrinks to a hundredth holds nothing but air.
MAX_UNPACKED_BYTES: Final = 50_000_000
# One cell far to the right makes a row of a thousand, of which a small file may have any number.
MAX_CELLS: Final = 3_000_000
MAX_RATIO: Final = 100
_RATIO_MATTERS_FROM: Final = 1_000_000
_SHEETS_LOOKED_AT: Final = 20
_INSTALL: Final = 'Install it with `pip install "econlens[xlsx]"`, or save the sheet as CSV.'


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive with the parts of a workbook, whatever it is called."""
    if not data.startswith(_ZIP) or data.count(_ZIP_ENTRY) > MAX_PARTS:
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
        import openpyxl  # noqa: F401 - only to learn whether it is installed
    except ImportError:
        message = "Excel workbooks are read by openpyxl, which is not installed here."
        raise refused("WORKBOOK_READER_MISSING", message, _INSTALL) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = Book(data)
            rows = _read_sheet(book, _best_sheet(book, issues))
    except RefusedFileError:
        raise
    except Exception as error:
        raise refused("DAMAGED_WORKBOOK", "The workbook is damaged.", AS_CSV) from error
    if not len(rows):
        raise refused("EMPTY_FILE", "The workbook is empty.", AS_CSV)
    return rows


def _refuse_bomb(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    allowed = max(_RATIO_MATTERS_FROM, MAX_RATIO * len(data))
    if unpacked > min(allowed, MAX_UNPACKED_BYTES):
        message = f"The workbook of {len(data):,} bytes would unpack to {unpacked:,} bytes."
        raise refused("WORKBOOK_TOO_LARGE", message, AS_CSV)
    # Python unpacks the others without a limit, whatever the archive says of their size.
    if not _METHODS.issuperset(part.compress_type for part in parts):
        message = "The workbook is packed in a way that Excel does not write."
        raise refused("DAMAGED_WORKBOOK", message, AS_CSV)


def _best_sheet(book: Book, issues: IssueLog) -> Sheet:
    # Sheets that are one part of the archive are one sheet.
    sheets = list({sheet.path: sheet for sheet in book.sheets if sheet.is_visible}.values())
    if not sheets:
        raise refused("EMPTY_FILE", "The workbook has no visible sheet.", AS_CSV)
    best = max(sheets[:_SHEETS_LOOKED_AT], key=lambda sheet: _score(book, sheet))
    if others := [f'"{sheet.title[:40]}"' for sheet in book.sheets if sheet is not best]:
        message = f'Only the sheet "{best.title[:40]}" was read, not {", ".join(others[:10])}.'
        issues.info("SHEETS_LEFT_OUT", message)
    return best


def _score(book: Book, sheet: Sheet) -> int:
    beginning = takewhile(lambda row: row.line <= SAMPLE_ROWS, book.rows(sheet))
    return max((header_score([row.cells]) for row in beginning), default=0)


def _read_sheet(book: Book, sheet: Sheet) -> Packed[NumberedRow]:
    """Rows with something in them, and the first blank one after each."""
    rows = packed_rows()
    cells = last = 0
    for row in book.rows(sheet):
        if not row.cells:
            continue
        if last and row.line > last + 1:
            rows.append(NumberedRow(last + 1, []))
        cells, last = cells + len(row.cells), row.line
        if len(rows) >= MAX_ROWS or cells > MAX_CELLS:
            message = f"The sheet has more than {MAX_ROWS:,} filled rows or {MAX_CELLS:,} cells."
            raise refused("TOO_MANY_ROWS", message, "Split the holdings over several files.")
        rows.append(row)
    return rows
