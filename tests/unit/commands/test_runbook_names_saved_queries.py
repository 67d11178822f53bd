"""The runbook and the saved log queries are one set: none is missing, none is unknown."""

import re
from pathlib import Path

from econlens.monitoring.log_queries import LOG_QUERIES

RUNBOOK = Path(__file__).parents[3] / "docs" / "runbook.md"


def test_the_runbook_names_every_saved_query_and_no_other() -> None:
    named = set(re.findall(r"\*([a-z]+(?:-[a-z]+)*)\*(?!\*)", RUNBOOK.read_text(encoding="utf-8")))

    assert named - {"italics"} == {query.name for query in LOG_QUERIES}
