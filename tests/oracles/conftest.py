"""Our mathematics against other libraries'; they are large, so they come as a group apart."""

import importlib.util
import os

ORACLES = ("empyrical", "pypfopt", "scipy", "skfolio")
MISSING = [name for name in ORACLES if importlib.util.find_spec(name) is None]

if MISSING and os.environ.get("ECONLENS_REQUIRE_ORACLES") == "1":
    raise ModuleNotFoundError(f"Missing: {', '.join(MISSING)}. Run `make test-oracles`.")
if MISSING:
    collect_ignore_glob = ["test_*.py"]


def pytest_report_header() -> str | None:
    if not MISSING:
        return None
    return (
        f"*** ORACLES SKIPPED: {', '.join(MISSING)} not installed. "
        "Bring them by: uv sync --inexact --group oracles ***"
    )
