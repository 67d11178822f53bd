"""Passes an alarm from SNS on to a chat's incoming webhook. The webhook's address is a secret."""

import json
import os
from typing import Any
from urllib.request import Request, urlopen

import boto3

TIMEOUT_SECONDS = 10


def handler(event: dict[str, Any], _context: object) -> None:
    secrets = boto3.client("secretsmanager")
    address = secrets.get_secret_value(SecretId=os.environ["WEBHOOK_SECRET"])["SecretString"]
    for record in event["Records"]:
        post(address, text_of(record["Sns"]))


def text_of(notice: dict[str, Any]) -> str:
    """One line for an alarm; whatever else arrives goes on as it is."""
    try:
        alarm = json.loads(notice["Message"])
        return f"{alarm['NewStateValue']}: {alarm['AlarmName']}. {alarm['AlarmDescription']}"
    except (ValueError, KeyError, TypeError):
        return f"{notice.get('Subject') or 'EconLens'}: {notice['Message']}"


def post(address: str, text: str) -> None:
    if not address.startswith("https://"):
        raise ValueError("The webhook's secret holds no https address.")
    body = json.dumps({"text": text}).encode()
    request = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310
    urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310
