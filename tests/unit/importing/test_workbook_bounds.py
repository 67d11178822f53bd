"""Whatever a workbook holds, reading it takes a few times its parts, or it is refused."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from econlens.importing.issue_log import RefusedFileError
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult
from econlens.importing.workbook import MAX_PARTS
from econlens.importing.workbook_book import MAX_CHARACTERS, MAX_STYLES, MAX_TREE_BYTES
from econlens.importing.workbook_xml import MAX_TEXT, read_elements

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["Symbol", "Name", "Quantity", "Price", "Currency", "Date"]
# Enough to tell what grows with a part from what is taken anyway.
PART_BYTES = 250_000


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


TITLES = f"<row>{''.join(map(inline, HEADER))}</row>"
ROW = f"<row>{inline('AAPL')}{inline('Apple')}<c><v>10</v></c><c><v>200.5</v></c></row>"


def sheet(rows: str = ROW, *, before: str = "", after: str = "") -> str:
    data = f"<sheetData>{TITLES}{rows}</sheetData>"
    return f'<worksheet xmlns="{NAMESPACE}">{before}{data}{after}</worksheet>'


def texts(content: str) -> str:
    return f'<sst xmlns="{NAMESPACE}">{content}</sst>'


def styles(content: str) -> str:
    return f'<styleSheet xmlns="{NAMESPACE}">{content}</styleSheet>'


PARTS = {
    TYPES: f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Override PartName="/{BOOK}" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{TEXTS}" ContentType="{TYPE}.sharedStrings+xml"/></Types>',
    BOOK: f'<workbook xmlns="{NAMESPACE}" xmlns:r="{LINKED}"><sheets>'
    '<sheet name="Depot" sheetId="1" r:id="rId1"/></sheets></workbook>',
    LINKS: f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKED}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
    TEXTS: texts(""),
    SHEET: sheet(),
}


def workbook(changed: dict[str, str], method: int = zipfile.ZIP_STORED) -> bytes:
    """Stored, so that none is refused for what it shrinks to."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in (PARTS | changed).items():
            archive.writestr(name, content)
    return file.getvalue()


def symbols(result: ImportResult) -> list[str]:
    assert result.accepted, result.issues
    return [p.symbol for p in result.positions]


def refusal(changed: dict[str, str]) -> str:
    (error,) = [i for i in read_file(workbook(changed)).issues if i.severity == "error"]
    assert error.suggested_fix
    return error.code


