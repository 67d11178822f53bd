"""Coverage-guided fuzzing of the importer. Not part of the tests: it needs atheris, and time.

    pip install atheris msgspec openpyxl
    python tests/unit/importing/fuzz_import.py tests/data/fuzz -max_total_time=600 -timeout=5

The first byte chooses what the others are: a file, a file with a mapping, or a workbook's sheet.
"""

import io
import sys
import zipfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
import openpyxl  # noqa: E402, F401 - before the clock of the first workbook starts

with atheris.instrument_imports(include=["econlens.importing"]):
    from econlens.importing.check_report import check_report
    from econlens.importing.mapping import CHOICES, ColumnMapping, describe_columns
    from econlens.importing.read import read_file

_FILE, _MAPPED_FILE, _SHEET = range(3)
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def try_one(data: bytes) -> None:
    """Whatever the bytes, there is an answer that can be shown; a refusal has its reason."""
    choice, content = data[:1], data[1:]
    kind = choice[0] % 3 if choice else _FILE
    if kind == _SHEET:
        content = _workbook(content)
    seen = describe_columns(content)
    mapping = None
    if kind == _MAPPED_FILE:
        places = {at: CHOICES[byte % len(CHOICES)] for at, byte in enumerate(content[:6])}
        mapping = ColumnMapping(columns=places, decimal_sign=",", currency="EUR")
    result = read_file(content, mapping)
    check_report(result)
    assert seen.columns or seen.issues
    assert result.positions or result.cash or not result.accepted
    assert all(p.symbol and len(p.symbol) <= 40 for p in result.positions if result.accepted)
    assert all(
        each is None or each.is_finite()
        for p in result.positions
        for each in (p.quantity, p.price, p.market_value, p.cost_basis)
    )


def _workbook(sheet: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
