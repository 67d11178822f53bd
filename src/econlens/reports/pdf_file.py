"""A document as a PDF by fpdf2, in Source Sans Pro, of which only the signs used are embedded."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import cast

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, TableBordersLayout, TextEmphasis, XPos, YPos
from fpdf.fonts import FontFace

from econlens.reports.document import (
    Bars,
    Block,
    Document,
    Dots,
    Fact,
    Facts,
    Gauge,
    Lines,
    Remarks,
    Section,
    Table,
    Tone,
)
from econlens.reports.wording import percent

FONT = "Source Sans Pro"
STYLES = {"": "SourceSansPro-Regular.ttf", "B": "SourceSansPro-Bold.ttf"}
MARGIN, LINE, BAR = 16.0, 5.0, 3.2
# Of a chart.
TALL = 62.0
# What stands for a sign that the font does not have, such as a Chinese one.
UNKNOWN_SIGN = "?"
INK, SOFT, RULE, PAPER = (22, 32, 44), (87, 99, 111), (223, 228, 234), (255, 255, 255)
FIRST, SECOND = (37, 99, 168), (217, 130, 43)
TONES = {
    Tone.PLAIN: INK,
    Tone.GOOD: (31, 122, 77),
    Tone.NOTICED: (168, 101, 10),
    Tone.BAD: (187, 42, 42),
}
LINES = (
    *((59, 130, 196), (217, 130, 43), (46, 158, 107), (181, 72, 154), (138, 122, 46)),
    *((107, 111, 209), (192, 72, 72), (47, 154, 160), (143, 143, 143), (154, 106, 63)),
)
Colour = tuple[int, int, int]


def pdf_file(document: Document) -> bytes:
    """A4, as many pages as it takes. Names in any script are safe: see `printable`."""
    page = _Page(document)
    page.add_page()
    page.write(document.title, 20, bold=True, leading=9)
    page.write(document.subtitle, 11, colour=SOFT)
    for section in document.sections:
        _section(page, section)
    page.ln(4)
    page.write(document.disclaimer, 8.5, colour=SOFT)
    return bytes(page.output())


def printable(text: str) -> str:
    """The text in signs that the font has, a question mark for each of the others."""
    known = _known_signs()
    return "".join(sign if ord(sign) in known else UNKNOWN_SIGN for sign in text)


@cache
def _known_signs() -> frozenset[int]:
    with TTFont(_font_file(STYLES[""]), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _font_file(name: str) -> str:
    return str(files("font_source_sans_pro").joinpath("files", name))


class _Page(FPDF):
    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        for style, name in STYLES.items():
            self.add_font(FONT, style, _font_file(name))
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=18)
        self.set_title(printable(document.title))
        self.set_creator("EconLens")
        self.set_lang("en")

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FONT, "", 8)
        self.set_text_color(*SOFT)
        self.cell(0, 4, f"EconLens  ·  {self.page_no()}", align=Align.R)

    def write(  # type: ignore[override]
        self,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        colour: Colour = INK,
        leading: float = LINE,
        indent: float = 0.0,
    ) -> None:
        """A paragraph over the whole width."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*colour)
        self.set_x(self.l_margin + indent)
        self.multi_cell(
            self.epw - indent,
            leading,
            printable(text),
            align=Align.L,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def label(self, text: str, width: float, *, align: Align = Align.L, size: float = 9) -> None:
        """One line, cut where it does not fit."""
        self.set_font(FONT, "", size)
        self.set_text_color(*INK)
        shown = printable(text)
        while shown and self.get_string_width(shown) > width - 1:
            shown = shown[:-2].rstrip("…") + "…" if len(shown) > 2 else ""
        self.cell(width, LINE, shown, align=align)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.set_fill_color(*colour)
        self.rect(x, y, width, height, style="F")

    def keep(self, height: float) -> None:
        """Begin a new page where less than that is left."""
        if self.will_page_break(height):
            self.add_page()


def _section(page: _Page, section: Section) -> None:
    page.keep(30)
    page.ln(5)
    page.set_draw_color(*RULE)
    page.line(page.l_margin, page.get_y(), page.l_margin + page.epw, page.get_y())
    page.ln(2.5)
    page.write(section.title, 13, bold=True, leading=6.5)
    if section.hint:
        page.write(section.hint, 8.5, colour=SOFT)
    page.ln(1)
    for block in section.blocks:
        _block(page, block)
        page.ln(1.5)


def _block(page: _Page, block: Block) -> None:
    match block:
        case Gauge():
            _gauge(page, block)
        case Facts():
            _facts(page, block)
        case Bars():
            _bars(page, block)
        case Table():
            _table(page, block)
        case Lines():
            _lines(page, block)
        case Dots():
            _dots(page, block)
        case Remarks():
            _remarks(page, block)


def _gauge(page: _Page, gauge: Gauge) -> None:
    colour = TONES[gauge.tone]
    page.write(f"{gauge.value:.1f} of {gauge.highest:g}", 22, bold=True, colour=colour, leading=10)
    x, y, width = page.l_margin, page.get_y() + 1, page.epw
    page.fill(x, y, width, 4, RULE)
    page.fill(x, y, width * gauge.value / gauge.highest, 4, colour)
    page.fill(x + width * min(gauge.limit / gauge.highest, 0.996), y - 0.8, 0.7, 5.6, INK)
    page.set_y(y + 6.5)
    page.write(gauge.text)


def _facts(page: _Page, facts: Facts) -> None:
    """Two to a line, each as tall as the taller; a line is not torn apart by the end of a page."""
    width = page.epw / 2
    for pair in zip(facts.facts[::2], [*facts.facts[1::2], None], strict=False):
        shown = [fact for fact in pair if fact is not None]
        tall = max(_fact(page, fact, width, is_drawn=False) for fact in shown)
        page.keep(tall + 3)
        top = page.get_y()
        for place, fact in enumerate(shown):
            page.l_margin = MARGIN + place * width
            page.set_xy(page.l_margin, top)
            _fact(page, fact, width, is_drawn=True)
            page.l_margin = MARGIN
        page.set_y(top + tall + 3)


def _fact(page: _Page, fact: Fact, width: float, *, is_drawn: bool) -> float:
    """Its height."""
    height = 0.0
    colours = (SOFT, TONES[fact.tone], INK, SOFT)
    texts = (fact.label, fact.value, fact.detail, fact.origin)
    for text, size, colour in zip(texts, (8.5, 13, 8.5, 7.5), colours, strict=True):
        if not text:
            continue
        page.set_font(FONT, "B" if size > 10 else "", size)
        page.set_text_color(*colour)
        used = page.multi_cell(
            width - 6,
            size * 0.45,
            printable(text),
            align=Align.L,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            dry_run=not is_drawn,
            output=MethodReturnValue.HEIGHT,
        )
        height += cast("float", used)
    return height


def _bars(page: _Page, bars: Bars) -> None:
    _key(page, [(text, colour) for text, colour in zip(bars.key, (FIRST, SECOND), strict=False)])
    names, numbers = page.epw * 0.36, page.epw * 0.17
    room = page.epw - names - numbers - 4
    longest = max([max(one.share, one.second or 0.0) for one in bars.bars], default=0) or 1.0
    for one in bars.bars:
        page.keep(LINE + 2)
        y = page.get_y()
        page.label(one.label, names)
        height = BAR if one.second is None else BAR / 2
        page.fill(MARGIN + names, y + 0.9, room * max(one.share, 0) / longest, height, FIRST)
        if one.second is not None:
            width = room * max(one.second, 0) / longest
            page.fill(MARGIN + names, y + 1.2 + height, width, height, SECOND)
        page.set_xy(MARGIN + names + room + 4, y)
        page.label(one.text, numbers, align=Align.R)
        page.set_xy(MARGIN, y + LINE + 0.6)


def _key(page: _Page, entries: Sequence[tuple[str, Colour]]) -> None:
    if not entries:
        return
    for text, colour in entries:
        page.set_font(FONT, "", 8.5)
        width = min(page.get_string_width(printable(text)) + 10, page.epw)
        if page.get_x() + width > page.l_margin + page.epw:
            page.ln(LINE)
        page.fill(page.get_x(), page.get_y() + 1.2, 2.6, 2.6, colour)
        page.set_x(page.get_x() + 3.5)
        page.label(text, width - 3.5, size=8.5)
    page.ln(LINE + 1)


def _table(page: _Page, table: Table) -> None:
    page.set_font(FONT, "", 8.5)
    page.set_text_color(*INK)
    page.set_draw_color(*RULE)
    page.set_fill_color(*PAPER)
    aligns = [Align.L if place < table.words else Align.R for place in range(len(table.columns))]
    with page.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis=TextEmphasis.B, color=SOFT),
        line_height=4.6,
        text_align=aligns,
        col_widths=_widths(table),
        padding=(0.6, 0.8),
    ) as drawn:
        for cells in (table.columns, *table.rows):
            row = drawn.row()
            for cell in cells:
                row.cell(printable(cell))


