"""A portfolio as a file to keep."""

from econlens.api.file_names import file_name, saved_as
from econlens.api.http import Answer, Call
from econlens.api.portfolio_views import portfolio_response
from econlens.api.schemas import ExportFormat, ExportQuery
from econlens.ports import UserStore
from econlens.usecases.assess_risk import assess_risk
from econlens.usecases.portfolio_csv import portfolio_csv


def export_portfolio(call: Call[ExportQuery], store: UserStore) -> Answer:
    portfolio = store.get_portfolio(call.path["id"])
    headers = saved_as(f"{file_name(portfolio.name)}.{call.body.format}")
    match call.body.format:
        case ExportFormat.JSON:
            return Answer(status=200, body=portfolio_response(portfolio), headers=headers)
        case ExportFormat.CSV:
            text = portfolio_csv(portfolio.holdings)
            kind = "text/csv; charset=utf-8"
            return Answer(status=200, body=text, content_type=kind, headers=headers)
        case ExportFormat.PDF:
            # Here, since it loads a font and a library that nothing else needs.
            from econlens.reports.pdf_file import pdf_file
            from econlens.reports.risk_document import risk_document

            report = assess_risk(store, call.user, portfolio.id)
            pdf = pdf_file(risk_document(report, portfolio.name))
            return Answer(status=200, body=pdf, content_type="application/pdf", headers=headers)
