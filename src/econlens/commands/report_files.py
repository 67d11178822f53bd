"""Reports written to files, beside what a command prints."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from econlens.commands.portfolio_files import REFUSED, errors

if TYPE_CHECKING:
    from econlens.reports.document import Document

Html = Annotated[
    Path | None,
    typer.Option("--html", dir_okay=False, help="Also write the report as one HTML file."),
]
Pdf = Annotated[
    Path | None, typer.Option("--pdf", dir_okay=False, help="Also write the report as a PDF.")
]


def write_reports(document: "Document", html: Path | None, pdf: Path | None) -> None:
    """Where asked for. Ends the command where a file cannot be written."""
    try:
        if html is not None:
            from econlens.reports.html_page import html_page

            html.write_text(html_page(document), encoding="utf-8")
        if pdf is not None:
            from econlens.reports.pdf_file import pdf_file

            pdf.write_bytes(pdf_file(document))
    except OSError as error:
        place = error.filename or ""
        line = f"The report cannot be written to {place}: {error.strerror}. Name another file."
        errors.print(Text(line, style="bold red"))
        raise typer.Exit(REFUSED) from None
    for written in (html, pdf):
        if written is not None:
            errors.print(Text(f"Wrote {written}.", style="dim"))
