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
from econlens.monitoring.widgets import ROWS, Row, Widget

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
<style>:root{{color-scheme:light dark;--back:light-dark(#f5f6f8,#14171c);
--card:light-dark(#fff,#1d2128);--line:light-dark(#dde1e7,#323842);
--ink:light-dark(#1b2430,#e8ebf0);--dim:light-dark(#586374,#a2acba);
--good:light-dark(#176b3c,#6fcf97);--bad:light-dark(#b3261e,#ff8a80)}}
body{{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:0 auto;padding:1.5rem 1rem 3rem;
background:var(--back);color:var(--ink)}}
h1{{margin:0 0 1rem;font-size:1.6rem}} h2{{margin:1.75rem 0 .6rem;font-size:1.1rem}}
h3{{margin:0 0 .35rem;font-size:.95rem}}
.grid{{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:.9rem}}
section.card,.state{{background:var(--card);border:1px solid var(--line);border-radius:10px;
padding:.8rem 1rem}}
.state{{border-left:4px solid var(--good);margin:.5rem 0}} .state.raised{{border-color:var(--bad)}}
.state b{{color:var(--good)}} .state.raised b{{color:var(--bad)}}
table{{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}}
td,th{{text-align:right;font-weight:400;padding:.12rem 0;width:5.2rem;white-space:nowrap}}
td:first-child,th:first-child{{text-align:left;width:auto;white-space:normal}}
th,small{{color:var(--dim);font-size:.85rem}}</style></head>
<body><h1>Operator</h1><h2>Alarms</h2>{alarms}{rows}
<p><small>Of all server processes, in the last {recent} minutes and the last hour; memory is the
most that the process used which made this page. A dash: nothing was asked yet. Measured on AWS
alone: {elsewhere}. This page renews itself.</small></p></body></html>"""


def operator_routes() -> list[Route]:
    return [Route(PATH, _operator)]


@cache
def request_counts() -> RequestCounts:
    return RequestCounts(bootstrap.settings().data_dir / "request-counts")


def _operator(request: Request) -> Response:
    if not is_operator(request.headers.get("authorization", "")):
        return HTMLResponse("Enter the operator's key.", status_code=401, headers=CHALLENGE)
    figures = LocalFigures(
        request_counts(),
        bootstrap.jobs(),
        bootstrap.database_load(),
        bootstrap.settings().data_dir,
    )
    page = _PAGE.format(
        alarms=_alarms(figures),
        rows="".join(_row(row, figures) for row in ROWS),
        recent=RECENT_MINUTES,
        elsewhere=_elsewhere(figures),
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def _alarms(figures: LocalFigures) -> str:
    judged = [(alarm, figures.is_raised(alarm)) for alarm in ALARMS]
    raised = "".join(_raised(alarm) for alarm, state in judged if state)
    watched = sum(state is not None for _, state in judged)
    return raised or f'<div class="state"><b>None of {watched} alarms is raised.</b></div>'


def _raised(alarm: Alarm) -> str:
    sign = SIGNS[unit_of(alarm.measure)]
    what = f"{_named(alarm.measure)} {alarm.when} {alarm.threshold:g}{sign}"
    return f'<div class="state raised"><b>{escape(what)}</b><br>{escape(alarm.advice)}</div>'


def _row(row: Row, figures: LocalFigures) -> str:
    cards = "".join(_card(widget, figures) for widget in row.widgets)
    return f'<h2>{row.title}</h2><div class="grid">{cards}</div>' if cards else ""


def _elsewhere(figures: LocalFigures) -> str:
    shown = (measure for row in ROWS for widget in row.widgets for measure in widget.measures)
    return ", ".join(_named(measure) for measure in shown if not figures.is_measured(measure))


def _card(widget: Widget, figures: LocalFigures) -> str:
    measures = [measure for measure in widget.measures if figures.is_measured(measure)]
    if not measures:
        return ""
    lines = "".join(_lines(measure, figures) for measure in measures)
    of_now = all(figures.is_of_now(measure) for measure in measures)
    times = "<th>now</th>" if of_now else f"<th>{RECENT_MINUTES} min</th><th>1 h</th>"
    head = f"<tr><th></th>{times}</tr>"
    return f'<section class="card"><h3>{widget.title}</h3><table>{head}{lines}</table></section>'


def _lines(measure: Measure, figures: LocalFigures) -> str:
    recent, long = (figures.of(measure, minutes) for minutes in (RECENT_MINUTES, LONG_MINUTES))
    sign = SIGNS[unit_of(measure)]

    def cell(value: float | None) -> str:
        return "<td>–</td>" if value is None else f"<td>{value:,.0f}{sign}</td>"

    return "".join(
        f"<tr><td>{escape(label or _named(measure))}</td>"
        f"{'' if figures.is_of_now(measure) else cell(recent.get(label))}"
        f"{cell(long.get(label))}</tr>"
        for label in (list(long) or [""])
    )


def _named(measure: Measure) -> str:
    return measure.value.replace("_", " ")
