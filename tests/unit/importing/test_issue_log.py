"""Which problems are kept hangs on their lines, not on the order in which they are found."""

from hypothesis import given
from hypothesis import strategies as st

from econlens.domain.issues import Severity
from econlens.importing.issue_log import MAX_ISSUES, IssueLog


@given(st.permutations(range(1, 701)))
def test_the_first_lines_are_kept_in_whatever_order_they_are_told(lines: list[int]) -> None:
    issues = IssueLog()
    for line in lines:
        issues.error("BAD", f"Line {line} is bad.", line=line)
    *kept, more = issues.finish()
    assert [issue.line for issue in kept] == list(range(1, MAX_ISSUES + 1))
    assert more.message == "200 more problems are not listed."


def test_problems_of_one_line_stay_in_the_order_in_which_they_were_told() -> None:
    issues = IssueLog()
    issues.error("FIRST", "One.", line=7)
    issues.error("SECOND", "Two.", line=7)
    issues.error("ABOVE", "Three.", line=3)
    assert [issue.code for issue in issues.finish()] == ["ABOVE", "FIRST", "SECOND"]


def test_errors_go_before_warnings_when_not_all_are_kept() -> None:
    issues = IssueLog()
    for line in range(1, 601):
        issues.warn("ODD", "Odd.", line=line)
    for line in range(1_000, 1_100):
        issues.error("BAD", "Bad.", line=line)
    *kept, more = issues.finish()
    assert sum(issue.severity is Severity.ERROR for issue in kept) == 100
    assert [issue.line for issue in kept[:400]] == list(range(1, 401))
    assert more.message == "200 more problems are not listed."


def test_a_problem_that_would_not_be_kept_need_not_be_worded() -> None:
    issues = IssueLog()
    for line in range(101, 101 + MAX_ISSUES):
        issues.error("BAD", "Bad.", line=line)
    assert issues.would_keep(Severity.ERROR, 100)
    assert not issues.would_keep(Severity.ERROR, 101 + MAX_ISSUES)
    assert issues.would_keep(Severity.WARNING, 101 + MAX_ISSUES)
