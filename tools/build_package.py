"""Build what Lambda gets for one function: a folder and a zip with the code, its dependencies and
byte code.

    python tools/build_package.py portfolios
    python tools/build_package.py analysis --platform aarch64-manylinux_2_28 --python 3.13

Written to build/packages/. Without a platform and a Python, those of this machine are taken.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGES = REPOSITORY / "build" / "packages"
UV = REPOSITORY / ".tools" / "uv" / "bin" / "uv"

BASE = ("aws-lambda-powertools", "msgspec", "psycopg[binary,pool]")
NUMERIC = (*BASE, "numpy")
DEPENDENCIES = {
    "auth": BASE,
    "users": BASE,
    "sharing": (*BASE, "argon2-cffi"),
    "shared": (*NUMERIC, "argon2-cffi"),
    "portfolios": BASE,
    "uploads": BASE,
    "service": BASE,
    "analysis": NUMERIC,
    "fetch_prices": (*BASE, "pybreaker", "urllib3"),
    "load_prices": BASE,
    "process_upload": (*NUMERIC, "openpyxl"),
}
# What only one machine's server and command line need.
NOT_SHIPPED = {
    *("local", "commands", "costs", "parity", "monitoring"),
    *("cli.py", "__main__.py", "py.typed", "__pycache__"),
}
# Every file gets the same date, so that the same sources make the same zip.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("function", choices=sorted(DEPENDENCIES))
    parser.add_argument("--platform", default=None, help="such as aarch64-manylinux_2_28")
    parser.add_argument("--python", default=this_python(), help="such as 3.13")
    given = parser.parse_args()
    folder = PACKAGES / given.function
    build_function(given.function, folder, target_platform=given.platform, python=given.python)
    archive = zip_folder(folder)
    print(f"{folder.relative_to(REPOSITORY)}: {megabytes(files_in(folder)):.1f} MB")
    print(f"{archive.relative_to(REPOSITORY)}: {megabytes([archive]):.1f} MB")


def this_python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def build_function(
    function: str, folder: Path, *, target_platform: str | None = None, python: str | None = None
) -> None:
    """Fill folder with the function's package, replacing what was there."""
    python = python or this_python()
    shutil.rmtree(folder, ignore_errors=True)
    install(DEPENDENCIES[function], folder, target_platform=target_platform, python=python)
    shutil.copytree(REPOSITORY / "src" / "econlens", folder / "econlens", ignore=not_shipped)
    compile_folder(folder, python)


def install(
    requirements: Sequence[str], folder: Path, *, target_platform: str | None, python: str
) -> None:
    """Install wheels of the locked versions, without what runs only in tests."""
    folder.mkdir(parents=True)
    locked = folder.with_name(f"{folder.name}-locked.txt")
    excluded = folder.with_name(f"{folder.name}-excluded.txt")
    everything = ("--all-groups", "--all-extras", "--no-hashes", "--no-emit-project")
    export = (UV, "export", "--quiet", "--locked", *everything)
    run(*export, "--project", REPOSITORY, "--output-file", locked)
    excluded.write_text("\n".join(excluded_packages(python)))
    where = ("--python-platform", target_platform) if target_platform else ()
    what = ("--only-binary", ":all:", "--constraint", locked, "--excludes", excluded)
    uv_install = (UV, "pip", "install", "--quiet", "--target", folder, "--python-version", python)
    run(*uv_install, *where, *what, *requirements)
    for leftover in [folder / "bin", folder / ".lock", *folder.rglob("tests")]:
        remove(leftover)


def excluded_packages(python: str) -> tuple[str, ...]:
    """typing-extensions doubles msgspec's import; from Python 3.13 on, nothing here needs it."""
    needed = tuple(map(int, python.split("."))) < (3, 13)
    return () if needed else ("typing-extensions",)


def not_shipped(folder: str, names: list[str]) -> set[str]:
    """What copytree leaves out: of our package's top folder, and every __pycache__."""
    top = Path(folder) == REPOSITORY / "src" / "econlens"
    return {name for name in names if name in (NOT_SHIPPED if top else {"__pycache__"})}


def compile_folder(folder: Path, python: str) -> None:
    """Byte code that Python takes as it is: a zip changes dates, so dates must not be compared."""
    interpreter = find_python(python)
    if interpreter is None:
        print(
            f"No Python {python} on this machine, so this package holds no byte code and will "
            f"start half as fast. Install Python {python} and build again.",
            file=sys.stderr,
        )
        return
    mode = ("--invalidation-mode", "unchecked-hash")
    run(interpreter, "-m", "compileall", "-q", *mode, "-s", folder, folder)


def find_python(version: str) -> str | None:
    """The path of an installed interpreter; byte code belongs to one version of Python."""
    find = (UV, "python", "find", "--no-project", "--no-python-downloads", version)
    # pyenv's commands answer only for the version they are told.
    environment = {**os.environ, "PYENV_VERSION": version}
    answer = subprocess.run(find, capture_output=True, text=True, check=False, env=environment)
    return answer.stdout.strip() or None


def zip_folder(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(files_in(folder)):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), ZIP_DATE)
            entry.external_attr = (0o100755 if path.suffix == ".so" else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, path.read_bytes())
    return archive


def files_in(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def megabytes(files: Iterable[Path]) -> float:
    return sum(path.stat().st_size for path in files) / 1e6


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=REPOSITORY)


if __name__ == "__main__":
    main()
