"""A real `econlens up` for tests: its own port, its own data, ended by its own pid."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

START_SECONDS = 60
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """As kill -9 does: nothing gets a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOP_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running_server(
    data_dir: Path, *arguments: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """Yields once /v1/health answers; stops the server afterwards unless the test has."""
    port = free_port()
    log = data_dir.parent / f"server-{port}.log"
    command = [sys.executable, "-m", "econlens", "up"]
    options = ["--port", str(port), "--data-dir", str(data_dir), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *options],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "ECONLENS_RATE_FACTOR": "1000", **(environment or {})},
        )
        server = Server(url=f"http://127.0.0.1:{port}", process=process, log=log)
        try:
            _wait_until_healthy(server)
            yield server
        finally:
            _stop(process)


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{server.url}/v1/health").status_code == httpx.codes.OK:
                return
        time.sleep(0.02)
    raise AssertionError(f"The server did not start:\n{server.log.read_text()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
            raise
