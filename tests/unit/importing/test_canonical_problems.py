"""Whatever is wrong with a canonical file comes with all that is needed to mend it."""

from econlens.domain.issues import Severity
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult

HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount"


def read(*lines: str) -> ImportResult:
    return read_file("\n".join(lines).encode())


WHOLE_HEADER = (
    "Symbol,Name,Asset Type,Allocation %,Dollar Amount,Category,Sector,Region,Shares,Avg Price,"
    "Expense Ratio,Dividend Yield,Portfolio"
)
ALL_WRONG = (
    "A!A,x,stock,50,10,,,,,,,,P",
    ",x,stock,20,10,,,,,,,,P",
    f"{'A' * 41},x,stock,20,10,,,,,,,,P",
    "AA,x,stocc,1,abc,us_large,tech,mars,1,1,,,P",
    "BB,x,stock,-1,-1,,,,-2,-3,-1,-1,P",
    "CC,x,stock,1,10,,,,2,3,0.5,25,P",
    f"DD,{'x' * 201},stock,,,,,,,,,,P",
    f"EE,x,stock,1,1,,,,,,,,{'P' * 201}",
    "FF,x,stock,50,90,us_large_cap,,,,,,,Q",
    "FF,x,stock,49.99,9.95,us_large_cap,,,,,,,Q",
    "GG,x,stock,0.01,0.05,us_large_cap,,,,,,,Q",
    "CASH,x,cash,100,90,,,,,,,,R",
    "HH,x,stock,100,10,,,,,,,,S,too many",
    "TOTAL,,,,7,,,,,,,,S",
)


def test_every_problem_comes_with_its_line_field_and_what_to_do_about_it() -> None:
    result = read(WHOLE_HEADER, *ALL_WRONG)
    rows = [f"S{n},x,etf,,1" for n in range(5_001)]
    result_of_many = read(HEADER, *rows)
    found = [
        issue
        for issue in (*result.issues, *result_of_many.issues)
        if issue.severity is not Severity.INFO
    ]
    assert {issue.code for issue in found} == {
        *("INVALID_SYMBOL", "MISSING_SYMBOL", "SYMBOL_TOO_LONG", "INVALID_ASSET_TYPE"),
        *("INVALID_CATEGORY", "INVALID_SECTOR", "INVALID_REGION", "INVALID_NUMBER"),
        *("NEGATIVE_NUMBER", "AMOUNT_MISMATCH", "EXPENSE_RATIO_ON_NON_FUND", "UNUSUAL_YIELD"),
        *("NAME_SHORTENED", "MISSING_AMOUNT", "PORTFOLIO_NAME_TOO_LONG", "ALLOCATION_SUM"),
        *("LARGE_POSITION", "SMALL_POSITION", "DUPLICATE_SYMBOL", "MUCH_CASH", "ONE_CATEGORY"),
        *("ONE_ASSET_TYPE", "TOO_MANY_CELLS", "TOTAL_MISMATCH", "TOO_MANY_HOLDINGS"),
    }
    for issue in found:
        assert issue.message
        assert issue.line is not None, issue.code
        assert issue.field or issue.code == "TOO_MANY_CELLS", issue.code
        assert issue.suggested_fix, issue.code
