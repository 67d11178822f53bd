"""A document as one HTML file: inline SVG, no scripts, nothing from elsewhere, to read or print."""

from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files

from econlens.reports.document import (
    Bars,
    Block,
    Document,
    Dots,
    Facts,
    Gauge,
    Lines,
    Remarks,
    Section,
    Table,
)
from econlens.reports.wording import percent

# Nothing may be fetched or run, whatever a name in the file holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
WIDE, TALL = 720, 240


def html_page(document: Document) -> str:
    style = files("econlens.reports").joinpath("page.css").read_text(encoding="utf-8")
    sections = "\n".join(_section(one) for one in document.sections)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(document.title)}</title>
<style>
{style}</style>
</head>
<body>
<header><p class="brand">EconLens</p><h1>{escape(document.title)}</h1>
<p class="subtitle">{escape(document.subtitle)}</p></header>
<main>
{sections}
</main>
<footer>{escape(document.disclaimer)}</footer>
</body>
</html>
"""


def _section(section: Section) -> str:
    hint = f' <span class="hint">{escape(section.hint)}</span>' if section.hint else ""
    body = "\n".join(_block(block) for block in section.blocks)
    return f"<section>\n<h2>{escape(section.title)}{hint}</h2>\n{body}\n</section>"


def _block(block: Block) -> str:
    match block:
        case Gauge():
            return _gauge(block)
        case Facts():
            return _facts(block)
        case Bars():
            return _bars(block)
        case Table():
            return _table(block)
        case Lines():
            return _lines(block)
        case Dots():
            return _dots(block)
        case Remarks():
            return _remarks(block)


def _gauge(gauge: Gauge) -> str:
    value, limit = (100 * part / gauge.highest for part in (gauge.value, gauge.limit))
    return f"""<div class="gauge {gauge.tone}">
<p class="big">{gauge.value:.1f}<small> of {gauge.highest:g}</small></p>
<svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{gauge.value:.1f} of \
{gauge.highest:g}, limit {gauge.limit:g}">
<rect class="track" width="100" height="6"/><rect class="fill" width="{value:.2f}" height="6"/>
<rect class="limit" x="{min(limit, 99.4):.2f}" width="0.6" height="6"/></svg>
<p>{escape(gauge.text)}</p>
</div>"""


def _facts(facts: Facts) -> str:
    items = "\n".join(
        f'<div class="fact {one.tone}"><dt>{escape(one.label)}</dt>'
        f"<dd><b>{escape(one.value)}</b>"
        + (f"<span>{escape(one.detail)}</span>" if one.detail else "")
        + (f"<i>{escape(one.origin)}</i>" if one.origin else "")
        + "</dd></div>"
        for one in facts.facts
    )
    return f'<dl class="facts">\n{items}\n</dl>'


def _bars(bars: Bars) -> str:
    if not bars.bars:
        return '<p class="hint">Nothing to show.</p>'
    longest = max(max(one.share, one.second or 0.0) for one in bars.bars) or 1.0
    key = "".join(
        f'<span class="{name}">{escape(text)}</span>'
        for name, text in zip(("first", "second"), bars.key, strict=False)
    )
    rows = "\n".join(
        f'<div class="bar"><span class="label">{escape(one.label)}</span>'
        f"{_bar(one.share, one.second, longest)}"
        f'<span class="number">{escape(one.text)}</span></div>'
        for one in bars.bars
    )
    return (f'<p class="key">{key}</p>' if key else "") + f'<div class="bars">\n{rows}\n</div>'


def _bar(share: float, second: float | None, longest: float) -> str:
    height = 10 if second is None else 5
    shapes = _rect("first", share, longest, 0, height)
    if second is not None:
        shapes += _rect("second", second, longest, 6, height)
    return f'<svg viewBox="0 0 100 11" preserveAspectRatio="none" aria-hidden="true">{shapes}</svg>'


def _rect(name: str, share: float, longest: float, top: int, height: int) -> str:
    width = 100 * max(share, 0.0) / longest
    return f'<rect class="{name}" y="{top}" width="{width:.2f}" height="{height}"/>'


def _table(table: Table) -> str:
    def row(tag: str, cells: Sequence[str]) -> str:
        return "".join(
            f"<{tag}>{escape(cell)}</{tag}>"
            if place < table.words
            else f'<{tag} class="number">{escape(cell)}</{tag}>'
            for place, cell in enumerate(cells)
        )

    heads = row("th", table.columns)
    body = "\n".join(f"<tr>{row('td', cells)}</tr>" for cells in table.rows)
    return (
        f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def _lines(lines: Lines) -> str:
    low, high = (pick(map(pick, lines.values)) for pick in (min, max))
    span = (high - low) or 1.0
    last = max(len(lines.days) - 1, 1)
    paths = "\n".join(
        f'<polyline class="line{number % 10}" points="'
        + " ".join(
            f"{WIDE * place / last:.1f},{TALL - TALL * (value - low) / span:.1f}"
            for place, value in enumerate(values)
        )
        + '"/>'
        for number, values in enumerate(lines.values)
    )
    key = "".join(
        f'<span class="line{number % 10}">{escape(name)} <b>{values[-1]:,.0f}</b></span>'
        for number, (name, values) in enumerate(zip(lines.names, lines.values, strict=True))
    )
    return f"""<p class="key">{key}</p>
<svg class="lines" viewBox="0 -4 {WIDE} {TALL + 8}" role="img" aria-label="Growth of 100">
{_grid(low, high, _whole)}
{paths}</svg>
<p class="axis"><span>{lines.days[0]}</span><span>{lines.days[-1]}</span></p>"""


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _grid(low: float, high: float, text: Callable[[float], str]) -> str:
    marks = [low + (high - low) * step / 4 for step in range(5)]
    rows = []
    for place, mark in enumerate(marks):
        y = TALL - TALL * place / 4
        rows.append(
            f'<path class="grid" d="M0 {y:.1f}H{WIDE}"/>'
            f'<text x="2" y="{y - 3:.1f}">{text(mark)}</text>'
        )
    return "\n".join(rows)


def _dots(dots: Dots) -> str:
    left, right, low, high = dots.ends()
    marks = "\n".join(
        f'<circle class="line{number % 10}" cx="{WIDE * (one.across - left) / (right - left):.1f}"'
        f' cy="{TALL - TALL * (one.up - low) / (high - low):.1f}" r="9"/>'
        f'<text class="dot" x="{WIDE * (one.across - left) / (right - left):.1f}"'
        f' y="{TALL - TALL * (one.up - low) / (high - low) + 4:.1f}">{number + 1}</text>'
        for number, one in enumerate(dots.dots)
    )
    key = "".join(
        f'<span class="line{number % 10}">{number + 1} {escape(one.name)}</span>'
        for number, one in enumerate(dots.dots)
    )
    return f"""<p class="key">{key}</p>
<svg class="lines" viewBox="0 -4 {WIDE} {TALL + 8}" role="img" aria-label="{escape(dots.up)} by \
{escape(dots.across)}">
{_grid(low, high, percent)}
{marks}</svg>
<p class="axis"><span>{percent(left)}</span><span>{escape(dots.across)} →   ↑ {escape(dots.up)}\
</span><span>{percent(right)}</span></p>"""


def _remarks(remarks: Remarks) -> str:
    items = "\n".join(
        f'<li class="{one.tone}">{escape(one.text)}'
        + (f"<span>{escape(one.detail)}</span>" if one.detail else "")
        + "</li>"
        for one in remarks.remarks
    )
    return f'<ul class="remarks">\n{items}\n</ul>'
