"""Lambda's runtime API on this machine, and functions that run against it.

The function is a process of its own that runs awslambdaric, the client that AWS ships: it asks for
the next invocation, calls the handler and posts the answer, as it does on Lambda.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

# The interpreter beneath the virtual environment: a function sees its package and nothing else.
PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
TIMEOUT_SECONDS = 30
API_PATH = "/2018-06-01/runtime/"
Json = dict[str, Any]


class FunctionFailedError(Exception):
    """The function reported an error, or ended, instead of answering."""


@dataclass(frozen=True, slots=True)
class Reply:
    """answer as the handler returned it; seconds from handing out the event to having it."""

    answer: Any
    seconds: float


class Function:
    """One instance of a function, from cold. Used as a context manager, which ends it.

    processor: the one that it runs on and no other; None for any.
    """

    def __init__(
        self,
        handler: str,
        package: Path,
        runtime: Path,
        environment: Mapping[str, str],
        processor: int | None = None,
    ) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(TIMEOUT_SECONDS)
        host, port = self._listener.getsockname()
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [PYTHON, "-m", "awslambdaric", handler],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": f"{package}{os.pathsep}{runtime}",
                "PYTHONDONTWRITEBYTECODE": "1",  # a package is read-only on Lambda
                "AWS_LAMBDA_RUNTIME_API": f"{host}:{port}",
                "AWS_LAMBDA_FUNCTION_NAME": "bench",
                "LAMBDA_DISABLE_PREVIEW_WARN": "1",
                **environment,
            },
            cwd=package,
            stdout=subprocess.DEVNULL,
        )
        if processor is not None:
            os.sched_setaffinity(self._process.pid, [processor])
        self._connection: _Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.end()

    def invoke(self, event: Json) -> Reply:
        """Hand out event and wait for the handler's answer."""
        connection = self._next_request()
        body = json.dumps(event).encode()
        handed_out = time.perf_counter()
        connection.send(200, body, _invocation_headers())
        connection = self._request(API_PATH + "invocation/")
        seconds = time.perf_counter() - handed_out
        answer = json.loads(connection.body)
        if not connection.path.endswith("/response"):
            raise FunctionFailedError(answer)
        connection.send(202, b"{}")
        return Reply(answer=answer, seconds=seconds)

    def cpu_seconds(self) -> float:
        """Time on a processor so far, all threads."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def resident_megabytes(self) -> float:
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6

    def end(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        if self._connection:
            self._connection.close()
        self._listener.close()

    def _next_request(self) -> "_Connection":
        connection = self._request(API_PATH)
        if not connection.path.endswith("/invocation/next"):
            raise FunctionFailedError(json.loads(connection.body))
        return connection

    def _request(self, expected_path: str) -> "_Connection":
        """The next request, on the open connection or on a new one."""
        while True:
            if self._connection is None:
                self._connection = _Connection(self._listener.accept()[0])
            if self._connection.receive():
                break
            self._connection.close()
            self._connection = None
        if not self._connection.path.startswith(expected_path):
            raise FunctionFailedError(f"unexpected request {self._connection.path}")
        return self._connection


def _invocation_headers() -> Mapping[str, str]:
    deadline = int((time.time() + TIMEOUT_SECONDS) * 1000)
    return {
        "Content-Type": "application/json",  # the client crashes without one
        "Lambda-Runtime-Aws-Request-Id": "00000000-0000-4000-8000-000000000000",
        "Lambda-Runtime-Deadline-Ms": str(deadline),
        "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:1:function:bench",
    }


class _Connection:
    """Just enough HTTP/1.1 for one client that keeps its connection: less overhead than a server
    library's, which would count against both functions and make them look alike."""

    def __init__(self, connected: socket.socket) -> None:
        connected.settimeout(TIMEOUT_SECONDS)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connected
        self._stream = connected.makefile("rb")
        self.path = ""
        self.body = b""

    def receive(self) -> bool:
        """Read one request; False when the client has hung up."""
        start = self._stream.readline()
        if not start:
            return False
        self.path = start.split()[1].decode()
        headers = self._headers()
        if headers.get("transfer-encoding") == "chunked":
            self.body = b"".join(iter(self._chunk, b""))
        else:
            self.body = self._stream.read(int(headers.get("content-length", "0")))
        return True

    def send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        lines = [f"HTTP/1.1 {status} OK", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def _headers(self) -> dict[str, str]:
        headers = {}
        while line := self._stream.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return headers

    def _chunk(self) -> bytes:
        size = int(self._stream.readline(), 16)
        data = self._stream.read(size)
        self._stream.readline()
        return data
