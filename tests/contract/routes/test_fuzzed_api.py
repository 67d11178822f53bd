"""Requests generated from the OpenAPI document, against a running server: no answer is a fault of
ours or off its schema, whatever is sent.

`make fuzz-api` sends thousands and prints the figures of docs/security.md; without its settings
this is a short run.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.client import sign_up
from tests.server import Server

DOCUMENT = Path(__file__).parents[3] / "web" / "openapi.json"
EXAMPLES = os.environ.get("ECONLENS_FUZZ_EXAMPLES", "2")
PHASES = os.environ.get("ECONLENS_FUZZ_PHASES", "fuzzing,stateful")
FEWEST_CASES = int(os.environ.get("ECONLENS_FUZZ_FEWEST", "50"))
SEED = os.environ.get("ECONLENS_FUZZ_SEED", "7")
# These two take what a business rule refuses, with 400 or 422, for a fault.
NOT_FAULTS = "positive_data_acceptance,negative_data_rejection"
# It would end the account that all the others are made with.
LEFT_OUT = "deleteUser"
SECONDS = 3000


def test_no_generated_request_finds_a_fault(server: Server, tmp_path: Path) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        token = sign_up(http).tokens["idToken"]
    report = tmp_path / "report.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", str(DOCUMENT)),
            *("--url", f"{server.url}/v1", "--header", f"Authorization:Bearer {token}"),
            *("--checks", "all", "--exclude-checks", NOT_FAULTS),
            *("--exclude-operation-id", LEFT_OUT, "--phases", PHASES),
            *("--seed", SEED, "--max-examples", EXAMPLES),
            *("--generation-database", "none", "--report-json-path", str(report), "--no-color"),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=tmp_path,
        check=False,
    )
    print(done.stdout[-4000:])  # noqa: T201 - the figures of docs/security.md
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    cases = re.search(r"([\d,]+) generated", done.stdout)
    assert cases, done.stdout[-3000:]
    assert int(cases[1].replace(",", "")) >= FEWEST_CASES
    assert "Stateful" in done.stdout
