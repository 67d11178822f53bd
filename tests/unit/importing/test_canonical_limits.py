"""How much a file in the contract's own columns may list, and which line is one too many."""

import pytest

from econlens.domain.issues import Severity
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult

HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount"


def read(*lines: str) -> ImportResult:
    return read_file("\n".join(lines).encode())


def errors(result: ImportResult) -> list[tuple[str, int | None]]:
    found = (issue for issue in result.issues if issue.severity is Severity.ERROR)
    return [(issue.code, issue.line) for issue in found]


def test_a_portfolio_may_have_five_thousand_holdings_and_no_more() -> None:
    header = HEADER + ",Portfolio"
    rows = [f"S{n},Name,stock,,1,Mine" for n in range(5_001)]
    assert errors(read(header, *rows)) == [("TOO_MANY_HOLDINGS", 5_002)]
    assert read(header, *rows[:5_000], "S5000,Name,etf,,1,Yours").accepted


def test_five_thousand_and_one_portfolios_are_refused_with_the_line_of_the_last() -> None:
    header = HEADER + ",Portfolio"
    rows = [f"VTI,Name,etf,,1,P{n}" for n in range(5_001)]
    assert errors(read(header, *rows)) == [("TOO_MANY_PORTFOLIOS", 5_002)]
    assert read(header, *rows[:5_000]).accepted


@pytest.mark.parametrize("account", ["X{:07d}", "{:04d}"])
def test_more_than_five_thousand_accounts_are_refused(account: str) -> None:
    rows = [f"S{n},Name,stock,,1,P{n % 3},{account.format(n)}" for n in range(5_001)]
    header = HEADER + ",Portfolio,Account"
    assert errors(read(header, *rows)) == [("TOO_MANY_ACCOUNTS", None)]
    assert read(header, *rows[:5_000]).accepted


def test_too_many_holdings_that_do_not_lie_together_are_told_at_the_first_one_too_many() -> None:
    turns = [f"S{n},Name,{'etf' if n % 3 else 'stock'},,1,P{n % 2}" for n in range(10_003)]
    found = errors(read(HEADER + ",Portfolio", *turns))
    assert found == [("TOO_MANY_HOLDINGS", 10_002), ("TOO_MANY_HOLDINGS", 10_003)]
