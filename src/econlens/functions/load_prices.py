"""Lambda entry point inside the network: SQS records of S3 events bring fetched prices; by the
clock it leaves word of which are wanted.

Answers which records failed, so that the others are not delivered again.
"""

import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools import Logger

from econlens import bootstrap, price_bootstrap
from econlens.usecases.load_fetched_prices import load_fetched_prices
from econlens.usecases.publish_wanted_prices import publish_wanted_prices

logger = Logger(service="econlens")


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    today = datetime.now(UTC).date()
    if "Records" not in event:
        prices, objects = price_bootstrap.prices_on_aws(), bootstrap.objects()
        return {"wanted": publish_wanted_prices(prices, objects, today)}
    failed = [record["messageId"] for record in event["Records"] if not _succeeds(record, today)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _succeeds(record: dict[str, Any], today: date) -> bool:
    logger.set_correlation_id(record["messageId"])
    try:
        # S3's own test event, sent when the notification is made, has no records.
        for each in json.loads(record["body"]).get("Records", []):
            key = unquote_plus(each["s3"]["object"]["key"])
            load_fetched_prices(price_bootstrap.prices_on_aws(), bootstrap.objects(), key, today)
    except Exception:  # one bad record must not take the batch with it
        logger.exception("loading prices failed")
        return False
    return True
