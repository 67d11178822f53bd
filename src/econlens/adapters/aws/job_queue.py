"""ports.JobQueue on SQS: a queue whose redrive policy sends a job to the dead letters after three
tries. On AWS the Lambda service receives; receiving here is for tools and tests."""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Any

from econlens.adapters.aws.clients import refused_as
from econlens.domain.errors import NotFoundError
from econlens.ports import QueuedJob

LARGEST_BATCH = 10
REDRIVE_LEASE_SECONDS = 60
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
        return self._receive(self._url, limit=limit, lease_seconds=lease_seconds)

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
        """Each dead letter is sent before it is deleted, so a crash in between sends it twice,
        which the processing of uploads does not mind; nothing is lost."""
        moved = 0
        while dead := self._receive(
            self._dead_url, limit=LARGEST_BATCH, lease_seconds=REDRIVE_LEASE_SECONDS, patient=True
        ):
            for job in dead:
                self.send(job.body)
                self._client.delete_message(QueueUrl=self._dead_url, ReceiptHandle=job.receipt)
            moved += len(dead)
        return moved

    def _receive(
        self, url: str, *, limit: int, lease_seconds: float, patient: bool = False
    ) -> list[QueuedJob]:
        """patient: ask all of SQS's servers, which takes a second when there is nothing."""
        answer = self._client.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=min(limit, LARGEST_BATCH),
            VisibilityTimeout=int(lease_seconds),
            WaitTimeSeconds=1 if patient else 0,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        return [_job(message) for message in answer.get("Messages", ())]

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
