"""Can a user's choices for a file be followed, whatever the file?"""

from econlens.domain.errors import InvalidRequestError
from econlens.domain.issues import Issue
from econlens.domain.upload import AccountSplit, FileMapping, UploadRequest


def check_choices(request: UploadRequest) -> None:
    """Raises InvalidRequestError naming everything that contradicts itself."""
    mapping = request.choices.mapping
    issues = _mapping_faults(mapping) if mapping else []
    if request.portfolio_id and request.choices.accounts is AccountSplit.SEPARATE:
        issues.append(
            Issue(
                code="SEPARATE_INTO_ONE",
                message="Separate accounts cannot go into one portfolio.",
                field="accounts",
                suggested_fix="Combine them, or upload the file as new portfolios.",
            )
        )
    if issues:
        raise InvalidRequestError(issues=tuple(issues))


def _mapping_faults(mapping: FileMapping) -> list[Issue]:
    issues: list[Issue] = []
    for at, column in enumerate(mapping.columns):
        earlier = mapping.columns[:at]
        if any(other.index == column.index for other in earlier):
            fix = "Give each column one meaning."
            issues.append(_fault(at, "COLUMN_MAPPED_TWICE", "This column has a meaning.", fix))
        if any(other.meaning is column.meaning for other in earlier):
            fix = "Choose the column that holds it, and leave the other one out."
            issues.append(_fault(at, "MEANING_USED_TWICE", "Another column means this.", fix))
    return issues


def _fault(at: int, code: str, message: str, fix: str) -> Issue:
    return Issue(code=code, message=message, field=f"mapping.columns[{at}]", suggested_fix=fix)
