"""boto3 clients with our timeouts and retries, and AWS's refusals in our own words.

boto3 costs 150 ms of a cold start, so it is imported only when a client is made.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from econlens.domain.errors import EconLensError, ServiceUnavailableError

CONNECT_SECONDS = 2
READ_SECONDS = 5
TRIES = 3
THROTTLED = frozenset({"TooManyRequestsException", "LimitExceededException", "SlowDown"})


@cache
def client(service: str, *, signature: str | None = None) -> Any:
    """One client per service. Transient faults are tried again, with jitter (standard mode)."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        signature_version=signature,
        # A bucket's regional name: the global one redirects, and a browser's form stops there.
        s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
    )
    return boto3.client(service, config=config)


@cache
def public_client(service: str) -> Any:
    """A client for operations that anybody may call: it needs neither rights nor credentials."""
    from botocore import UNSIGNED

    return client(service, signature=UNSIGNED)


@contextmanager
def refused_as(refusals: Mapping[str, type[EconLensError]]) -> Iterator[None]:
    """Raise the error given for AWS's error code; ServiceUnavailableError for throttling, faults
    of AWS and no connection. Anything else is a mistake of ours and leaves as it is."""
    from botocore import exceptions as aws

    try:
        yield
    except aws.ClientError as error:
        code = str(error.response["Error"]["Code"])
        if code in refusals:
            raise refusals[code] from error
        if code in THROTTLED or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
            raise ServiceUnavailableError from error
        raise
    except (aws.ConnectionError, aws.HTTPClientError) as error:
        raise ServiceUnavailableError from error
