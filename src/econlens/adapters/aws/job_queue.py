"""ports.JobQueue on SQS: a queue whose redrive policy sends a job to the dead letters after three
tries. On AWS the Lambda service receives; receiving here is for tools and tests."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Any

from econlens.adapters.aws.clients import refused_as
from econlens.domain.errors import NotFoundError
from econlens.ports import QueuedJob

LARGEST_BATCH = 10
REDRIVE_SECONDS = 60
POLL_SECONDS = 0.2
COUNT = "ApproximateNumberOfMessages"
STALE = {
    "ReceiptHandleIsInvalid": NotFoundError,
    "InvalidParameterValue": NotFoundError,
    "AWS.SimpleQueueService.MessageNotInflight": NotFoundError,
}


class SqsJobQueue:
    def __init__(self, client: Any, queue_url: str) -> None:
        self._client = client
        self._url = queue_url

    def send(self, body: str) -> str:
        return str(self._client.send_message(QueueUrl=self._url, MessageBody=body)["MessageId"])

    def receive(self, *, limit: int, lease_seconds: float) -> list[QueuedJob]:
        answer = self._client.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(limit, LARGEST_BATCH),
            VisibilityTimeout=int(lease_seconds),
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        return [_job(message) for message in answer.get("Messages", ())]

    def complete(self, job: QueuedJob) -> None:
        self._with_receipt(self._client.delete_message, job)

    def release(self, job: QueuedJob) -> None:
        """SQS counts the tries, and buries the job when it is next asked for."""
        self._with_receipt(self._client.change_message_visibility, job, VisibilityTimeout=0)

    def count_dead(self) -> int:
        return self._count(self._dead_url)

    def count_waiting(self) -> int:
        return self._count(self._url)

    def redrive(self) -> int:
        """Waits until SQS has moved the dead letters, a minute at most."""
        if not self.count_dead():
            return 0
        self._client.start_message_move_task(SourceArn=self._dead_arn)
        deadline = time.monotonic() + REDRIVE_SECONDS
        while (task := self._newest_move())["Status"] == "RUNNING" and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        return int(task["ApproximateNumberOfMessagesMoved"])

    def _newest_move(self) -> dict[str, Any]:
        answer = self._client.list_message_move_tasks(SourceArn=self._dead_arn, MaxResults=1)
        newest: dict[str, Any] = answer["Results"][0]
        return newest

    def _with_receipt(self, call: Callable[..., Any], job: QueuedJob, **more: Any) -> None:
        """A receipt that is no longer good means that somebody else has the job: nothing to do."""
        with suppress(NotFoundError), refused_as(STALE):
            call(QueueUrl=self._url, ReceiptHandle=job.receipt, **more)

    def _count(self, url: str) -> int:
        answer = self._client.get_queue_attributes(QueueUrl=url, AttributeNames=[COUNT])
        return int(answer["Attributes"][COUNT])

    @cached_property
    def _dead_arn(self) -> str:
        name = "RedrivePolicy"
        answer = self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=[name])
        return str(json.loads(answer["Attributes"][name])["deadLetterTargetArn"])

    @cached_property
    def _dead_url(self) -> str:
        name = self._dead_arn.rpartition(":")[2]
        return str(self._client.get_queue_url(QueueName=name)["QueueUrl"])


def _job(message: dict[str, Any]) -> QueuedJob:
    return QueuedJob(
        id=message["MessageId"],
        receipt=message["ReceiptHandle"],
        body=message["Body"],
        receive_count=int(message["Attributes"]["ApproximateReceiveCount"]),
    )