def _widths(table: Table) -> tuple[float, ...]:
    """In proportion to the longest text of each column, none too narrow or too wide."""
    longest = [
        max(len(cells[place]) for cells in (table.columns, *table.rows))
        for place in range(len(table.columns))
    ]
    return tuple(float(min(max(length, 7), 60)) for length in longest)


def _lines(page: _Page, lines: Lines) -> None:
    _key(
        page,
        [
            (f"{name} {values[-1]:,.0f}", LINES[place % len(LINES)])
            for place, (name, values) in enumerate(zip(lines.names, lines.values, strict=True))
        ],
    )
    low, high = min(map(min, lines.values)), max(map(max, lines.values))
    marks = [f"{low + (high - low) * quarter / 4:,.0f}" for quarter in range(5)]
    top, span = _grid(page, marks), (high - low) or 1.0
    step = page.epw / max(len(lines.days) - 1, 1)
    for place, values in enumerate(lines.values):
        page.set_draw_color(*LINES[place % len(LINES)])
        points = [
            (MARGIN + step * at, top + TALL - TALL * (value - low) / span)
            for at, value in enumerate(values)
        ]
        for (x, y), (next_x, next_y) in pairwise(points):
            page.line(x, y, next_x, next_y)
    _axis(page, top, str(lines.days[0]), "", str(lines.days[-1]))


