"""Is anything that we depend on known to be vulnerable, and is a secret checked in?

    python -m tools.check_supply_chain [--uv .tools/uv/bin/uv] [--npm npm]

Also writes what a release is made of to build/sbom: CycloneDX, one file for Python and one for the
web app. A vulnerability or a secret is a failure. Where the advisory service cannot be asked, as on
a machine that reaches package registries only, that is said loudly and is no failure, unless
ECONLENS_REQUIRE_AUDIT is set, as it is in continuous integration.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

REPOSITORY = Path(__file__).parents[1]
WEB = REPOSITORY / "web"
SBOM = REPOSITORY / "build" / "sbom"
BASELINE = REPOSITORY / ".secrets.baseline"
TIMEOUT_SECONDS = 300
REQUIRE = "ECONLENS_REQUIRE_AUDIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """found: vulnerabilities by package. unchecked: why nobody can tell about the rest."""

    found: tuple[str, ...] = ()
    unchecked: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--npm", default="npm")
    arguments = parser.parse_args()
    write_sboms(arguments.uv, arguments.npm)
    known = json.loads(BASELINE.read_text(encoding="utf-8"))
    failures = [
        *verdict("Python packages", audit_python(arguments.uv)),
        *verdict("npm packages", audit_npm(arguments.npm)),
        *(f"secret: {line}" for line in secrets_in(tracked_files(), known)),
    ]
    for failure in failures:
        print(f"FAILED  {failure}", file=sys.stderr)
    return 1 if failures else 0


def audit_python(uv: str) -> Audit:
    """By the lock file: every group and extra, since developers run those too."""
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "locked.txt"
        what = ("--all-groups", "--all-extras", "--no-emit-project", "--output-file", str(locked))
        _run(uv, "export", "--quiet", "--locked", "--format", "requirements.txt", *what)
        options = ("--disable-pip", "--require-hashes", "--progress-spinner", "off")
        audit = _run(
            *(sys.executable, "-m", "pip_audit", "--requirement", str(locked)),
            *(*options, "--format", "json"),
            may_fail=True,
        )
    return python_findings(audit.stdout, audit.stderr)


def python_findings(answer: str, trouble: str) -> Audit:
    """What pip-audit's JSON says. A package that the service does not know counts as unchecked."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        return Audit(unchecked=f"pip-audit had no answer: {_last_line(trouble)}")
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    found = tuple(
        f"{package['name']} {package['version']}: {vulnerability['id']}"
        for package in packages
        for vulnerability in package.get("vulns", ())
    )
    unchecked = f"{len(skipped)} of {len(packages)} are unknown to the service" if skipped else ""
    return Audit(found=found, unchecked=unchecked)


def audit_npm(npm: str) -> Audit:
    answer = _run(npm, "audit", "--audit", "--json", folder=WEB, may_fail=True)
    return npm_findings(answer.stdout, answer.stderr)


def npm_findings(answer: str, trouble: str) -> Audit:
    try:
        report = json.loads(answer)
    except ValueError:
        return Audit(unchecked=f"npm audit had no answer: {_last_line(trouble)}")
    if "vulnerabilities" not in report:
        return Audit(unchecked=str(report.get("message") or report.get("error")))
    found = tuple(
        f"{name}: {vulnerability['severity']}"
        for name, vulnerability in report["vulnerabilities"].items()
    )
    return Audit(found=found)


def secrets_in(files: Sequence[str], baseline: dict[str, Any]) -> list[str]:
    """Places that look like a key or a token and are not among those looked at, in the baseline.

    Plain passwords in code are ruff's business (S105 to S107).
    """
    with transient_settings(baseline):
        found = SecretsCollection(root=str(REPOSITORY))
        found.scan_files(*files)
    known = {
        (file, secret["hashed_secret"])
        for file, secrets in baseline["results"].items()
        for secret in secrets
    }
    return [
        f"{file}:{secret.line_number}: {secret.type}"
        for file, secret in found
        if (file, secret.secret_hash) not in known
    ]


def tracked_files() -> list[str]:
    return _run("git", "ls-files", "-z").stdout.rstrip("\0").split("\0")


def write_sboms(uv: str, npm: str) -> None:
    """What runs in production, without what only developers use."""
    SBOM.mkdir(parents=True, exist_ok=True)
    export = ("export", "--quiet", "--locked", "--no-dev", "--preview-features", "sbom-export")
    python = _run(uv, *export, "--format", "cyclonedx1.5").stdout
    (SBOM / "python.cdx.json").write_text(python, encoding="utf-8")
    what = ("--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev")
    web = _run(npm, "sbom", *what, folder=WEB).stdout
    (SBOM / "web.cdx.json").write_text(web, encoding="utf-8")


def verdict(what: str, audit: Audit) -> list[str]:
    """Lines that make the check fail; says on the way what could not be checked."""
    failures = [f"{what}: {line}" for line in audit.found]
    if not audit.unchecked:
        print(f"{what}: {len(audit.found)} known vulnerabilities")
        return failures
    warning = f"{what}: NOT CHECKED for known vulnerabilities ({audit.unchecked})"
    if os.environ.get(REQUIRE):
        return [*failures, warning]
    print(f"\n*** {warning}. ***\n", file=sys.stderr)
    return failures


def _run(
    *command: str, folder: Path = REPOSITORY, may_fail: bool = False
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
    )
    if done.returncode and not may_fail:
        raise SystemExit(f"{' '.join(command[:3])} failed:\n{done.stderr}")
    return done


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1]


if __name__ == "__main__":
    sys.exit(main())
