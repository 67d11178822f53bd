"""econlens queue, against the queue of a running EconLens."""

import os
import subprocess
import sys
from pathlib import Path

from econlens.adapters.local.job_queue import PostgresJobQueue
from econlens.adapters.postgres.transactions import open_pool
from tests.conftest import Database


def econlens_queue(action: str, *options: str, **environment: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "econlens", "queue", action, *options]
    clean = {name: value for name, value in os.environ.items() if "ECONLENS" not in name}
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**clean, **environment}
    )
    return result.returncode, result.stdout + result.stderr


def test_dead_letters_are_told_and_redriven(database: Database) -> None:
    with open_pool(database.local_dsn, max_size=1) as pool:
        queue = PostgresJobQueue(pool)
        queue.send("poison")
        for _ in range(3):
            (job,) = queue.receive(limit=1, lease_seconds=30)
            queue.release(job)
    where = {"DATABASE_URL": database.superuser_dsn}

    code, text = econlens_queue("status", **where)
    assert (code, text.splitlines()[0]) == (1, "0 waiting, 1 given up after three tries.")
    assert econlens_queue("redrive", **where) == (0, "1 put back into the queue.\n")
    assert econlens_queue("status", **where) == (
        0,
        "1 waiting, 0 given up after three tries.\n",
    )


def test_without_a_running_econlens_the_way_out_is_told(tmp_path: Path) -> None:
    code, text = econlens_queue("status", "--data-dir", str(tmp_path))

    assert code == 1
    assert "econlens up" in text
