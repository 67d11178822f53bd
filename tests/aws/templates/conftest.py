"""The templates of every variant, synthesised once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

import pytest

from infra.build import LAMBDA, build

REPOSITORY = Path(__file__).resolve().parents[3]
Json = dict[str, Any]


@dataclass(frozen=True)
class Templates:
    """One variant's stacks, by their last name: Network, Database, …"""

    folder: Path
    stacks: dict[str, Json]

    def resources(self, kind: str, stack: str | None = None) -> dict[str, Json]:
        """Every resource of this type, by stack and logical id; its properties and the rest."""
        return {
            f"{name}/{logical_id}": resource
            for name, template in self.stacks.items()
            for logical_id, resource in template["Resources"].items()
            if resource["Type"] == kind and stack in (None, name)
        }

    def properties(self, kind: str, stack: str | None = None) -> list[Json]:
        return [r.get("Properties", {}) for r in self.resources(kind, stack).values()]

    def one(self, kind: str, stack: str | None = None) -> Json:
        (found,) = self.properties(kind, stack)
        return found

    def of_type(self, prefix: str) -> Iterator[tuple[str, Json]]:
        for name, template in self.stacks.items():
            for logical_id, resource in template["Resources"].items():
                if resource["Type"].startswith(prefix):
                    yield f"{name}/{logical_id}", resource


@dataclass(frozen=True)
class Synthesised:
    variants: dict[str, Templates]
    open_bucket: Path
    processor_seconds: float


def read_templates(folder: Path) -> Templates:
    return Templates(
        folder=folder,
        stacks={
            path.name.removesuffix(".template.json").rpartition("-")[2]: json.loads(
                path.read_text()
            )
            for path in sorted(folder.glob("*.template.json"))
        },
    )


@pytest.fixture(scope="session")
def synthesised(tmp_path_factory: pytest.TempPathFactory) -> Synthesised:
    """Without credentials: CDK asks AWS for nothing."""
    build(LAMBDA)
    folder = tmp_path_factory.mktemp("templates")
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    before = processor_seconds_of_children()
    run = subprocess.run(
        [sys.executable, "-m", "tests.aws.templates.variants", str(folder)],
        cwd=REPOSITORY,
        env={**environment, "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-6000:]
    open_bucket = folder / "open-bucket"
    variants = {p.name: read_templates(p) for p in sorted(folder.iterdir()) if p != open_bucket}
    return Synthesised(
        variants=variants,
        open_bucket=open_bucket,
        processor_seconds=processor_seconds_of_children() - before,
    )


def processor_seconds_of_children() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.fixture(scope="session")
def dev(synthesised: Synthesised) -> Templates:
    return synthesised.variants["dev"]


@pytest.fixture(scope="session")
def prod(synthesised: Synthesised) -> Templates:
    return synthesised.variants["prod"]


@pytest.fixture(scope="session")
def everything(synthesised: Synthesised) -> Templates:
    return synthesised.variants["everything"]


@pytest.fixture(scope="session")
def proxy(synthesised: Synthesised) -> Templates:
    return synthesised.variants["proxy"]


@pytest.fixture(scope="session", params=["dev", "prod", "everything", "proxy"])
def each(synthesised: Synthesised, request: pytest.FixtureRequest) -> Templates:
    return synthesised.variants[request.param]
