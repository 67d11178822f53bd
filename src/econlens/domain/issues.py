"""A problem found in a file or a request, told so that the reader can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One problem: where (line counts from 1, field by its name), what, and what to do."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    field: str | None = None
    suggested_fix: str | None = None
