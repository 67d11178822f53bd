"""Collects the problems of one file; a file full of mistakes keeps its first 500."""

import heapq
from functools import partialmethod

from econlens.domain.issues import Issue, Severity

MAX_ISSUES = 500
_BY_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class RefusedFileError(Exception):
    """The file cannot be read at all; the issue says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


def refused(
    code: str, message: str, fix: str, *, line: int | None = None, field: str | None = None
) -> RefusedFileError:
    return RefusedFileError(
        Issue(code=code, message=message, line=line, field=field, suggested_fix=fix)
    )


class IssueLog:
    """Of each severity the 500 on the first lines, in whatever order they are told."""

    def __init__(self) -> None:
        # Heaps with the last line on top, and of one line what was told last.
        self._kept: dict[Severity, list[tuple[int, int, Issue]]] = {
            severity: [] for severity in _BY_WEIGHT
        }
        self._count = 0

    def add(self, issue: Issue) -> None:
        self._count += 1
        kept = self._kept[issue.severity]
        entry = -(issue.line or 0), -self._count, issue
        if len(kept) < MAX_ISSUES:
            heapq.heappush(kept, entry)
        else:
            heapq.heappushpop(kept, entry)

    def would_keep(self, severity: Severity, line: int | None) -> bool:
        """Whether a problem on this line is worth the work of wording it."""
        kept = self._kept[severity]
        return len(kept) < MAX_ISSUES or (line or 0) < -kept[0][0]

    def note(
        self,
        severity: Severity,
        code: str,
        message: str,
        *,
        line: int | None = None,
        field: str | None = None,
        fix: str | None = None,
    ) -> None:
        if not self.would_keep(severity, line):
            self._count += 1
            return
        self.add(
            Issue(
                code=code,
                message=message,
                severity=severity,
                line=line,
                field=field,
                suggested_fix=fix,
            )
        )

    error = partialmethod(note, Severity.ERROR)
    warn = partialmethod(note, Severity.WARNING)
    info = partialmethod(note, Severity.INFO)

    def finish(self) -> tuple[Issue, ...]:
        """At most 500 issues in line order, the heaviest kept, then one that counts the rest."""
        heaviest = [issue for severity in _BY_WEIGHT for issue in self._of(severity)]
        kept = sorted(heaviest[:MAX_ISSUES], key=lambda issue: issue.line or 0)
        left_out = self._count - len(kept)
        return (*kept, _more(left_out)) if left_out else tuple(kept)

    def _of(self, severity: Severity) -> list[Issue]:
        """By line, and those of one line as they were told."""
        return [issue for *_, issue in sorted(self._kept[severity], reverse=True)]


def at_most_500(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """As they are; if there are more, what a log keeps of them."""
    if len(issues) <= MAX_ISSUES:
        return issues
    log = IssueLog()
    for issue in issues:
        log.add(issue)
    return log.finish()


def _more(count: int) -> Issue:
    return Issue(
        code="MORE_ISSUES",
        message=f"{count:,} more problems are not listed.",
        severity=Severity.INFO,
        suggested_fix="Mend the listed problems and upload the file again.",
    )
