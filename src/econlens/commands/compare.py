"""econlens compare: two to ten files side by side."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from econlens.commands.portfolio_files import (
    AsJson,
    PricesFile,
    console,
    read_portfolio,
    read_prices,
    refuse,
)
from econlens.commands.report_files import Html, Pdf, write_reports
from econlens.domain.errors import EconLensError, RuleViolationError


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(exists=True, dir_okay=False, readable=True, help="Two to ten CSV files."),
    ],
    prices: PricesFile = None,
    as_json: AsJson = False,
    html: Html = None,
    pdf: Pdf = None,
) -> None:
    """Compare portfolios: return, risk, deepest fall, likeness and what they share.

    Holdings without prices are stood for by synthetic series of their asset class, and said so.
    """
    from econlens.api.compare_schemas import CompareResponse
    from econlens.reports.compare_document import comparison_document
    from econlens.reports.compare_terminal import render_comparison
    from econlens.usecases.compare_portfolios import compare_files

    if len({file.resolve() for file in files}) < len(files):
        raise refuse(RuleViolationError("A portfolio cannot be compared with itself."))
    portfolios = [read_portfolio(file) for file in files]
    try:
        report = compare_files(
            [(one.name, one.currency, one.holdings) for one in portfolios], read_prices(prices)
        )
    except EconLensError as error:
        raise refuse(error) from None
    if html or pdf:
        write_reports(comparison_document(report), html, pdf)
    if as_json:
        answer = msgspec.convert(report, CompareResponse, from_attributes=True)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    else:
        render_comparison(report, console)
