"""A real `econlens up`: how soon it answers, and how long an upload takes from end to end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

from bench.files import bytes_file, rows_file
from bench.measures import Measure

STARTS = 5
SMALL_UPLOADS = 9
LARGE_UPLOADS = 3
POLL_SECONDS = 0.01
TIMEOUT_SECONDS = 120
ACCOUNT = {
    "email": "bench@example.com",
    "password": "Only-for-the-benchmark-1",
    "firstName": "Bench",
    "lastName": "Mark",
    "userType": "casual_investor",
    "investmentExperience": "beginner",
    "riskTolerance": "moderate",
    "marketingConsent": False,
}


def measure_server(folder: Path) -> list[Measure]:
    """Starts of the server and uploads"""
    with _server(folder / "data") as (_, first):
        pass
    later = []
    for _ in range(STARTS):
        with _server(folder / "data") as (_, seconds):
            later.append(seconds)
    with _server(folder / "data") as (address, _), _signed_in(address) as client:
        small, large = rows_file(50), bytes_file(10_000_000)
        small_seconds = median(_upload(client, small) for _ in range(SMALL_UPLOADS))
        large_seconds = median(_upload(client, large) for _ in range(LARGE_UPLOADS))
    return [
        _seconds("First start of econlens up", first, good=3.0, limit=10.0),
        _seconds("Later start", median(later), good=1.0, limit=2.0),
        _seconds("Upload of 50 rows, end to end", small_seconds, good=0.5, limit=1.0),
        _seconds("Upload of 10 MB, end to end", large_seconds, good=2.0, limit=5.0),
    ]


def _seconds(name: str, value: float, *, good: float, limit: float) -> Measure:
    return Measure(name=name, value=value, unit="s", good=good, limit=limit)


@contextmanager
def _server(data_dir: Path) -> Iterator[tuple[str, float]]:
    """Its address, and the seconds from the command until it answered."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    program = Path(sys.executable).with_name("econlens")
    started = time.perf_counter()
    process = subprocess.Popen(
        [program, "up", "--demo", "--port", str(port), "--data-dir", data_dir],
        env={**os.environ, "ECONLENS_RATE_FACTOR": "1000"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(address, process)
        yield address, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(TIMEOUT_SECONDS)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    with httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS) as client:
        while process.poll() is None:
            try:
                if client.get("/v1/health").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(POLL_SECONDS)
    sys.exit(f"econlens up ended with {process.returncode} before it answered.")


@contextmanager
def _signed_in(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{address}/v1", timeout=TIMEOUT_SECONDS) as client:
        client.post("/auth/register", json=ACCOUNT).raise_for_status()
        login = client.post("/auth/login", json={k: ACCOUNT[k] for k in ("email", "password")})
        client.headers["Authorization"] = f"Bearer {login.raise_for_status().json()['idToken']}"
        yield client


def _upload(client: httpx.Client, data: bytes) -> float:
    """Seconds from asking for an upload until its holdings are there."""
    started = time.perf_counter()
    request = {"fileName": "bench.csv", "size": len(data), "contentType": "text/csv"}
    upload = client.post("/portfolios/upload", json=request).raise_for_status().json()
    file = {"file": ("bench.csv", data, "text/csv")}
    # Straight to the object store, without our token: the form is its own permission.
    posted = httpx.post(upload["url"], data=upload["fields"], files=file, timeout=TIMEOUT_SECONDS)
    posted.raise_for_status()
    _wait_until_completed(client, upload["uploadId"])
    return time.perf_counter() - started


def _wait_until_completed(client: httpx.Client, upload_id: str) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        answer = client.get(f"/upload/{upload_id}/status").raise_for_status().json()
        if answer["status"] == "completed":
            return
        if answer["status"] in ("failed", "expired"):
            sys.exit(f"The benchmark's upload {answer['status']}: {answer['issues'][:3]}")
        time.sleep(POLL_SECONDS)
    sys.exit(f"The benchmark's upload took longer than {TIMEOUT_SECONDS} s.")
