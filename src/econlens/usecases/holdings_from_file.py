"""Turn what a file says into classified holdings, or into what must be mended first."""

from dataclasses import dataclass

from econlens.domain.issues import Issue, Severity
from econlens.domain.rates import Rate, RateBook, UsedRate
from econlens.importing.issue_log import at_most_500
from econlens.importing.result import ImportedPosition, ImportResult, with_changes
from econlens.reference.exchange_rates import default_rates
from econlens.usecases.convert_currency import (
    ConvertedRows,
    convert_rows,
    most_common_currency,
    rates_in_rows,
)
from econlens.usecases.group_holdings import Grouping, HoldingGroup, group_holdings, rows_of
from econlens.usecases.tell_namesakes_apart import tell_namesakes_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user wants, for all that a file leaves open.

    currency: of the portfolio; None: that of the file. usual_currency: where the file names none.
    own_rates: the user's, which count before the default ones.
    """

    grouping: Grouping = Grouping.PORTFOLIO
    currency: str | None = None
    usual_currency: str = "USD"
    own_rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHoldings:
    """Amounts in `currency`, converted by `rates`. groups is empty as soon as anything is an error:
    a file is taken whole or not at all."""

    groups: tuple[HoldingGroup, ...]
    currency: str
    rates: tuple[UsedRate, ...]
    issues: tuple[Issue, ...]


NO_WISHES = Wishes()


def holdings_from_file(result: ImportResult, wishes: Wishes = NO_WISHES) -> FileHoldings:
    """Classify and group the rows of a file; rows of one symbol in a group become one holding.

    issues are the new ones only: RATE_UNKNOWN and VALUE_UNKNOWN are errors, SYMBOL_UNKNOWN and
    NAMESAKE warnings, CONVERTED tells a rate that was used; at most 500, and a count of the others.
    Those of the import itself stay in result.issues.
    """
    told = tell_namesakes_apart(rows_of(result))
    converted = _in_one_currency(told.rows, result, wishes)
    grouped = group_holdings(converted.rows, result.kind, wishes.grouping, told.unlisted)
    issues = at_most_500((*told.issues, *converted.issues, *grouped.issues))
    refused = not result.accepted or any(issue.severity is Severity.ERROR for issue in issues)
    return FileHoldings(
        groups=() if refused else grouped.groups,
        currency=converted.currency,
        rates=converted.rates,
        issues=issues,
    )


def _in_one_currency(
    rows: list[ImportedPosition], result: ImportResult, wishes: Wishes
) -> ConvertedRows:
    """The user's wish, else the file's own currency, else the most common one of its rows."""
    of_file = result.currency or most_common_currency(rows)
    if result.currency:
        rows = [
            row if row.currency else with_changes(row, currency=result.currency) for row in rows
        ]
    book = RateBook(
        default=default_rates(), file=(*result.rates, *rates_in_rows(rows)), own=wishes.own_rates
    )
    return convert_rows(rows, wishes.currency or of_file or wishes.usual_currency, book)
