"""Lambda entry point for the upload queue: SQS records that carry S3 events.

Answers which records failed, so that the others are not delivered again.
"""

import json
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

from aws_lambda_powertools import Logger

from econlens import bootstrap
from econlens.domain.errors import NotFoundError
from econlens.usecases.process_upload import abandon_upload, process_upload

MAX_TRIES = 3
logger = Logger(service="econlens")


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    failed = [record["messageId"] for record in event["Records"] if not _succeeds(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _succeeds(record: dict[str, Any]) -> bool:
    logger.set_correlation_id(record["messageId"])
    try:
        for user_id, upload_id in _uploads_in(record["body"]):
            process_upload(bootstrap.transactions(), bootstrap.objects(), user_id, upload_id)
    except Exception:  # one bad record must not take the batch with it
        logger.exception("processing failed")
        if int(record["attributes"]["ApproximateReceiveCount"]) >= MAX_TRIES:
            _abandon(record["body"])
        return False
    return True


def _abandon(body: str) -> None:
    for user_id, upload_id in _uploads_in(body):
        try:
            abandon_upload(bootstrap.transactions(), user_id, upload_id)
        except NotFoundError:
            logger.warning("upload is gone", extra={"upload_id": str(upload_id)})


def _uploads_in(body: str) -> list[tuple[UUID, UUID]]:
    """(user, upload) of every object key uploads/{user}/{upload}/source in an S3 event."""
    keys = [unquote_plus(r["s3"]["object"]["key"]) for r in json.loads(body).get("Records", [])]
    return [(UUID(user), UUID(upload)) for _, user, upload, _ in (key.split("/") for key in keys)]
