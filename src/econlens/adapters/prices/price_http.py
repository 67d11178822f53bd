"""One price service over HTTP: timeouts, retries with jitter, and a pause after repeated failure.

Addresses and headers may hold keys, so neither ever enters a message, a cause or a log.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, cast

import pybreaker
import urllib3
from urllib3.util import Retry, Timeout

from econlens.domain.price_errors import (
    BRING_A_FILE,
    PriceAnswerError,
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)

# A generation of daily closes of one symbol is below two megabytes in any of the formats.
LARGEST_ANSWER: Final = 8_000_000
_BLOCK: Final = 65_536
_TRY_AGAIN: Final = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """seconds is what one answer may take altogether; pause_seconds, how long a service that has
    failed failures_in_a_row times is left alone."""

    connect_seconds: float = 5
    read_seconds: float = 15
    seconds: float = 60
    retries: int = 3
    backoff_seconds: float = 0.5
    longest_wait_seconds: int = 30
    failures_in_a_row: int = 3
    pause_seconds: float = 60


USUAL_PATIENCE: Final = Patience()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceHttp:
    """name is what people call the service."""

    name: str
    patience: Patience = USUAL_PATIENCE
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    _pool: urllib3.PoolManager = field(init=False, repr=False)
    _breaker: pybreaker.CircuitBreaker = field(init=False, repr=False)

    def __post_init__(self) -> None:
        given = self.patience
        # It names addresses when it tries again.
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)
        retries = Retry(
            total=given.retries,
            connect=1,
            redirect=0,
            status_forcelist=_TRY_AGAIN,
            backoff_factor=given.backoff_seconds,
            backoff_jitter=given.backoff_seconds,
            backoff_max=given.longest_wait_seconds,
            retry_after_max=given.longest_wait_seconds,
            raise_on_status=False,
            raise_on_redirect=False,
        )
        timeout = Timeout(connect=given.connect_seconds, read=given.read_seconds)
        pool = urllib3.PoolManager(
            timeout=timeout, retries=retries, headers={"User-Agent": "EconLens", **self.headers}
        )
        breaker = pybreaker.CircuitBreaker(
            fail_max=given.failures_in_a_row,
            reset_timeout=given.pause_seconds,
            exclude=[UnknownSymbolError],
            throw_new_error_on_trip=False,
        )
        object.__setattr__(self, "_pool", pool)
        object.__setattr__(self, "_breaker", breaker)

    def get(self, url: str, fields: Mapping[str, str]) -> bytes:
        """The answer's bytes. Raises what price_ports.PriceProvider.fetch does."""
        try:
            return self._breaker.call(self._get, url, fields)
        except pybreaker.CircuitBreakerError:
            raise PriceServicePausedError(
                f"{self.name} has failed {self.patience.failures_in_a_row} times in a row, so that "
                f"it is left alone for now. Try again in a minute. {BRING_A_FILE}"
            ) from None

    def _get(self, url: str, fields: Mapping[str, str]) -> bytes:
        deadline = time.monotonic() + self.patience.seconds
        try:
            answer = self._pool.request("GET", url, fields=dict(fields), preload_content=False)
            try:
                self._refuse_status(HTTPStatus(answer.status))
                return self._body(cast("urllib3.HTTPResponse", answer), deadline)
            finally:
                answer.close()
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            kind = type(getattr(error, "reason", None) or error).__name__
            raise PriceServiceError(
                f"{self.name} could not be reached ({kind}). {BRING_A_FILE}"
            ) from None

    def _refuse_status(self, status: HTTPStatus) -> None:
        if status is HTTPStatus.OK:
            return
        if status is HTTPStatus.NOT_FOUND:
            raise UnknownSymbolError(f"{self.name} does not know this symbol.")
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            message = f"{self.name} refuses us ({status}). Check the key. {BRING_A_FILE}"
        elif status is HTTPStatus.TOO_MANY_REQUESTS:
            message = f"{self.name} has had enough requests for now. Try later. {BRING_A_FILE}"
        else:
            message = f"{self.name} does not serve us ({status}). Try later. {BRING_A_FILE}"
        raise PriceServiceError(message)

    def _body(self, answer: urllib3.HTTPResponse, deadline: float) -> bytes:
        body = bytearray()
        # What is there, not a full block: a server that drips would keep us for hours.
        while block := answer.read1(_BLOCK):
            body += block
            if len(body) > LARGEST_ANSWER:
                raise PriceAnswerError(f"{self.name} answers with more than a price series.")
            if time.monotonic() > deadline:
                raise PriceServiceError(f"{self.name} is too slow. Try later. {BRING_A_FILE}")
        return bytes(body)
