"""Collects the problems of one file; a file full of mistakes keeps its first 500."""

from functools import partialmethod

from econlens.domain.issues import Issue, Severity

MAX_ISSUES = 500
_BY_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class RefusedFileError(Exception):
    """The file cannot be read at all; the issue says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


class IssueLog:
    def __init__(self) -> None:
        self._kept: dict[Severity, list[Issue]] = {severity: [] for severity in _BY_WEIGHT}
        self._count = 0

    def add(self, issue: Issue) -> None:
        self._count += 1
        if len(self._kept[issue.severity]) < MAX_ISSUES:
            self._kept[issue.severity].append(issue)

    @property
    def is_full(self) -> bool:
        """No further error will be kept, so no further work on wording one is worth it."""
        return len(self._kept[Severity.ERROR]) >= MAX_ISSUES

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
        if len(self._kept[severity]) >= MAX_ISSUES:
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
        heaviest = [issue for severity in _BY_WEIGHT for issue in self._kept[severity]]
        kept = sorted(heaviest[:MAX_ISSUES], key=lambda issue: issue.line or 0)
        left_out = self._count - len(kept)
        return (*kept, _more(left_out)) if left_out else tuple(kept)


def _more(count: int) -> Issue:
    return Issue(
        code="MORE_ISSUES",
        message=f"{count:,} more problems are not listed.",
        severity=Severity.INFO,
        suggested_fix="Mend the listed problems and upload the file again.",
    )