def many(unit: str, size: int = PART_BYTES) -> str:
    return unit * (size // len(unit))


def numbered(unit: Callable[[str], str], size: int = PART_BYTES) -> str:
    return "".join(unit(f"{n:05x}") for n in range(size // len(unit("00000"))))


COSTLY = {
    "short texts": {TEXTS: texts(numbered(lambda n: f"<si><t>{n}</t></si>"))},
    "empty texts": {TEXTS: texts(many("<si/>"))},
    "wide texts": {TEXTS: texts(many(f"<si><t>😀{'x' * 30_000}</t></si>"))},
    "unknown elements beside texts": {TEXTS: texts(f"<x>{many('<x/>')}</x>")},
    "empty rows": {SHEET: sheet(many("<row/>"))},
    "rows with attributes": {SHEET: sheet(numbered(lambda n: f'<row ht="{n}" a="{n}"/>'))},
    "cells in one row": {SHEET: sheet(f"<row>{many('<c/>')}</row>")},
    "elements in one cell": {SHEET: sheet(f"<row><c>{many('<x/>')}</c></row>")},
    "unknown elements before rows": {SHEET: sheet(before=f"<x>{many('<x/>')}</x>")},
    "merged cells": {SHEET: sheet(after=many('<mergeCell ref="A1:B1"/>'))},
    "links": {SHEET: sheet(after="<hyperlinks>" + many('<hyperlink ref="A1"/>'))},
    "unused styles": {STYLES: styles(f"<fonts>{many('<font/>')}</fonts>")},
}


@pytest.mark.parametrize("kind", COSTLY)
def test_a_large_part_is_gone_through_and_not_kept(kind: str) -> None:
    data = workbook(COSTLY[kind])
    symbols(read_file(workbook({})))  # openpyxl is loaded
    tracemalloc.start()
    read_file(data)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < 3 * len(data)


@pytest.mark.parametrize(
    "name",
    [
        "docProps/core.xml",
        "docProps/custom.xml",
        "xl/theme/theme1.xml",
        "xl/comments1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    ],
)
def test_a_part_that_is_not_needed_is_not_looked_at(name: str) -> None:
    assert symbols(read_file(workbook({name: many("<x>", MAX_TREE_BYTES + 10)}))) == ["AAPL"]


ENTITY = '<!DOCTYPE x [<!ENTITY a "ha">]>'
DAMAGED = {
    "elements in one another": {SHEET: sheet(many("<x>"))},
    "countless names": {SHEET: sheet(numbered(lambda n: f"<a{n}/>"))},
    "countless attributes": {SHEET: sheet(numbered(lambda n: f'<row a{n}=""/>'))},
    "countless prefixes": {SHEET: sheet(numbered(lambda n: f'<x xmlns:a{n}="x"/>'))},
    "a long tag": {SHEET: sheet("<row" + numbered(lambda n: f' a{n}=""', 1_200_000) + "/>")},
    "a long comment": {SHEET: sheet(f"<!--{many('<', 1_200_000)}-->")},
    "entities": {TEXTS: ENTITY + texts("<si><t>&a;</t></si>")},
    "entities in a short part": {BOOK: ENTITY + PARTS[BOOK]},
    "rows backwards": {SHEET: sheet('<row r="5"/><row r="4"/>')},
    "a row far down": {SHEET: sheet('<row r="100000000"><c><v>1</v></c></row>')},
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_xml_that_no_program_writes_is_damage(kind: str) -> None:
    assert refusal(DAMAGED[kind]) == "DAMAGED_WORKBOOK"


@pytest.mark.parametrize("name", [TYPES, BOOK, LINKS])
def test_a_part_that_is_read_whole_must_be_short(name: str) -> None:
    def padded(size: int) -> dict[str, str]:
        return {name: PARTS[name] + " " * (size - len(PARTS[name]))}

    assert symbols(read_file(workbook(padded(MAX_TREE_BYTES)))) == ["AAPL"]
    assert refusal(padded(MAX_TREE_BYTES + 1)) == "WORKBOOK_TOO_LARGE"


def test_a_sheet_in_the_place_of_a_short_part_is_refused_too() -> None:
    types = PARTS[TYPES].replace(BOOK, SHEET)
    assert (
        refusal({TYPES: types, SHEET: sheet(many("<x/>", MAX_TREE_BYTES))}) == "WORKBOOK_TOO_LARGE"
    )


def test_more_elements_than_asked_for_are_refused() -> None:
    def count(most: int) -> int:
        part = io.BytesIO(texts("<si/>" * 1_000).encode())
        return sum(1 for _ in read_elements(part, {"si"}, "sst", set(), most))

    assert count(1_000) == 1_000
    with pytest.raises(RefusedFileError, match="more than 999"):
        count(999)


def test_too_many_styles_are_refused() -> None:
    def of(count: int) -> dict[str, str]:
        return {STYLES: styles("<cellXfs>" + "<xf/>" * count + "</cellXfs>")}

    assert symbols(read_file(workbook(of(MAX_STYLES - 1)))) == ["AAPL"]
    assert refusal(of(MAX_STYLES)) == "WORKBOOK_TOO_LARGE"


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_text_longer_than_excel_takes_is_refused(is_shared: bool) -> None:
    def of(length: int) -> dict[str, str]:
        text = "x" * length
        if is_shared:
            return {TEXTS: texts(f"<si><t>{text}</t></si>")}
        return {SHEET: sheet(f"{ROW}<row>{inline(text)}</row>")}

    assert read_file(workbook(of(MAX_TEXT))).positions
    assert refusal(of(MAX_TEXT + 1)) == "CELL_TOO_LONG"


def test_one_text_in_very_many_cells_is_refused_before_it_fills_the_memory() -> None:
    row = '<row><c t="s"><v>0</v></c></row>'
    text = "😀" + "x" * 29_999  # of four bytes each in memory
    part = {TEXTS: texts(f"<si><t>{text}</t></si>")}
    part[SHEET] = sheet(row * (MAX_CHARACTERS // len(text) + 1))
    tracemalloc.start()
    assert refusal(part) == "TOO_MUCH_TEXT"
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_number_of_many_zeros_counts_by_its_text() -> None:
    row = f"<row>{'<c><v>1e-300</v></c>' * 100}</row>"
    assert refusal({SHEET: sheet(row * (MAX_CHARACTERS // 30_000 + 1))}) == "TOO_MUCH_TEXT"


def test_a_format_of_nothing_but_brackets_takes_no_time() -> None:
    """openpyxl would look through the rest of it once for each of them."""
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 300_000}"/></numFmts>'
    part = {STYLES: styles(f'{formats}<cellXfs><xf numFmtId="200"/></cellXfs>')}
    assert symbols(read_file(workbook(part))) == ["AAPL"]


def test_formats_are_those_of_cells_and_of_nothing_else() -> None:
    """Not of styles of styles, nor those that conditions bring."""
    part = styles(
        '<numFmts><numFmt numFmtId="200" formatCode="0.0%"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/><xf numFmtId="9"/><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="0" formatCode="0%"/></dxf></dxfs>'
    )
    titles = "".join(map(inline, ["Symbol", "Name", "Asset Type", "Allocation %", "As of"]))
    row = f"{inline('VTI')}{inline('Fund')}{inline('etf')}"
    rows = f'<row>{titles}</row><row>{row}<c s="2"><v>1</v></c><c s="1"><v>46095</v></c></row>'
    content = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    (held,) = read_file(workbook({STYLES: part, SHEET: content})).positions
    assert held.allocation == Decimal(100)
    dated = sheet(f'{ROW[:-6]}{inline("USD")}<c s="1"><v>46095</v></c></row>')
    assert read_file(workbook({STYLES: part, SHEET: dated})).as_of == date(2026, 3, 14)


def test_parts_are_told_by_what_they_are_and_not_by_prefix() -> None:
    content = sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert symbols(read_file(workbook({SHEET: content}))) == ["AAPL"]


def test_a_text_is_what_is_shown_and_not_how_it_is_pronounced() -> None:
    text = "<r><rPr><b/></rPr><t>MS</t></r><r><t>FT</t></r><rPh><t>em es</t></rPh>"
    name = f'<c t="inlineStr"><is>{text}</is></c>'
    row = f'<row><c t="s"><v>0</v></c>{name}<c><v>1</v></c><c><v>2</v></c></row>'
    parts = {TEXTS: texts(f"<si>{text}</si>"), SHEET: sheet(row)}
    (held,) = read_file(workbook(parts)).positions
    assert (held.symbol, held.name) == ("MSFT", "MSFT")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_otherwise_than_excel_does_it_is_refused(method: int) -> None:
    (error,) = read_file(workbook({}, method)).issues
    assert (error.code, error.severity) == ("DAMAGED_WORKBOOK", "error")


def test_an_archive_of_very_many_parts_is_not_opened() -> None:
    (error,) = read_file(workbook({f"{n}": "" for n in range(MAX_PARTS)})).issues
    assert error.code == "NOT_A_CSV"
