"""What Lambda gets can start there: nothing is missing, nothing is of another machine, nothing is
too big."""

import subprocess
from pathlib import Path

import pytest

from econlens.api.route_table import Function
from infra.build import LAMBDA, LAYERS, Target, build
from infra.stacks.api import shape_of
from infra.stacks.prices import FETCHER, LOADER
from infra.stacks.uploads import SHAPE as PROCESSOR_SHAPE
from tools.build_package import find_python, this_python, zip_folder

# On this machine's processor, so that it can be run here: with the Python of Lambda, or, where that
# is not installed, with the one that runs these tests.
PYTHON = LAMBDA.python if find_python(LAMBDA.python) else this_python()
SAME_PYTHON = Target(name="same-python", platform=None, python=PYTHON)
FUNCTIONS = {
    **{function.value: shape_of(function).layers for function in Function},
    "process_upload": PROCESSOR_SHAPE.layers,
    "fetch_prices": FETCHER.layers,
    "load_prices": LOADER.layers,
    "migrate": ("migrations",),
}
# When there is a migration to run; when a recovery code is entered.
LOADED_LATER = {"migrate": "alembic.command, sqlalchemy", "auth": "pyotp", "users": "pyotp"}
MEGABYTE = 1_000_000
API_LIMIT_MB = 8
NUMERIC_LIMIT_MB = 30
UNZIPPED_LIMIT_MB = 250  # Lambda's own


@pytest.fixture(scope="session")
def interpreter() -> str:
    found = find_python(PYTHON)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def for_lambda() -> Path:
    build(LAMBDA)
    return LAMBDA.folder


@pytest.fixture(scope="session")
def for_this_machine() -> Path:
    build(SAME_PYTHON)
    return SAME_PYTHON.folder


def folders(root: Path, function: str) -> list[Path]:
    """Lambda unpacks the layers over each other, so the last one's files win."""
    layers = reversed(("base", *FUNCTIONS[function]))
    return [root / "code", *(root / "layers" / layer / "python" for layer in layers)]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_imports_with_nothing_else_on_the_path(
    function: str, interpreter: str, for_this_machine: Path
) -> None:
    """-I -S: no site-packages, no environment, no current folder."""
    paths = [str(path) for path in folders(for_this_machine, function)]
    extra = f"import {LOADED_LATER[function]}" if function in LOADED_LATER else ""
    program = f"import sys; sys.path[:0] = {paths!r}; import econlens.functions.{function}; {extra}"
    run = subprocess.run(
        [interpreter, "-I", "-S", "-c", program],
        env={"ECONLENS_HOST": "aws", "POWERTOOLS_DEV": "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]


def test_the_analysis_makes_a_pdf_without_what_reads_pictures(
    interpreter: str, for_this_machine: Path
) -> None:
    paths = [str(path) for path in folders(for_this_machine, "analysis")]
    program = f"""import sys; sys.path[:0] = {paths!r}
from econlens.analysis.risk import assess
from econlens.reports.pdf_file import pdf_file
from econlens.reports.risk_document import risk_document
document = risk_document(assess([], currency="USD"), "Газпром Ωmega")
sys.stdout.buffer.write(pdf_file(document)[:5])
assert "PIL" not in sys.modules"""
    run = subprocess.run([interpreter, "-I", "-S", "-c", program], capture_output=True, check=False)
    assert run.stdout == b"%PDF-", run.stderr[-2000:]


@pytest.mark.parametrize("layer", LAYERS)
def test_every_module_of_a_layer_is_for_lambda_and_this_python(
    layer: str, for_lambda: Path
) -> None:
    binaries = list((for_lambda / "layers" / layer).rglob("*.so*"))
    for binary in binaries:
        # ELF, 64 bits, machine 0xB7: arm64.
        head = binary.read_bytes()[:20]
        assert head[:4] == b"\x7fELF", binary
        assert head[18] == 0xB7, binary
        if ".cpython-" in binary.name:
            assert ".cpython-313-" in binary.name


def test_the_layers_for_lambda_hold_what_those_tried_above_hold(
    for_lambda: Path, for_this_machine: Path
) -> None:
    for layer in LAYERS:
        there, here = (
            {
                as_compared(path.relative_to(root / "layers" / layer))
                for path in (root / "layers" / layer).rglob("*.py")
            }
            for root in (for_lambda, for_this_machine)
        )
        # Wheels of different machines differ in a generated file or two.
        assert len(there ^ here) <= 2, sorted(there ^ here)[:5]


def as_compared(path: Path) -> str:
    """The file; for another Python than Lambda's its package, since files differ there."""
    return path.as_posix() if LAMBDA.python == PYTHON else path.parts[1]


def test_byte_code_is_inside_and_compared_with_no_date(
    for_lambda: Path, for_this_machine: Path
) -> None:
    """A zip changes dates; byte code that compares them would be made anew at each start."""
    built = for_lambda if LAMBDA.python == PYTHON else for_this_machine
    tag = f"cpython-{PYTHON.replace('.', '')}"
    sources = [p for p in built.rglob("*.py") if "/tests/" not in p.as_posix()]
    without = [
        source
        for source in sources
        if not list((source.parent / "__pycache__").glob(f"{source.stem}.{tag}.pyc"))
    ]
    assert without == []
    compiled = next((built / "code").rglob(f"*.{tag}.pyc"))
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # by hash, not checked


def test_what_only_a_local_server_needs_stays_here(for_lambda: Path) -> None:
    names = {path.name for path in (for_lambda / "code" / "econlens").iterdir()}
    assert not names & {"local", "commands", "cli.py"}
    installed = {
        p.name for layer in LAYERS for p in (for_lambda / "layers" / layer / "python").iterdir()
    }
    assert not installed & {"uvicorn", "starlette", "typer", "boto3", "rich"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_small(
    function: str, for_lambda: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [
        for_lambda / "code",
        *(for_lambda / "layers" / n for n in ("base", *FUNCTIONS[function])),
    ]
    zipped = sum(zipped_bytes(part) for part in parts) / MEGABYTE
    unzipped = sum(f.stat().st_size for p in parts for f in p.rglob("*") if f.is_file()) / MEGABYTE
    with capsys.disabled():
        print(f" {function}: {zipped:.1f} MB zipped, {unzipped:.1f} MB", end="")  # noqa: T201
    numeric = {"numeric", "migrations"} & set(FUNCTIONS[function])
    assert zipped <= (NUMERIC_LIMIT_MB if numeric else API_LIMIT_MB)
    assert unzipped <= UNZIPPED_LIMIT_MB


sizes: dict[Path, int] = {}


def zipped_bytes(folder: Path) -> int:
    """Of the folder as Lambda gets it; each is zipped once."""
    if folder not in sizes:
        archive = zip_folder(folder)
        sizes[folder] = archive.stat().st_size
        archive.unlink()
    return sizes[folder]
