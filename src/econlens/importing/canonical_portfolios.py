"""The portfolios of a canonical file, each with its own rows in a few columns."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import msgspec

from econlens.domain.assets import AssetType, Category
from econlens.importing.canonical_rows import CanonicalRows
from econlens.importing.issue_log import IssueLog, RefusedFileError, refused
from econlens.importing.partitions import Partitions
from econlens.importing.words import Column

MAX_HOLDINGS = 5_000
# Each is stored and scored by itself: so many take some three seconds.
MAX_PORTFOLIOS = 5_000


@dataclass(frozen=True, slots=True)
class PortfolioRows:
    """The rows of one portfolio, at most 5,000. Row i of every column belongs together."""

    name: str
    lines: Sequence[int]
    symbols: Sequence[str]
    asset_types: Sequence[AssetType | None]
    categories: Sequence[Category | None]
    amounts: Sequence[Decimal | None]
    allocations: Sequence[Decimal | None]


class _Row(msgspec.Struct, gc=False, array_like=True):
    portfolio: str
    line: int
    symbol: str
    asset_type: AssetType | None
    category: Category | None
    amount: Decimal | None
    allocation: Decimal | None


@dataclass(frozen=True, slots=True)
class Portfolios:
    """counts: the rows of each, by the name in the Portfolio column; one without a name if there is
    no such column. first_runs: its first rows that lie together, the usual case being all."""

    counts: Counter[str]
    first_runs: dict[str, range]

    @property
    def lie_together(self) -> bool:
        return all(len(run) == self.counts[name] for name, run in self.first_runs.items())


def find_portfolios(rows: CanonicalRows, issues: IssueLog) -> Portfolios:
    """Tells those that are too large; refuses a file with too many."""
    counts: Counter[str] = Counter()
    first_runs: dict[str, range] = {}
    one_too_many: dict[str, int] = {}
    at = 0
    for name, of_name in groupby(rows.portfolios):
        run = range(at, at + len(list(of_name)))
        at = run.stop
        first_runs.setdefault(name, run)
        counts[name] += len(run)
        if len(counts) > MAX_PORTFOLIOS:
            raise _too_many_portfolios(rows.lines[run.start])
        if counts[name] > MAX_HOLDINGS:
            one_too_many.setdefault(name, rows.lines[run.stop - (counts[name] - MAX_HOLDINGS)])
    for name, line in one_too_many.items():
        _tell_too_many_holdings(name, counts[name], line, issues)
    return Portfolios(counts, first_runs)


def rows_by_portfolio(rows: CanonicalRows, portfolios: Portfolios) -> Iterator[PortfolioRows]:
    """Of those that are not too large, one after the other."""
    if portfolios.lie_together:
        for name, run in portfolios.first_runs.items():
            if len(run) <= MAX_HOLDINGS:
                columns = (column[run.start : run.stop] for column in _columns(rows))
                yield PortfolioRows(name, *columns)
        return
    dealt = Partitions(_Row, lambda row: row.portfolio)
    for row in map(_Row, rows.portfolios, *_columns(rows)):
        if portfolios.counts[row.portfolio] <= MAX_HOLDINGS:
            dealt.append(row)
    for part in dealt.drain():
        by_name: dict[str, list[_Row]] = defaultdict(list)
        for row in part:
            by_name[row.portfolio].append(row)
        for name, of_name in by_name.items():
            _, *of_rows = zip(*map(msgspec.structs.astuple, of_name), strict=True)
            yield PortfolioRows(name, *of_rows)


def _columns(rows: CanonicalRows) -> tuple[Sequence[Any], ...]:
    """In the order of the fields of PortfolioRows."""
    return (
        *(rows.lines, rows.symbols, rows.asset_types),
        *(rows.categories, rows.amounts, rows.allocations),
    )


def _tell_too_many_holdings(name: str, count: int, line: int, issues: IssueLog) -> None:
    issues.error(
        "TOO_MANY_HOLDINGS",
        f"The holdings{of_portfolio(name)} are {count:,}; a portfolio may have {MAX_HOLDINGS:,}.",
        line=line,
        field=Column.SYMBOL.value,
        fix='Split them over several portfolios with the column "Portfolio".',
    )


def of_portfolio(name: str) -> str:
    """As it goes on in a sentence; nothing where the file names none."""
    return f' of portfolio "{name[:60]}"' if name else ""


def _too_many_portfolios(line: int) -> RefusedFileError:
    return refused(
        "TOO_MANY_PORTFOLIOS",
        f"The file names more than {MAX_PORTFOLIOS:,} portfolios.",
        "Split the file, or put more of its lines into one portfolio.",
        line=line,
        field=Column.PORTFOLIO.value,
    )
