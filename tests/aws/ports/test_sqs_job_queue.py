"""The job queue contract on SQS."""

import json
import subprocess
import sys
from uuid import uuid4

import pytest

from econlens.adapters.aws.clients import client
from econlens.adapters.aws.job_queue import SqsJobQueue
from tests.aws.ports.conftest import Emulator
from tests.contract.ports import test_job_queue_contract as contract
from tests.contract.ports.test_job_queue_contract import *  # noqa: F403 - the suite runs here


class SqsBench(contract.Bench):
    def fail_three_times(self) -> None:
        """SQS buries a job when somebody next asks for one."""
        super().fail_three_times()
        self.receive()


@pytest.fixture
def bench(emulator: Emulator) -> SqsBench:
    sqs = client("sqs")
    name = f"jobs-{uuid4()}"
    dead = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]
    policy = json.dumps({"maxReceiveCount": 3, "deadLetterTargetArn": arn["QueueArn"]})
    url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": policy})["QueueUrl"]
    return SqsBench(SqsJobQueue(sqs, url), emulator.wait)


def test_more_dead_letters_than_one_batch_are_all_redriven(bench: SqsBench) -> None:
    for number in range(12):
        bench.queue.send(str(number))
    for _ in range(3):
        while bench.receive():
            pass
        bench.wait(31)
    bench.receive()

    assert bench.queue.count_dead() == 12
    assert bench.queue.redrive() == 12
    assert bench.queue.count_waiting() == 12


def test_the_command_tells_and_redrives_the_dead_letters_of_a_queue(bench: SqsBench) -> None:
    bench.queue.send("poison")
    bench.fail_three_times()
    where = ["--queue-url", bench.queue._url]
    program = [sys.executable, "-m", "econlens", "queue"]

    told = subprocess.run([*program, "status", *where], capture_output=True, text=True)
    assert (told.returncode, told.stdout.splitlines()[0]) == (
        1,
        "0 waiting, 1 given up after three tries.",
    )
    moved = subprocess.run([*program, "redrive", *where], capture_output=True, text=True)
    assert (moved.returncode, moved.stdout) == (0, "1 put back into the queue.\n")
