"""Cells are what openpyxl itself says that they are, though it is not what reads them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from econlens.importing.workbook_book import Book

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

PRINTABLE = st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn", "Co"])
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
TIMES = st.times().map(lambda at: at.replace(microsecond=0))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.text(st.one_of(PRINTABLE, st.sampled_from("_x005F \n\t'=<&>")), max_size=12),
    st.builds(datetime.combine, DAYS, TIMES),
    DAYS,
    TIMES,
    st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
)
FORMATS = st.sampled_from(
    ["General", "0.00", "0%", "0.00%", "#,##0.00", "yyyy-mm-dd", "d.m.yy h:mm", "[h]:mm:ss", "@"]
)


def as_text(cell: "Cell") -> str:
    """What a CSV file would hold for what openpyxl read."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, int | float):
        return number(value, "%" in cell.number_format)
    return " ".join(str(value).split())


def number(value: float, is_percent: bool) -> str:
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    text = f"{(exact * 100 if is_percent else exact).normalize():f}"
    return text + ("0" if len(text.partition(".")[2]) == 3 else "") + ("%" if is_percent else "")


# Some numbers are no day of any calendar.
@pytest.mark.filterwarnings("ignore:Cell")
@given(st.lists(st.lists(st.tuples(VALUES, FORMATS), max_size=5), max_size=6))
def test_cells_are_what_openpyxl_says(rows: list[list[tuple[object, str]]]) -> None:
    book = Workbook()
    sheet = book.active
    for line, row in enumerate(rows, start=1):
        for column, (value, number_format) in enumerate(row, start=1):
            cell = sheet.cell(line, column, value)
            if not isinstance(value, datetime | date | time | timedelta):
                cell.number_format = number_format
    file = BytesIO()
    book.save(file)

    (read,) = (ours := Book(file.getvalue())).sheets
    found = {row.line: row.cells for row in ours.rows(read) if any(row.cells)}
    theirs = load_workbook(BytesIO(file.getvalue()), read_only=True, data_only=True).active
    expected = {}
    for line, cells in enumerate(theirs.iter_rows(), start=1):
        texts = list(map(as_text, cells))
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            expected[line] = texts
    assert found == expected
