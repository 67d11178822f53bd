"""Build what the functions run: our package and their layers, with byte code, without a container.

    python -m infra.build              for Lambda: arm64, Python 3.13 → build/aws/lambda
    python -m infra.build --host       for this machine and its Python → build/aws/host

The second is for tests that run the functions here.
"""

import argparse
import shutil
import sys
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path

from tools.build_package import (
    REPOSITORY,
    UV,
    compile_folder,
    files_in,
    install,
    megabytes,
    not_shipped,
    run,
    this_python,
)

OUTPUT = REPOSITORY / "build" / "aws"
# What each layer adds; each function takes base. boto3 is in Lambda's runtime.
LAYERS = {
    "base": ("aws-lambda-powertools", "msgspec", "psycopg[binary,pool]", "pyotp"),
    "numeric": ("numpy",),
    "workbooks": ("openpyxl",),
    "documents": ("fpdf2", "font-source-sans-pro"),
    "passphrases": ("argon2-cffi",),
    "prices": ("pybreaker", "urllib3"),
    "migrations": ("alembic",),
}
# Of aws_lambda_powertools: we use its Logger.
UNUSED = (
    "event_handler",
    "utilities/auth_alpha",
    "utilities/batch",
    "utilities/data_classes",
    "utilities/data_masking",
    "utilities/feature_flags",
    "utilities/idempotency",
    "utilities/kafka",
    "utilities/parameters",
    "utilities/parser",
    "utilities/streaming",
    "utilities/validation",
)
STAND_IN = """from typing import *  # noqa: F403
from warnings import deprecated  # noqa: F401
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """platform None means this machine's."""

    name: str
    platform: str | None
    python: str

    @property
    def folder(self) -> Path:
        return OUTPUT / self.name


LAMBDA = Target(name="lambda", platform="aarch64-manylinux_2_28", python="3.13")
HOST = Target(name="host", platform=None, python=this_python())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", action="store_true", help="for this machine")
    target = HOST if parser.parse_args().host else LAMBDA
    build(target)
    for part in sorted([target.folder / "code", *(target.folder / "layers").iterdir()]):
        sys.stdout.write(f"{part.relative_to(REPOSITORY)}: {megabytes(files_in(part)):.1f} MB\n")


def build(target: Target) -> None:
    """Bring what is built for target up to date; layers only when the locked versions changed."""
    target.folder.mkdir(parents=True, exist_ok=True)
    with (target.folder / "lock").open("w") as lock:
        # Of two that build at once, the second waits.
        flock(lock, LOCK_EX)
        build_code(target)
        for name in LAYERS:
            build_layer(name, target)


def build_code(target: Target) -> None:
    folder = target.folder / "code"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(REPOSITORY / "src" / "econlens", folder / "econlens", ignore=not_shipped)
    shutil.copytree(
        REPOSITORY / "migrations",
        folder / "econlens" / "migrations",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    compile_folder(folder, target.python)


def build_layer(name: str, target: Target) -> None:
    """Lambda puts <layer>/python on the import path."""
    layer = target.folder / "layers" / name
    made_from = target.folder / f"{name}.made-from"
    if made_from.exists() and made_from.read_text() == ingredients(name, target):
        return
    shutil.rmtree(layer, ignore_errors=True)
    layer.mkdir(parents=True)
    folder = layer / "python"
    install(LAYERS[name], folder, target_platform=target.platform, python=target.python)
    if name == "base":
        remove_unused(folder)
        stand_in_for_typing_extensions(folder, target)
    if name == "documents":
        remove_pictures(folder)
    if name == "migrations":
        add_typing_extensions(folder)
    for note in layer.glob("*.txt"):
        note.unlink()
    compile_folder(folder, target.python)
    made_from.write_text(ingredients(name, target))


def ingredients(name: str, target: Target) -> str:
    """What a layer is made from, to see whether it is out of date."""
    locked = sha256((REPOSITORY / "uv.lock").read_bytes()).hexdigest()
    return f"{LAYERS[name]} {UNUSED} {STAND_IN} {target.platform} {target.python} {locked}"


def remove_unused(folder: Path) -> None:
    """Powertools' router and what goes with it: nothing of ours loads them."""
    for part in UNUSED:
        shutil.rmtree(folder / "aws_lambda_powertools" / part, ignore_errors=True)


def remove_pictures(folder: Path) -> None:
    """Our documents hold no pictures, so neither do they need what reads them; two cuts of the
    font are used, and fontTools works without its compiled parts."""
    for part in ("PIL", "pillow.libs", "defusedxml"):
        shutil.rmtree(folder / part, ignore_errors=True)
    for compiled in (folder / "fontTools").rglob("*.so"):
        compiled.unlink()
    for font in (folder / "font_source_sans_pro" / "files").glob("*.?tf"):
        if font.name not in {"SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf"}:
            font.unlink()


def stand_in_for_typing_extensions(folder: Path, target: Target) -> None:
    """Powertools imports it for what newer Pythons have; the whole doubles msgspec's import."""
    if tuple(map(int, target.python.split("."))) >= (3, 13):
        (folder / "typing_extensions.py").write_text(STAND_IN)


def add_typing_extensions(folder: Path) -> None:
    """SQLAlchemy needs the whole of it. A later layer's file replaces an earlier one's."""
    run(UV, "pip", "install", "--quiet", "--target", folder, "--no-deps", "typing-extensions")


if __name__ == "__main__":
    main()
