"""Lambda entry point for the upload queue: SQS records that carry S3 events.

Answers which records failed, so that the others are not delivered again.
"""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

from aws_lambda_powertools import Logger

from econlens import bootstrap
from econlens.domain.errors import EconLensError
from econlens.usecases.process_upload import abandon_upload, process_upload

MAX_TRIES = 3
logger = Logger(service="econlens")


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    failed = [record["messageId"] for record in event["Records"] if not _succeeds(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _succeeds(record: dict[str, Any]) -> bool:
    logger.set_correlation_id(record["messageId"])
    uploads: list[tuple[UUID, UUID]] = []
    try:
        uploads = _uploads_in(record["body"])
        for user_id, upload_id in uploads:
            with _without_collection():
                process_upload(bootstrap.transactions(), bootstrap.objects(), user_id, upload_id)
    except Exception:  # one bad record must not take the batch with it
        logger.exception("processing failed")
        if int(record["attributes"]["ApproximateReceiveCount"]) >= MAX_TRIES:
            _abandon(uploads)
        return False
    return True


@contextmanager
def _without_collection() -> Iterator[None]:
    """A file becomes objects by the hundred thousand and none of them is in a cycle: to look for
    garbage among them over and over would be time lost."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _abandon(uploads: list[tuple[UUID, UUID]]) -> None:
    for user_id, upload_id in uploads:
        try:
            abandon_upload(bootstrap.transactions(), user_id, upload_id)
        except EconLensError as error:
            # The queue keeps the record among the dead letters either way.
            logger.warning("cannot mark upload %s as failed: %s", upload_id, error.code)


def _uploads_in(body: str) -> list[tuple[UUID, UUID]]:
    """(user, upload) of every object key uploads/{user}/{upload}/source in an S3 event."""
    keys = [unquote_plus(r["s3"]["object"]["key"]) for r in json.loads(body).get("Records", [])]
    return [(UUID(user), UUID(upload)) for _, user, upload, _ in (key.split("/") for key in keys)]
