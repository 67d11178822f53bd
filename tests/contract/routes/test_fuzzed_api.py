"""Requests generated from the OpenAPI document, against a running server: no answer is a fault of
ours or off its schema, whatever is sent; what fits the document is taken, what does not is refused.

`make fuzz-api` sends thousands and prints the figures of docs/security.md; without its settings
this is a short run. Every check of schemathesis runs over every operation.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import httpx

from tests.client import User, sign_up
from tests.server import Server

REPOSITORY = Path(__file__).parents[3]
DOCUMENT = REPOSITORY / "web" / "openapi.json"
EXAMPLES = os.environ.get("ECONLENS_FUZZ_EXAMPLES", "2")
PHASES = os.environ.get("ECONLENS_FUZZ_PHASES", "fuzzing,stateful")
FEWEST_CASES = int(os.environ.get("ECONLENS_FUZZ_FEWEST", "50"))
SEED = os.environ.get("ECONLENS_FUZZ_SEED", "7")
# They end the session of whoever calls them, so users of their own do.
LEAVING = {"deleteUser": ("deleteUser",), "revokeDevice": ("listDevices", "revokeDevice")}
# Statuses that a request may get though it fits the document. 412 and 422 are answers about what is
# stored and about rules for portfolios; of the others, hooks hold 400, 413 and 415 to named rules.
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 401, 403, 404, 409, 412, 413, 415, 422, 429]
"""
HOOKS = "tests.contract.routes.rules_not_in_the_schema"
SECONDS = 3000


def test_no_generated_request_finds_a_fault(server: Server, tmp_path: Path) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        user = sign_up(http)
        outputs = [fuzz(user, tmp_path, *chosen("--exclude-operation-id", LEAVING))]
        assert user.call("GET", "/user/profile").status_code == httpx.codes.OK
        for operations in LEAVING.values():
            leaver = sign_up(http)
            outputs.append(fuzz(leaver, tmp_path, *chosen("--include-operation-id", operations)))
            assert leaver.call("GET", "/user/profile").status_code == httpx.codes.UNAUTHORIZED
    for output in outputs:
        print(output[-3000:])  # noqa: T201 - the figures of docs/security.md
    assert sum(map(cases_in, outputs)) >= FEWEST_CASES
    assert "Stateful" in outputs[0]


def chosen(option: str, operations: Iterable[str]) -> list[str]:
    return [word for operation in operations for word in (option, operation)]


def fuzz(user: User, folder: Path, *which: str) -> str:
    """What schemathesis says, which must be that nothing was found."""
    configuration = folder / "schemathesis.toml"
    configuration.write_text(CONFIGURATION)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration)),
            *("run", str(DOCUMENT), "--url", f"{user.http.base_url}/v1"),
            *("--header", f"Authorization:Bearer {user.tokens['idToken']}"),
            *("--checks", "all", *which, "--phases", PHASES),
            *("--seed", SEED, "--max-examples", EXAMPLES, "--generation-database", "none"),
            "--no-color",
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=folder,
        env={**os.environ, "SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": str(REPOSITORY)},
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    return done.stdout


def cases_in(output: str) -> int:
    found = re.search(r"([\d,]+) generated", output)
    assert found, output[-3000:]
    return int(found[1].replace(",", ""))
