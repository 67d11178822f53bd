"""Takes jobs from the local queue and calls the same handler that SQS triggers on AWS.

Run as `python -m econlens.local.worker`; it ends when its parent does.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from aws_lambda_powertools import Logger

from econlens import bootstrap
from econlens.domain.errors import DatabaseUnavailableError
from econlens.functions.process_upload import handler
from econlens.ports import JobQueue, QueuedJob

LEASE_SECONDS = 20.0
BATCH = 5
IDLE_SECONDS = 0.1
OUTAGE_SECONDS = 1.0

logger = Logger(service="econlens", child=True)


def process_batch(queue: JobQueue) -> int:
    """Hand one batch to the handler; what it reports as failed goes back. Returns its size."""
    jobs = queue.receive(limit=BATCH, lease_seconds=LEASE_SECONDS)
    if not jobs:
        return 0
    answer = handler({"Records": [_record(job) for job in jobs]}, None)
    failed = {item["itemIdentifier"] for item in answer["batchItemFailures"]}
    for job in jobs:
        (queue.release if job.id in failed else queue.complete)(job)
    return len(jobs)


def send_letter() -> bool:
    """Send the oldest letter that waits, where there is a mail server. False if none was due."""
    send = bootstrap.send_letter()
    return send is not None and bootstrap.outbox().send_next(send)


def _record(job: QueuedJob) -> dict[str, Any]:
    """The part of an SQS record that handlers read."""
    return {
        "messageId": job.id,
        "receiptHandle": job.receipt,
        "body": job.body,
        "attributes": {"ApproximateReceiveCount": str(job.receive_count)},
        "eventSource": "aws:sqs",
    }


def run() -> None:
    """Work until the parent process is gone or asks to stop."""
    parent = os.getppid()
    bootstrap.local_objects().forget_old()
    with _stop_flag() as stopping:
        while not stopping and os.getppid() == parent:
            try:
                idle = process_batch(bootstrap.jobs()) == 0 and not send_letter()
            except DatabaseUnavailableError:
                logger.warning("the database is away; trying again")
                time.sleep(OUTAGE_SECONDS)
                continue
            if idle:
                time.sleep(IDLE_SECONDS)


@contextmanager
def _stop_flag() -> Iterator[list[int]]:
    """A list that a stop signal makes non-empty, so that the job at hand is finished first."""
    received: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, note)
    yield received


if __name__ == "__main__":
    run()