def _dots(page: _Page, dots: Dots) -> None:
    named = [f"{place} {one.name}" for place, one in enumerate(dots.dots, start=1)]
    _key(page, [(name, LINES[place % len(LINES)]) for place, name in enumerate(named)])
    left, right, low, high = dots.ends()
    top = _grid(page, [percent(low + (high - low) * quarter / 4) for quarter in range(5)])
    for place, one in enumerate(dots.dots):
        x = MARGIN + page.epw * (one.across - left) / (right - left)
        y = top + TALL - TALL * (one.up - low) / (high - low)
        page.set_fill_color(*LINES[place % len(LINES)])
        page.circle(x, y, 2.4, style="F")
        page.set_xy(x - 2.4, y - 2.4)
        page.set_font(FONT, "B", 8)
        page.set_text_color(*PAPER)
        page.cell(4.8, 4.8, str(place + 1), align=Align.C)
    _axis(
        page, top, percent(left), f"{dots.across} to the right, {dots.up} upwards", percent(right)
    )


def _grid(page: _Page, marks: Sequence[str]) -> float:
    """Five rules with their marks, the lowest first; where they begin."""
    page.keep(TALL + 10)
    top = page.get_y() + 4
    for quarter, mark in enumerate(marks):
        y = top + TALL - TALL * quarter / 4
        page.set_draw_color(*RULE)
        page.line(MARGIN, y, MARGIN + page.epw, y)
        page.set_xy(MARGIN, y - 4)
        page.label(mark, 20, size=7)
    return top


def _axis(page: _Page, top: float, left: str, middle: str, right: str) -> None:
    page.set_xy(MARGIN, top + TALL + 1)
    for text, share, align in ((left, 0.2, Align.L), (middle, 0.6, Align.C), (right, 0.2, Align.R)):
        page.label(text, page.epw * share, align=align, size=8)
    page.ln(LINE)


def _remarks(page: _Page, remarks: Remarks) -> None:
    for one in remarks.remarks:
        page.keep(2 * LINE)
        top, before = page.get_y(), page.page_no()
        page.write(one.text, 9.5, indent=4, leading=4.6)
        if one.detail:
            page.write(one.detail, 8.5, indent=4, colour=SOFT, leading=4.2)
        if page.page_no() == before:
            colour = RULE if one.tone is Tone.PLAIN else TONES[one.tone]
            page.fill(MARGIN, top, 0.8, page.get_y() - top, colour)
        page.ln(1.5)
