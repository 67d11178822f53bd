"""Bytes to text: refuse what is no text by its content, then UTF-8, then Windows-1252."""

import re
from dataclasses import replace

from econlens.importing.issue_log import IssueLog, RefusedFileError, refused
from econlens.importing.text_file import TextFile, count_line_ends

_UTF8_MARK = b"\xef\xbb\xbf"
_END_OF_FILE = b"\x1a"
_LONGEST_ENDING = 1_000
_BINARY_STARTS = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"{\\rtf", "a rich-text document"),
)
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"\s*<(?:!doctype|!--|html|head|body|table|\?xml|svg)", re.IGNORECASE)
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r"))
MAX_LINES = 300_000
_LONGEST_LINE = 200_000
_AS_CSV = "Export the positions as CSV and upload that file."
_AS_UTF8 = "Save the file as CSV in UTF-8 and upload it again."


def decode(data: bytes, issues: IssueLog) -> TextFile:
    """How the file is text. Refuses binary, markup, UTF-16, endless or countless lines, nothing."""
    _refuse_by_content(data)
    bare = _bare(data)
    if (lines := sum(count_line_ends(data, bare.stop))) > MAX_LINES:
        message = f"The file has {lines:,} lines; at most {MAX_LINES:,} are read."
        raise refused("TOO_MANY_ROWS", message, "Split the holdings over several files.")
    end = bare.start
    for block in bare.blocks():
        end += len(block)
        if len(block.translate(None, _CONTROL)) != len(block):
            raise refused("BINARY_FILE", "The file holds bytes that are no text.", _AS_CSV)
        if len(block) > _LONGEST_LINE:
            raise _line_too_long(sum(count_line_ends(data, end - 1)) + 1)
    text = _text(bare, issues)
    if not any(block.strip(b" \t\r\n,;") for block in text.blocks()):
        raise refused("EMPTY_FILE", "The file is empty.", _AS_CSV)
    return text


def _bare(data: bytes) -> TextFile:
    start = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
    ending = data[-_LONGEST_ENDING:]
    stop = len(data) - len(ending) + len(ending.rstrip(_END_OF_FILE))
    line_feeds, bare_returns = count_line_ends(data, stop)
    return TextFile(data, start, stop, b"\r" if bare_returns > line_feeds else b"\n")


def _refuse_by_content(data: bytes) -> None:
    for start, what in _BINARY_STARTS:
        if data.startswith(start):
            raise refused("NOT_A_CSV", f"This is {what}, not a CSV file.", _AS_CSV)
    if data.startswith(_UTF16_STARTS) or _looks_like_utf16(data):
        raise refused("UTF16_FILE", "The file is encoded as UTF-16.", _AS_UTF8)
    if b"\x00" in data:
        raise refused("BINARY_FILE", "The file holds NUL bytes, so it is no CSV file.", _AS_CSV)
    if _MARKUP.match(data.removeprefix(_UTF8_MARK)):
        message = "This is a web page or XML document, not a CSV file."
        raise refused("NOT_A_CSV", message, _AS_CSV)


def _looks_like_utf16(data: bytes) -> bool:
    """Latin text in UTF-16 without a mark: every second byte is NUL."""
    sample = data[:200]
    half = len(sample) // 2
    evens, odds = sample[0::2].count(0), sample[1::2].count(0)
    return half >= 2 and max(evens, odds) > 0.8 * half and min(evens, odds) == 0


def _text(bare: TextFile, issues: IssueLog) -> TextFile:
    if bare.data.isascii() or _is_text_in("utf-8", bare):
        return bare
    if not _is_text_in("cp1252", bare):
        message = "The file is neither UTF-8 nor Windows-1252 text."
        raise refused("UNKNOWN_ENCODING", message, _AS_UTF8)
    issues.info("READ_AS_WINDOWS_1252", "The file is not UTF-8; it was read as Windows-1252.")
    return replace(bare, encoding="cp1252")


def _is_text_in(encoding: str, bare: TextFile) -> bool:
    try:
        for block in bare.blocks():
            block.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _line_too_long(line: int) -> RefusedFileError:
    return refused(
        "LINE_TOO_LONG",
        f"Line {line} is too long to be part of a list of holdings.",
        "Look for a quotation mark that is not closed, or shorten the line.",
        line=line,
    )
