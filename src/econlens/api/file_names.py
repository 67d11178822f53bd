"""Names of files that the browser is told to save."""

import re

LONGEST = 60


def file_name(text: str) -> str:
    """Letters, digits and hyphens of text: safe in a path and in a header, whatever it says."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST] or "portfolio"


def saved_as(name: str) -> dict[str, str]:
    """The header that makes a browser save the answer instead of showing it."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
