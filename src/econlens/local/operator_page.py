"""The operator's page: alarms and figures of econlens.monitoring, as this machine has them.

It asks for the same key as the outbox.
"""

from functools import cache
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from econlens import bootstrap
from econlens.local.operator_figures import LocalFigures
from econlens.local.outbox_page import CHALLENGE, is_operator
from econlens.local.request_counts import RequestCounts
from econlens.monitoring.alarms import ALARMS, Alarm
from econlens.monitoring.measures import Measure, Unit, unit_of
from econlens.monitoring.widgets import ROWS, Widget

PATH = "/operator"
RECENT_MINUTES, LONG_MINUTES = 5, 60
SIGNS = {
    Unit.COUNT: "",
    Unit.PERCENT: " %",
    Unit.MILLISECONDS: " ms",
    Unit.SECONDS: " s",
    Unit.MEGABYTES: " MB",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="15">
<title>Operator · EconLens</title>
<style>:root{{color-scheme:light dark}}
body{{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}}
.grid{{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem}}
section.card,.alarm{{border:1px solid #8886;border-radius:8px;padding:.75rem 1rem}}
.alarm{{border-color:#d33;margin:.5rem 0}} h3{{margin:0 0 .25rem;font-size:1rem}}
table{{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}}
td,th{{text-align:right;font-weight:400;padding:.1rem 0;width:5.5rem;white-space:nowrap}}
td:first-child,th:first-child{{text-align:left;width:auto;white-space:normal}}
th,small{{opacity:.7}} .raised{{color:#d33;font-weight:600}}</style></head>
<body><h1>Operator</h1><h2>Alarms</h2>{alarms}{rows}
<p><small>Of all server processes, in the last {recent} minutes and the last hour. What shows a dash
is not measured on one machine. This page renews itself.</small></p></body></html>"""


def operator_routes() -> list[Route]:
    return [Route(PATH, _operator)]


@cache
def request_counts() -> RequestCounts:
    return RequestCounts(bootstrap.settings().data_dir / "request-counts")


def _operator(request: Request) -> Response:
    if not is_operator(request.headers.get("authorization", "")):
        return HTMLResponse("Enter the operator's key.", status_code=401, headers=CHALLENGE)
    figures = LocalFigures(request_counts(), bootstrap.jobs(), bootstrap.settings().data_dir)
    page = _PAGE.format(alarms=_alarms(figures), rows=_rows(figures), recent=RECENT_MINUTES)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def _alarms(figures: LocalFigures) -> str:
    judged = [(alarm, figures.is_raised(alarm)) for alarm in ALARMS]
    raised = "".join(_raised(alarm) for alarm, state in judged if state)
    watched = sum(state is not None for _, state in judged)
    return raised or f"<p>None of {watched} alarms is raised.</p>"


def _raised(alarm: Alarm) -> str:
    sign = SIGNS[unit_of(alarm.measure)]
    what = f"{_named(alarm.measure)} {alarm.when} {alarm.threshold:g}{sign}"
    return f'<div class="alarm"><span class="raised">{escape(what)}</span><br>{alarm.advice}</div>'


def _rows(figures: LocalFigures) -> str:
    return "".join(
        f'<h2>{row.title}</h2><div class="grid">'
        + "".join(_card(widget, figures) for widget in row.widgets)
        + "</div>"
        for row in ROWS
    )


def _card(widget: Widget, figures: LocalFigures) -> str:
    lines = "".join(_lines(measure, figures) for measure in widget.measures)
    head = f"<tr><th></th><th>{RECENT_MINUTES} min</th><th>1 h</th></tr>"
    return f'<section class="card"><h3>{widget.title}</h3><table>{head}{lines}</table></section>'


def _lines(measure: Measure, figures: LocalFigures) -> str:
    recent, long = (figures.of(measure, minutes) for minutes in (RECENT_MINUTES, LONG_MINUTES))
    sign = SIGNS[unit_of(measure)]

    def cell(value: float | None) -> str:
        return "<td>–</td>" if value is None else f"<td>{value:,.0f}{sign}</td>"

    return "".join(
        f"<tr><td>{escape(label or _named(measure))}</td>"
        f"{cell(recent.get(label))}{cell(long.get(label))}</tr>"
        for label in (list(long) or [""])
    )


def _named(measure: Measure) -> str:
    return measure.value.replace("_", " ")
